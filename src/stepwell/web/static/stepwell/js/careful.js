// What was told on this device and the server does not know yet: what it means for the sessions kept here.
// The server would answer it with a new plan; without it, doubt falls to the safe side.

import { mark, setMark, transact } from "./device.js";

/** The pages that the worker keeps. */
const PAGES = "stepwell.pages";
/** "It hurts" answers after which no safety questions are needed. Every other one, also one not known here, asks for them. */
const MILD = new Set(["stretch", "sharp"]);
const USUAL_PLACES = new Set(["back", "buttock", "thigh", "knee", "calf", "foot"]);
/** What a check-in may leave open: the server makes no softer day of it either. What else is missing is no calm answer. */
const MAY_BE_OPEN = new Set(["back_worst", "after_session", "flare"]);
const WORSE_LEG = new Set(["worse", "further_down"]);

/** @typedef {object|string} Body What a post says: a session as an object, a form as a text ("a=1&b=2"). */

/** Whether it asks for the safety questions before any exercise. @param {Body} body */
export function isDanger(body) {
  if (typeof body !== "string") return (body.items ?? []).some(({ hurt }) => hurt && !isMild(hurt));
  return new URLSearchParams(body).getAll("anything_new").some((news) => news !== "none");
}

/** @param {{feeling: string, place?: string|null}} hurt */
function isMild({ feeling, place }) {
  return MILD.has(feeling) && (!place || USUAL_PLACES.has(place));
}

/** Whether a session did harm enough that the next one must be planned anew. @param {Body} body */
export function wasBad(body) {
  return typeof body !== "string" && (body.items ?? []).some((item) => (item.hurt && item.hurt.feeling !== "stretch") || WORSE_LEG.has(item.leg));
}

/**
 * Whether a check-in is no worse than the latest one that the server knows, so that the plan it made still fits.
 * @param {Body} body
 * @param {Record<string, number|string[]>|undefined} calm For each question the largest number, or the answers, that change nothing.
 */
export function isCalm(body, calm) {
  if (typeof body !== "string") return true;
  const said = new URLSearchParams(body);
  return Boolean(calm) && Object.entries(calm).every(([question, limit]) => {
    const answer = said.get(question);
    if (answer === null) return MAY_BE_OPEN.has(question);
    return (Array.isArray(limit) ? limit.includes(answer) : Number(answer) <= limit);
  });
}

/**
 * Whether kept sessions are closed on this device: danger was told, and the safety questions were not answered since.
 * @param {boolean} [inDoubt] What counts where this cannot be read.
 */
export function isClosed(inDoubt = false) {
  return transact("marks", "readonly", (store) => store.get("closed")).then(Boolean, () => inDoubt);
}

/** Close the kept sessions until the server has seen a safety check that is newer than the one known now. Where that cannot be noted, they go. */
export async function closeSessions() {
  const known = await mark("kept");
  await setMark("closed", { since: Date.now(), safety: known?.safety ?? null }).catch(() => globalThis.caches?.delete(PAGES));
  const channel = new BroadcastChannel("stepwell.queue");
  channel.postMessage({ gone: [], closed: true });
  channel.close();
}

/**
 * Open the kept sessions again once the server has what was told here, a newer safety check, and a plan.
 * @param {{safety: string, open: boolean}} keep What the server says of the pages to keep.
 * @param {{refused: object|null, body: Body}[]} waits What the server does not have yet.
 */
export async function openAgain({ safety, open }, waits) {
  const closed = await mark("closed");
  if (!closed) return;
  if (closed.safety === null) await setMark("closed", { ...closed, safety });
  const untold = waits.some((post) => !post.refused && isDanger(post.body));
  if (closed.safety !== null && closed.safety !== safety && open && !untold) await setMark("closed", undefined);
}
