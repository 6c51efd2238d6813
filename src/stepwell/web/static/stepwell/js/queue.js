// What was said without a signal waits here, and is sent once there is one: in order, and never counted twice.
// Every post has an id made on this device; the server adds the same id only once, so sending again does no harm.

import { closeSessions, isDanger } from "./careful.js";
import { mark, setMark, transact } from "./device.js";

/**
 * @typedef {object} Post
 * @property {number} n Its place in the line. @property {string} id @property {string} url
 * @property {object|string} body An object goes as JSON, a text as a form ("a=1&b=2").
 * @property {string} kind What it is: "session", "check_in", "measure", "message". @property {string} on The day it is about, or "".
 * @property {number} since When it was kept, in milliseconds. @property {string} person Whose it is, as the page said.
 * @property {{status: number, says: string}|null} refused Why the server did not take it; it is then kept and shown, not sent again by itself.
 *
 * @typedef {{sent: true, go: string, stored?: boolean} | {sent: false, stored: boolean, refused?: {status: number, says: string}}} Answer
 *   stored: whether it outlasts this page; where the browser has no room it lives only as long as the page.
 */

/** Answers that will not change by asking again: the person must decide what becomes of the post. */
const REFUSED = new Set([400, 409, 413, 422]);
/** The server, or the way to it, is down for everything: what comes later would not fare better, and must not overtake. */
const DOWN = new Set([403, 408, 429, 502, 503, 504]);
const ONE_POST_MS = 15000;
const PATIENCE_MS = 8000;
const OLD_STORE = "stepwell.pending";

/** Where nothing can be stored: what waits then lives as long as this page. @type {Post[]} */
const held = [];
/** @type {Set<(waits: Post[]) => void>} */
const listeners = new Set();
/** Where to go next, for posts that another tab, or another flush of this page, has sent. @type {Map<string, string>} */
const goneBefore = new Map();
const channel = new BroadcastChannel("stepwell.queue");
channel.addEventListener("message", ({ data }) => {
  for (const [id, go] of data.gone) goneBefore.set(id, go);
  tellHere();
});

/**
 * Keep a post on this device, then try to send it. The same id put again takes the place of what still waits; but of a
 * session that two tabs tell differently, both are kept.
 * An answer that means danger also closes the kept sessions of this device until the safety questions are answered.
 * @param {{id: string, url: string, body: object|string, kind?: string, check?: boolean}} post
 *   check: the safety questions must come first, whatever else the body says.
 * @returns {Promise<Answer>}
 */
export async function put({ id: wanted, url, body, kind, check = false }) {
  const post = { id: wanted, url, body, kind: kind ?? kindOf(body), on: dayOf(body), since: Date.now(), person: person(), refused: null };
  if (check || isDanger(body)) await closeSessions();
  const { id, stored } = await keep(post);
  tell();
  const flushed = flush().catch(() => undefined); // a store that fails in the middle: what was not sent waits on
  const gone = await Promise.race([flushed, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  const go = gone?.get(id) ?? goneBefore.get(id);
  if (go !== undefined) return { sent: true, go };
  const waits = await read().catch(() => null); // what cannot be read back is not known to be sent
  if (!waits) return { sent: false, stored };
  const still = waits.find((each) => each.id === id);
  if (!still) return { sent: true, go: "" };
  if (!still.refused) askToSyncLater();
  return { sent: false, stored, ...(still.refused ? { refused: still.refused } : {}) };
}

/**
 * Send all that waits, in order. Only one flush runs at a time, over all tabs and the worker.
 * @returns {Promise<Map<string, string>>} for each post sent now: where to go next, "" where the server names no place.
 */
export function flush() {
  return navigator.locks.request("stepwell.flush", async () => {
    await takeOver();
    const gone = new Map();
    let [last, isDown] = [0, false];
    for (let post = await next(last); post && !isDown; post = await next(last)) {
      last = post.n;
      const answer = await send(post);
      if (answer.go !== undefined) {
        await remove(post);
        gone.set(post.id, answer.go);
        goneBefore.set(post.id, answer.go);
      } else if (answer.refused) await change({ ...post, refused: answer.refused });
      isDown = Boolean(answer.down);
    }
    await noteSent(gone.size > 0, isDown).catch(() => {}); // where nothing can be noted, nothing is said of it
    if (gone.size || last) tell(gone);
    return gone;
  });
}

/** @returns {Promise<Post[]>} what waits, in order, with what the server refused. */
export async function waiting() {
  await takeOver();
  return mine();
}

/** @param {(waits: Post[]) => void} listener Told with what waits, now and whenever it changes, also in another tab. */
export function onChange(listener) {
  listeners.add(listener);
  waiting().then(listener);
}

/** Let a refused post try once more. @param {string} id */
export async function again(id) {
  const post = (await all()).find((each) => each.id === id);
  if (post) await change({ ...post, refused: null });
  return flush();
}

/** Throw away one post, because the person said so. @param {string} id */
export async function drop(id) {
  const post = (await all()).find((each) => each.id === id);
  if (post) await remove(post);
  tell();
}

/** Note that something waits for a signal; and once all of it is sent, that this can be said. */
async function noteSent(isSome, isDown) {
  const noted = await mark("sent");
  if (isDown && noted !== "waits") await setMark("sent", "waits");
  if (!isDown && isSome && noted === "waits") await setMark("sent", "all");
}

// --- sending ----------------------------------------------------------------------------------

/** @param {Post} post @returns {Promise<{go?: string, refused?: {status: number, says: string}, down?: boolean}>} */
async function send(post) {
  try {
    const answer = await answerTo(post);
    const said = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
    if (answer.ok && typeof said?.go === "string") return { go: said.go };
    if (REFUSED.has(answer.status)) return { refused: { status: answer.status, says: said?.problem ?? "" } };
    // A page in the place of an answer comes from somebody in between, such as the sign-in page of a hotel.
    return { down: answer.ok || DOWN.has(answer.status) };
  } catch {
    return { down: true };
  }
}

/** @param {Post} post */
async function answerTo(post) {
  const token = pageToken() ?? (await freshToken());
  // A connection that broke in the middle is common, and sending again does no harm.
  const answer = await ask(post, token).catch((why) => (why.name === "TypeError" && globalThis.navigator.onLine ? ask(post, token) : Promise.reject(why)));
  return answer.status === 403 ? ask(post, await freshToken()) : answer;
}

/** @param {Post} post @param {string} token */
function ask({ url, body, person: whose }, token) {
  const isForm = typeof body === "string";
  const type = isForm ? "application/x-www-form-urlencoded" : "application/json";
  return fetch(url, {
    method: "POST",
    headers: { "Content-Type": type, Accept: "application/json", "X-CSRFToken": token, "X-Stepwell-Person": whose },
    body: isForm ? body : JSON.stringify(body),
    redirect: "error",
    signal: AbortSignal.timeout(ONE_POST_MS),
  });
}

/** The token that the browser holds, where there is a page to read it from. */
function pageToken() {
  return globalThis.document?.cookie.match(/(?:^|; )stepwell_csrf=([^;]+)/)?.[1];
}

async function freshToken() {
  const answer = await fetch("/offline/token/", { cache: "no-store", redirect: "error", signal: AbortSignal.timeout(ONE_POST_MS) });
  return (await answer.json()).token;
}

function askToSyncLater() {
  globalThis.navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("stepwell.flush")).catch(() => {});
}

// --- keeping ----------------------------------------------------------------------------------

/** @returns {Promise<Post[]>} */
function all() {
  return read().catch(() => [...held]);
}

/** @returns {Promise<Post[]>} @throws when the store cannot be read. */
async function read() {
  return [...(await transact("posts", "readonly", (store) => store.getAll())), ...held];
}

/** What may be shown and sent here: where there are accounts, only what the one who is signed in has told. */
async function mine() {
  const [posts, whose] = await Promise.all([all(), signedIn()]);
  return whose === null ? posts : posts.filter((post) => post.person === whose);
}

/** Whose pages these are where there are accounts; null where there are none. In the worker: whose pages it keeps. */
async function signedIn() {
  if (globalThis.document) return document.querySelector('meta[name="stepwell-accounts"]') ? person() : null;
  const kept = await mark("kept");
  return kept?.accounts ? kept.person : null;
}

/** The first post after a place in the line that was not refused. @param {number} after */
async function next(after) {
  return (await mine()).find((post) => post.n > after && !post.refused);
}

/** @returns {Promise<{id: string, stored: boolean}>} under which id it waits, and whether safely stored or only held by this page. */
async function keep(post) {
  let { id } = post;
  try {
    await transact("posts", "readwrite", (store) => {
      store.index("id").get(id).onsuccess = ({ target: { result: waits } }) => {
        if (waits && isAnotherSession(waits, post)) id = crypto.randomUUID();
        else if (waits) store.delete(waits.n);
        store.add({ ...post, id });
      };
      return store.count();
    });
    return { id, stored: true };
  } catch {
    const others = held.filter((each) => each.id !== post.id);
    held.splice(0, held.length, ...others, { ...post, n: Date.now() });
    return { id: post.id, stored: false };
  }
}

/** Two tabs went on with one session, each in its own way: neither may be lost. The server keeps both under the one id of the session. */
function isAnotherSession(waits, post) {
  return post.kind === "session" && JSON.stringify(waits.body) !== JSON.stringify(post.body);
}

/** Only the very post that was sent goes: what took its place meanwhile stays. @param {Post} post */
async function remove(post) {
  if (held.includes(post)) held.splice(held.indexOf(post), 1);
  else await transact("posts", "readwrite", (store) => store.delete(post.n));
}

/** @param {Post} post */
async function change(post) {
  const place = held.findIndex((each) => each.n === post.n);
  if (place >= 0) held[place] = post;
  else await transact("posts", "readwrite", (store) => store.put(post));
}

/** Bring in what an earlier version of the site kept in another place. */
async function takeOver() {
  try {
    const old = JSON.parse(globalThis.localStorage?.getItem(OLD_STORE) ?? "[]");
    let stored = true;
    for (const { url, body } of old) {
      const post = { id: body.id, url, body, kind: kindOf(body), on: dayOf(body), since: Date.now(), person: person(), refused: null };
      stored = (await keep(post)).stored && stored;
    }
    if (stored) globalThis.localStorage?.removeItem(OLD_STORE);
  } catch { /* a browser that refuses its store has nothing of ours in it */ }
}

// --- small things -------------------------------------------------------------------------------

function tell(gone = new Map()) {
  channel.postMessage({ gone: [...gone] });
  tellHere();
}

function tellHere() {
  if (listeners.size) mine().then((posts) => listeners.forEach((listener) => listener(posts)));
}

function person() {
  return globalThis.document?.querySelector('meta[name="stepwell-person"]')?.getAttribute("content") ?? "";
}

/** @param {object|string} body */
function kindOf(body) {
  return typeof body === "string" ? "check_in" : body.kind ?? "";
}

/** @param {object|string} body */
function dayOf(body) {
  return (typeof body === "string" ? new URLSearchParams(body).get("on") : body.on) ?? "";
}
