// Runs beside the pages: keeps today's and tomorrow's pages with all they need, shows them when there is no signal,
// and sends what waits. The server writes SHELL above it: the version of the site, and the files every page may need.

import { isCalm, isClosed, openAgain, wasBad } from "./careful.js";
import { mark, setMark, today } from "./device.js";
import { flush, waiting } from "./queue.js";

/** @type {{version: string, static: string, files: string[]}} */
const shell = SHELL;
const FILES = "stepwell.files";
const PAGES = "stepwell.pages";
const KEEP = "/offline/keep/";
const NOT_KEPT = "/offline/";
const CARE = "/offline/care/";
/** Where the session is kept that is shown after a check-in that the server does not know and that was not a calm one. */
const SOFTER = "/session/?softer";
/** Its answer clears this device, which works best without anybody in between. */
const DELETE = "/settings/delete/";
/** A message to the clinic changes no plan. */
const MESSAGES = "/messages/";
/** What waits and changes no session. */
const NO_PLAN = new Set(["measure", "message"]);
/** A page that is slower than this is shown as it was kept. */
const PATIENCE_MS = 4000;
/** Answers of whatever stands before the site when the site itself is down. */
const AWAY = new Set([502, 503, 504]);
/** The addresses that show exercises: nothing kept is shown at them once danger was told. */
const EXERCISING = /^\/($|today\/|session\/|exercise\/|flare\/now\/|print\/)/;
/** A name that changes with the content: what was kept under it is always right. */
const LASTING = /\.[0-9a-f]{8,}\.\w+$|[?&]v=/;
const KEPT_AT = "X-Stepwell-Kept";
const VERSION = "X-Stepwell-Version";

/**
 * @typedef {object} Kept One page to keep, as the server says it.
 * @property {string} at Where it is shown. @property {string} source Where it comes from.
 * @property {string} version @property {string} day The only day it may be shown on; "" for any.
 */

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("sync", (event) => event.waitUntil(flush()));
self.addEventListener("message", (event) => event.waitUntil(obey(event.data, event.ports)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && url.pathname !== DELETE) event.respondWith(post(request));
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(request, url));
  else if (isFile(url)) event.respondWith(file(request));
});

// --- its life -----------------------------------------------------------------------------------

async function install() {
  await keepFiles(shell.files);
  await keepPage({ at: NOT_KEPT, source: NOT_KEPT, version: "", day: "" });
}

/** The page that brought the first worker is served by it too; a later worker takes over by itself, and must not hold up a page. */
async function activate() {
  if (!(await mark("kept"))) await self.clients.claim();
}

/** @param {{type: string, version?: string}} order @param {readonly MessagePort[]} ports where to say that it is done */
function obey({ type, version }, ports) {
  if (type === "keep") return inTurn(() => { isToForget = false; return keepDays(version); });
  if (type === "forget") return forgetAll(ports[0]);
  if (type === "take-over") return takeOver();
  return undefined;
}

/** A new version begins only while no session is open: the page of a session goes on with the files it began with. */
async function takeOver() {
  const pages = await self.clients.matchAll({ includeUncontrolled: true });
  if (!pages.some((each) => new URL(each.url).pathname === "/session/")) await self.skipWaiting();
}

/** Somebody signs out, or deletes everything: what is being fetched just now must not be kept after the rest has gone. @param {MessagePort} done */
async function forgetAll(done) {
  isToForget = true;
  await turn.catch(() => {});
  done.postMessage("done");
}

// --- keeping ------------------------------------------------------------------------------------

/** @type {Promise<unknown>} */
let turn = Promise.resolve();
/** Nothing is kept any more, until a page asks for it again. */
let isToForget = false;

/** @param {() => Promise<unknown>} work */
function inTurn(work) {
  turn = turn.then(work, work);
  return turn;
}

/** Bring what is kept up to the version that a page has just shown. @param {string} version */
async function keepDays(version) {
  const begun = Date.now();
  const known = await mark("kept");
  if (known?.version === version && known.complete === shell.version) return;
  if (known && known.version !== version) await drop((key) => isDaily(key));
  const answer = await fetch(KEEP, { cache: "no-store", redirect: "error" });
  if (!answer.ok) return;
  const keep = await answer.json();
  if (isToForget) return;
  if (known && known.person !== keep.person) await forgetPerson();
  const wanted = new Set(keep.pages.map((each) => keyOf(each.at, each.day)));
  await drop((key) => !wanted.has(key));
  await setMark("kept", keep);
  await openAgain(keep, await waiting());
  let complete = true;
  for (const each of keep.pages) complete = (await keepPage(each, keep.person).catch(() => false)) && complete;
  if (!complete) return;
  await setMark("kept", { ...keep, complete: shell.version });
  if ((await mark("outdated")) < begun) await setMark("outdated", undefined);
  // While a newer version waits, the files it has brought are not known here.
  if (!self.registration.waiting && !self.registration.installing) await prune();
}

/** Let go of the files that nothing kept needs any more. */
async function prune() {
  const [pages, files] = await Promise.all([caches.open(PAGES), caches.open(FILES)]);
  const needed = new Set(shell.files);
  for (const key of await pages.keys()) {
    for (const name of filesOf(await (await pages.match(key)).text())) needed.add(name);
  }
  for (const { url } of await files.keys()) {
    const { pathname, search } = new URL(url);
    if (!needed.has(pathname + search)) await files.delete(url);
  }
}

/**
 * Keep one page, its files first: a page that is kept can be shown whole.
 * @param {Kept} wanted @param {string} [person] whose it must be
 */
async function keepPage({ at, source, version, day }, person) {
  if (isToForget) return false;
  const pages = await caches.open(PAGES);
  const held = await pages.match(keyOf(at, day));
  if (held && held.headers.get(VERSION) === version) return true;
  const answer = await fetch(source, { headers: { "X-Stepwell-Keep": "1" }, cache: "no-store", redirect: "error" });
  const text = await answer.text();
  if (!answer.ok || (person && !text.includes(`name="stepwell-person" content="${person}"`))) return false;
  if (isToForget) return false;
  await keepFiles(filesOf(text));
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  headers.set(KEPT_AT, String(Date.now()));
  headers.set(VERSION, version);
  if (isToForget) return false;
  await pages.put(keyOf(at, day), new Response(text, { headers }));
  return true;
}

/** @param {Iterable<string>} names */
async function keepFiles(names) {
  const files = await caches.open(FILES);
  await Promise.all([...names].map(async (name) => {
    if (LASTING.test(name) && (await files.match(name))) return;
    const answer = await fetch(name);
    if (!answer.ok) throw new Error(`${name} answers ${answer.status}`);
    await files.put(name, answer);
  }));
}

/** The files that a page names: its styles and scripts, and the figures of a session. @param {string} text @returns {Set<string>} */
function filesOf(text) {
  const named = [...text.matchAll(/"(\/[^"\s\\]+)"/g)].map((found) => found[1]).filter((name) => name.startsWith(shell.static));
  const data = text.match(/<script id="player-data" type="application\/json">(.*?)<\/script>/s);
  const items = data ? JSON.parse(data[1]).items : [];
  const figures = items.flatMap((item) => [item, ...(item.swaps ?? [])]).flatMap((item) => Object.values(item.figure ?? {}));
  return new Set([...named, ...figures]);
}

/** @param {(key: string) => boolean} isUnwanted told the key of each page that is kept */
async function drop(isUnwanted) {
  const pages = await caches.open(PAGES);
  for (const { url } of await pages.keys()) {
    if (isUnwanted(url) && url !== keyOf(NOT_KEPT, "")) await pages.delete(url);
  }
}

/** Another person's programme is at this address now: nothing of the one before stays. What they could not send waits, and is shown. */
async function forgetPerson() {
  await caches.delete(PAGES);
  await setMark("closed", undefined);
  await keepPage({ at: NOT_KEPT, source: NOT_KEPT, version: "", day: "" });
}

/** Pass on what is told. Once the server has it, the kept plan is not the newest any more. @param {Request} request */
async function post(request) {
  const answer = await fetch(request);
  if (new URL(request.url).pathname === MESSAGES) return answer;
  if (answer.ok || answer.type === "opaqueredirect") await setMark("outdated", Date.now()).catch(() => {});
  return answer;
}

// --- showing ------------------------------------------------------------------------------------

/** The network first; what is kept when there is none, or when it takes too long. @param {Request} request @param {URL} url */
async function page(request, url) {
  const network = fetch(request);
  network.catch(() => {}); // it may fail before, or long after, the copy is shown
  const copy = await kept(url);
  try {
    const answer = await soon(network, copy !== null);
    if (!AWAY.has(answer.status) || !copy) return answer;
  } catch { /* no signal */ }
  return copy ?? shown(NOT_KEPT);
}

/** @param {Promise<Response>} answer @param {boolean} hasCopy */
function soon(answer, hasCopy) {
  if (!hasCopy) return answer;
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("slow")), PATIENCE_MS));
  return Promise.race([answer, late]);
}

/** What is kept for an address on this day, or null. @param {URL} url @returns {Promise<Response|null>} */
async function kept(url) {
  const at = url.pathname === "/" ? "/today/" : url.pathname + url.search;
  if (!EXERCISING.test(url.pathname)) return shown(at);
  if (await isClosed(true)) return shown(CARE);
  const { instead, calm } = (await mark("kept")) ?? {};
  const untold = (await waiting()).filter((post) => !NO_PLAN.has(post.kind)).map((post) => post.body);
  const day = today();
  if (await mark("outdated")) return shown(NOT_KEPT, "", "outdated");
  if (untold.some(wasBad)) return shown(NOT_KEPT, "", "worse");
  if (!untold.every((body) => isCalm(body, calm))) return (await shown(SOFTER, day)) ?? shown(NOT_KEPT, "", "worse");
  return (await shown(at, day)) ?? (instead ? shown(instead[day] ?? instead[""]) : null);
}

/**
 * @param {string} at @param {string} [day] @param {string} [why] why this page and not the one that was asked for
 * @returns {Promise<Response|null>} a kept page, marked with the time it is from.
 */
async function shown(at, day = "", why = "") {
  const copy = await (await caches.open(PAGES)).match(keyOf(at, day));
  if (!copy) return null;
  const marks = `data-kept="${Number(copy.headers.get(KEPT_AT))}"${why ? ` data-why="${why}"` : ""}`;
  return new Response((await copy.text()).replace("<html ", `<html ${marks} `), { headers: copy.headers });
}

/** @param {Request} request */
async function file(request) {
  const files = await caches.open(FILES);
  const held = await files.match(request.url);
  if (held && LASTING.test(request.url)) return held;
  try {
    return await fetch(request);
  } catch (error) {
    if (held) return held;
    throw error;
  }
}

/** @param {URL} url */
function isFile(url) {
  return url.pathname.startsWith(shell.static) || LASTING.test(url.pathname + url.search);
}

/** @param {string} at @param {string} day @returns {string} the address under which a page is kept. */
function keyOf(at, day) {
  const url = new URL(at, location.origin);
  url.searchParams.set("kept", day);
  return url.href;
}

/** @param {string} key */
function isDaily(key) {
  return new URL(key).searchParams.get("kept") !== "";
}
