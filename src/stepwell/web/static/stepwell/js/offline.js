// On every page: how old a kept copy is, what waits for a signal, and the worker that keeps pages for when there is none.

import { isClosed, isDanger, openAgain } from "./careful.js";
import { mark, setMark } from "./device.js";
import { flush, onChange } from "./queue.js";

const QUIET_MS = 20000;
const words = JSON.parse(document.getElementById("device-words")?.textContent ?? "null");
const line = document.querySelector("[data-device]");
/** When the worker kept this page, in milliseconds; 0 when it comes from the server now. */
const keptAt = Number(document.documentElement.dataset.kept ?? 0);
/** The posts that tell of danger and wait here, by id. @type {string[]} */
let dangerous = [];
/** How often the lines were asked for: an answer that comes late does not overwrite a newer one. */
let asked = 0;
const isSession = location.pathname === "/session/";
const TRY_AGAIN_MS = 20_000;
const HEARD_MS = 8000;
const KEEP = "/offline/keep/";

/** Send what waits; Today is then shown with the plan that knows it. */
async function sendAll() {
  const gone = await flush().catch(() => new Map()); // a store that fails: what waits is tried again soon
  if (gone.size && location.pathname === "/today/") location.reload();
}

/** Once the server knows of danger that waited here, whichever tab has told it, the safety questions come. @param {import("./queue.js").Post[]} posts */
function leadToSafety(posts) {
  const left = new Set(posts.map((post) => post.id));
  if (!isToldHere() && dangerous.some((id) => !left.has(id))) location.assign(words.safety);
  dangerous = posts.filter((post) => !post.refused && isDanger(post.body)).map((post) => post.id);
}

/** @param {import("./queue.js").Post[]} posts */
async function showLines(posts) {
  const mine = (asked += 1);
  const refused = posts.filter((post) => post.refused);
  const waits = posts.filter((post) => !post.refused);
  const lines = [];
  if (keptAt && !("ageless" in line.dataset)) lines.push(paragraph("kept", age(), words.newest, location.href));
  const asksNow = location.pathname.startsWith("/safety-check/");
  if (!keptAt && (await isStillClosed(posts)) && !asksNow) lines.push(paragraph("closed", words.closed, words.answer, words.safety));
  if (waits.length) lines.push(paragraph("waits", counted(waits, words.waits_one, words.waits), words.see, words.waiting));
  if (refused.length) lines.push(paragraph("refused", counted(refused, words.refused_one, words.refused), words.see_refused, words.waiting));
  if (!posts.length) lines.push(...(await goodNews()));
  if (mine === asked) line.replaceChildren(...lines);
}

/**
 * Whether the kept sessions stay closed. The worker opens them; where there is none, or it has not come to it, the server is asked here.
 * @param {import("./queue.js").Post[]} posts
 */
async function isStillClosed(posts) {
  if (!(await isClosed())) return false;
  const answer = await fetch(KEEP, { cache: "no-store", redirect: "error" }).catch(() => null);
  if (answer?.ok) await openAgain(await answer.json(), posts);
  return isClosed();
}

/** What was sent after it had waited is said once, long enough to be heard: a page may be on its way to the next. */
async function goodNews() {
  const noted = await mark("sent");
  if (!words.news[noted]) return [];
  setTimeout(() => setMark("sent", undefined).catch(() => {}), HEARD_MS);
  const made = document.createElement("p");
  made.className = "device-line device-sent";
  made.textContent = words.news[noted];
  return [made];
}

/** A session that was left unfinished on another day than that of the plan shown here is told as far as it was done. */
async function tellLeftOver() {
  const on = document.querySelector("[data-plan-of]")?.getAttribute("data-plan-of");
  if (keptAt || !on || !localStorage.getItem("stepwell.session")) return;
  const { sendOld } = await import("./player/telling.js");
  const { isNews, sent } = await sendOld(on, words.session);
  if (!isNews || !sent) return;
  await setMark("sent", "left_over").catch(() => {});
  location.reload();
}

/** @param {string} kind @param {string} text @param {string} link @param {string} to */
function paragraph(kind, text, link, to) {
  const made = document.createElement("p");
  made.className = `device-line device-${kind}`;
  made.append(`${text} `, Object.assign(document.createElement("a"), { href: to, textContent: link }));
  return made;
}

/** "Saved copy from today, 8:12 AM." */
function age() {
  const date = new Date(keptAt);
  const time = date.toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
  const nights = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(keptAt).setHours(0, 0, 0, 0)) / 86400000);
  if (nights === 0) return words.kept_today.replace("{time}", time);
  if (nights === 1) return words.kept_yesterday.replace("{time}", time);
  const day = date.toLocaleDateString(document.documentElement.lang, { weekday: "long", month: "long", day: "numeric" });
  return words.kept_day.replace("{day}", day).replace("{time}", time);
}

/** "1 check-in", or "3" where it is more than one. @param {import("./queue.js").Post[]} posts @param {string} one @param {string} many */
function counted(posts, one, many) {
  return posts.length === 1 ? one.replace("{what}", words.kinds[posts[0].kind] ?? words.kinds[""]) : many.replace("{n}", String(posts.length));
}

/** Let the worker keep this day and the next; let a new version of it begin where no session is open. */
async function work() {
  const registration = await navigator.serviceWorker.register("/service-worker.js");
  // In a quiet moment: a page that is being opened just then could wait for the change.
  if (!isSession) setTimeout(() => registration?.waiting?.postMessage({ type: "take-over" }), QUIET_MS);
  const version = document.querySelector('meta[name="stepwell-version"]')?.getAttribute("content");
  if (keptAt || !version) return;
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ type: "keep", version });
}

/** Another tab was told of danger: an open session ends here too. */
function leaveSession({ data }) {
  if (data.closed && isSession && !isToldHere()) location.replace(words.care);
}

/** Whether the player of this page was told of danger: it then says so itself and leads on. */
function isToldHere() {
  return document.querySelector('.player[open][data-kind="over"]') !== null;
}

const why = document.documentElement.dataset.why;
if (why) document.querySelector(`[data-why-${why}]`)?.removeAttribute("hidden");
// Only where there are accounts: elsewhere there is nobody else, and no reason to fetch it.
if (document.querySelector('meta[name="stepwell-accounts"]')) await import("./another.js").then(({ forgetAnother }) => forgetAnother()).catch(() => {});
if (words && line) {
  onChange(leadToSafety);
  onChange(showLines);
  addEventListener("online", sendAll);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) sendAll(); });
  setInterval(() => { if (!document.hidden) sendAll(); }, TRY_AGAIN_MS); // a server that comes back sends no "online"
  new BroadcastChannel("stepwell.queue").addEventListener("message", leaveSession);
  sendAll().then(tellLeftOver).catch(() => {}); // a browser that refuses its stores holds nothing of ours
  if ("serviceWorker" in navigator) work().catch(() => {}); // refused in a private window: the pages work without it
}
