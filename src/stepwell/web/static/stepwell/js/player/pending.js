// On Today: a session that could not be sent earlier is sent now. Most days there is none, and nothing more is loaded.

import { pending } from "./store.js";

const note = /** @type {HTMLElement} */ (document.querySelector("[data-pending]"));

async function sendOn() {
  if (pending().length === 0) return;
  note.hidden = false;
  const { flush } = await import("./report.js");
  const token = /** @type {HTMLInputElement} */ (document.querySelector("[name=csrfmiddlewaretoken]")).value;
  await flush(token);
  if (pending().length === 0) location.reload();
}

addEventListener("online", sendOn);
sendOn();
