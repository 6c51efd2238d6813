// A form whose answers are kept on this device before they are sent: without a signal nothing that was said is lost,
// and danger that was told is answered at once. Without scripts it is a plain form.

import { isDanger } from "./careful.js";
import { today } from "./device.js";
import { drop, put } from "./queue.js";

/** A quick answer of the server comes before this; after it the words of care are shown without waiting. */
const AT_ONCE_MS = 600;

const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-keeps]"));
const note = /** @type {HTMLElement} */ (document.querySelector("[data-kept-note]"));
const care = /** @type {HTMLElement} */ (document.querySelector("[data-kept-care]"));
const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("fact_id"));
const isKept = "kept" in document.documentElement.dataset;
const openedOn = today();
let sending = false;

/** @param {SubmitEvent} event */
async function send(event) {
  const open = missing();
  // With a signal the server says what is missing, in its own words.
  if (open.length && navigator.onLine && !isKept) return;
  event.preventDefault();
  if (open.length) return showMissing(open);
  if (sending) return;
  sending = true;
  const body = said();
  const soon = isDanger(body) ? setTimeout(() => show(care), navigator.onLine ? AT_ONCE_MS : 0) : 0;
  const answer = await put({ id: field.value, url: location.pathname, body, kind: "check_in" });
  clearTimeout(soon);
  if (answer.sent) return location.assign(answer.go || "/today/");
  if (!answer.refused) return wait(answer.stored, isDanger(body));
  // The server is there and will not take it: let its own page say why.
  await drop(field.value);
  return form.submit();
}

/** Say what becomes of the answers; where only this page holds them, that it must stay open. @param {boolean} isStored @param {boolean} isDangerous */
function wait(isStored, isDangerous) {
  note.querySelector("[data-stored]").hidden = !isStored;
  note.querySelector("[data-only-here]").hidden = isStored;
  show(isDangerous ? care : note);
}

/** The answers as a form sends them, with the day they are about: the server's own, unless the page is older than that. */
function said() {
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  body.delete("csrfmiddlewaretoken");
  body.set("on", isKept || today() !== openedOn ? today() : form.dataset.keeps);
  return body.toString();
}

/** The questions that must be answered and are not. @returns {Element[]} */
function missing() {
  return [...form.querySelectorAll("fieldset.field:not([data-open])")].filter((each) => !isAnswered(each));
}

/** @param {Element[]} open */
function showMissing(open) {
  for (const old of form.querySelectorAll("[data-is-missing]")) old.remove();
  const words = /** @type {HTMLTemplateElement} */ (document.querySelector("[data-missing]")).content.firstElementChild;
  for (const each of open) {
    const error = /** @type {HTMLElement} */ (words.cloneNode(true));
    error.dataset.isMissing = "";
    each.querySelector("legend").after(error);
  }
  open[0].querySelector("input").focus();
  open[0].scrollIntoView({ block: "center" });
}

/** @param {Element} group */
function isAnswered(group) {
  const inputs = /** @type {HTMLInputElement[]} */ ([...group.querySelectorAll("input[type=radio], input[type=checkbox]")]);
  const mustBe = inputs.some((input) => input.required || input.type === "checkbox");
  return !mustBe || inputs.some((input) => input.checked);
}

/** @param {HTMLElement} instead shown in the place of the whole page; where it is about care, nothing stands above it. */
function show(instead) {
  for (const each of /** @type {HTMLCollectionOf<HTMLElement>} */ (form.parentElement.children)) {
    each.hidden = each !== instead && !(instead === note && "device" in each.dataset);
  }
  scrollTo(0, 0);
  instead.focus();
}

/** A kept page is from another hour, or another day: it gets an id of its own and the day of now. */
function refresh() {
  field.value = crypto.randomUUID();
  const day = document.querySelector("[data-day]");
  if (day) day.textContent = new Date().toLocaleDateString(document.documentElement.lang, { weekday: "long", month: "long", day: "numeric" });
}

if (isKept) refresh();
form.addEventListener("submit", send);
addEventListener("pageshow", ({ persisted }) => { if (persisted) sending = false; });
