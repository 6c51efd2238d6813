// A form of hidden answers that goes through the queue of this device: told without a signal, it outlasts the page. Without scripts it is a plain form.

import { drop, put } from "./queue.js";

const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-queues]"));
const note = /** @type {HTMLElement} */ (document.querySelector("[data-kept-note]"));
const id = /** @type {HTMLInputElement} */ (form.elements.namedItem("fact_id")).value;
let sending = false;

/** @param {SubmitEvent} event */
async function send(event) {
  event.preventDefault();
  if (sending) return;
  sending = true;
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  body.delete("csrfmiddlewaretoken");
  const answer = await put({ id, url: location.pathname, body: body.toString(), kind: "measure" });
  if (answer.sent) return location.assign(answer.go || form.dataset.queues);
  if (!answer.refused) return wait(answer.stored);
  // The server is there and will not take it: let its own page say why.
  await drop(id);
  return form.submit();
}

/** Say what becomes of the answers; where only this page holds them, that it must stay open. @param {boolean} isStored */
function wait(isStored) {
  note.querySelector("[data-stored]").hidden = !isStored;
  note.querySelector("[data-only-here]").hidden = isStored;
  for (const each of /** @type {HTMLCollectionOf<HTMLElement>} */ (form.parentElement.children)) {
    each.hidden = each !== note && !("device" in each.dataset);
  }
  scrollTo(0, 0);
  note.focus();
}

form.addEventListener("submit", send);
addEventListener("pageshow", ({ persisted }) => { if (persisted) sending = false; });
