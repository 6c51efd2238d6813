// Writing to the clinic. Without a signal a message waits on this device, under the id by which the server counts it once, and
// the page says that it has not been sent. Words that may mean danger show whom to call at once. Without scripts it is a plain form.

import { found } from "./danger_words.js";
import { closeSessions } from "./careful.js";
import { drop, onChange, put } from "./queue.js";

const DRAFT = "stepwell.message";
const part = (name, within = document) => /** @type {HTMLElement} */ (within.querySelector(`[data-${name}]`));
const form = /** @type {HTMLFormElement} */ (part("message"));
const words = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("words"));
const key = /** @type {HTMLInputElement} */ (form.elements.namedItem("key"));
const dangers = JSON.parse(document.getElementById("danger-words").textContent);
const whose = document.querySelector('meta[name="stepwell-person"]')?.getAttribute("content") ?? "";
const isKept = "kept" in document.documentElement.dataset;
let sending = false;
/** How many messages waited here when that was last looked at. */
let waited = 0;

/** @param {SubmitEvent} event */
function pressed(event) {
  if (!words.value.trim()) return; // the server says so, in its own words
  event.preventDefault();
  const told = found(words.value, dangers);
  if (told.length) showCare(told);
  else send(false);
}

/** @param {boolean} isDanger whether the page with whom to call was shown, and it is to be sent all the same */
async function send(isDanger) {
  if (sending) return;
  sending = true;
  const id = key.value;
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  body.delete("csrfmiddlewaretoken");
  if (isDanger) body.set("anyway", "on");
  const answer = await put({ id, url: form.dataset.message, body: body.toString(), kind: "message" });
  sending = false;
  if (answer.sent) {
    forget();
    location.assign(answer.go || form.dataset.message);
    return;
  }
  if (answer.refused) {
    await drop(id); // the server is there and will not take it: let its own page say why
    form.submit();
    return;
  }
  if (isDanger) await closeSessions();
  wait(answer.stored);
}

/** Say that it has not gone. @param {boolean} isStored where it is not, it lives as long as this page */
function wait(isStored) {
  part("not-sent").hidden = false;
  part("stored").hidden = !isStored;
  part("only-here").hidden = isStored;
  if (isStored) forget();
  words.value = "";
  key.value = crypto.randomUUID();
  form.hidden = false;
  part("care-choices").hidden = true; // the numbers stay
  part("not-sent").focus();
}

/** @param {string[]} told the ids of what the words may be about */
function showCare(told) {
  const care = part("message-care");
  for (const row of care.querySelectorAll("[data-danger]")) {
    const each = /** @type {HTMLElement} */ (row);
    each.hidden = !told.includes(each.dataset.danger);
  }
  const isNow = dangers.some(({ id, is_now }) => is_now && told.includes(id));
  for (const each of care.querySelectorAll("[data-if-now]")) /** @type {HTMLElement} */ (each).hidden = !isNow;
  for (const each of care.querySelectorAll("[data-if-later]")) /** @type {HTMLElement} */ (each).hidden = isNow;
  for (const each of care.querySelectorAll("[data-if-crisis]")) /** @type {HTMLElement} */ (each).hidden = !told.includes("self_harm");
  part("safety-link").hidden = !navigator.onLine;
  part("said").textContent = words.value;
  part("care-choices").hidden = false;
  form.hidden = true;
  care.hidden = false;
  scrollTo(0, 0);
  care.focus();
}

function back() {
  part("message-care").hidden = true;
  form.hidden = false;
  words.focus();
}

/** What waits stands below the messages, marked as not sent; once it has gone the page is read anew. @param {import("./queue.js").Post[]} posts */
function showWaiting(posts) {
  const mine = posts.filter((post) => post.kind === "message");
  const made = mine.map((post) => {
    const row = /** @type {DocumentFragment} */ (/** @type {HTMLTemplateElement} */ (part("waiting-letter")).content.cloneNode(true));
    part("words", row).textContent = new URLSearchParams(String(post.body)).get("words");
    return row;
  });
  part("waiting-letters").replaceChildren(...made);
  part("waiting-letters").hidden = !made.length;
  if (!mine.length) part("not-sent").hidden = true;
  if (mine.length < waited && !sending && !words.value && navigator.onLine && part("message-care").hidden) location.reload();
  waited = mine.length;
}

// --- what is typed and not sent ----------------------------------------------------------------

function keep() {
  const said = { whose, key: key.value, words: words.value };
  try {
    if (words.value.trim()) localStorage.setItem(DRAFT, JSON.stringify(said));
    else localStorage.removeItem(DRAFT);
    part("draft").hidden = !words.value.trim();
  } catch { /* full or refused: it is in the field as long as the page is open */ }
}

function forget() {
  try { localStorage.removeItem(DRAFT); } catch { /* nothing is in it */ }
  part("draft").hidden = true;
}

function bringBack() {
  try {
    const kept = JSON.parse(localStorage.getItem(DRAFT) ?? "null");
    if (kept?.whose !== whose || !kept.words || words.value) return;
    [words.value, key.value] = [kept.words, kept.key];
    part("draft").hidden = false;
  } catch { /* a browser that refuses its store has nothing of ours in it */ }
}

if (isKept) key.value = crypto.randomUUID(); // a kept page is opened often: each message has an id of its own
bringBack();
form.addEventListener("submit", pressed);
words.addEventListener("input", keep);
part("send-anyway").addEventListener("click", () => send(true));
part("back").addEventListener("click", back);
onChange(showWaiting);
