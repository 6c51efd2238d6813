// A form that stays as it is while there is no signal, so that nothing that was chosen on it is lost. Without scripts it is a plain form.

const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-holds]"));
const note = /** @type {HTMLElement} */ (document.querySelector("[data-no-signal]"));
const PATIENCE_MS = 5000;
let isSure = false;

/** Whether the site answers: a computer without a network still reaches a site on itself. */
async function isReached() {
  try {
    await fetch(location.href, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    return true;
  } catch {
    return false;
  }
}

/** @param {SubmitEvent} event */
async function send(event) {
  if (navigator.onLine || isSure) return;
  event.preventDefault();
  isSure = await isReached();
  note.hidden = isSure;
  if (isSure) form.requestSubmit(event.submitter);
  else note.focus();
}

form.addEventListener("submit", send);
addEventListener("online", () => { note.hidden = true; });
addEventListener("pageshow", () => { isSure = false; });
