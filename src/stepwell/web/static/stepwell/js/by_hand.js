// The form of a session that was done without the timer: kept on this device first, like one that was played.

import { drop, put } from "./queue.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("session-form"));
const { on, length, items, today } = JSON.parse(document.getElementById("player-data").textContent);
/** Made here, and not taken from the page: a kept page may be opened more than once. */
const id = crypto.randomUUID();
let sending = false;

/** @param {SubmitEvent} event */
async function send(event) {
  event.preventDefault();
  if (sending) return;
  sending = true;
  const answer = await put({ id, url: form.getAttribute("action"), body: { kind: "session", id, on, length, items: items.map(told) } });
  if (answer.sent) return location.assign(answer.go || today);
  if (!answer.refused) return shown();
  // The server is there and will not take it: let its own page say why.
  await drop(id);
  return form.submit();
}

/** One exercise with the dose that was planned, and what was said of it. */
function told({ exercise, sets, repetitions, hold_s, minutes }) {
  const said = new FormData(form);
  const answers = ["effort", "leg"].filter((name) => said.has(`${exercise}-${name}`)).map((name) => [name, said.get(`${exercise}-${name}`)]);
  return { exercise, sets, repetitions, hold_s, minutes, done: said.get(`${exercise}-done`) ?? "none", ...Object.fromEntries(answers) };
}

function shown() {
  form.closest("details").hidden = true;
  const note = /** @type {HTMLElement} */ (document.querySelector("[data-waits]"));
  note.hidden = false;
  note.focus();
}

form.addEventListener("submit", send);
addEventListener("pageshow", ({ persisted }) => { if (persisted) sending = false; });
