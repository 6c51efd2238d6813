// In a clinic: whoever is away from the page for long is signed out. Before that it is said here, and typing or tapping counts as being there.

import { keepTyped, putBack } from "./typed.js";

const WARNING_S = 120;
/** How often at most the server hears that somebody is here. */
const TELL_S = 60;
const dialog = /** @type {HTMLDialogElement} */ (document.querySelector("[data-idle]"));
const allowed = Number(dialog.dataset.idle);
const left = /** @type {HTMLElement} */ (dialog.querySelector("[data-left]"));
/** A session of exercises is never cut off: its player keeps what is told, and sends it after the next sign-in. */
const isSession = location.pathname === "/session/";
const channel = new BroadcastChannel("stepwell.here");
let seen = Date.now();
let told = Date.now();

/** Somebody did something: here, or in another tab. */
function isHere() {
  seen = Date.now();
  if (dialog.open) dialog.close();
  if (seen - told > TELL_S * 1000) tell();
}

async function tell() {
  told = Date.now();
  channel.postMessage(told);
  const answer = await fetch(dialog.dataset.here, { redirect: "manual", cache: "no-store" }).catch(() => null);
  if (answer?.type === "opaqueredirect" && !isSession) leave(); // signed out already, perhaps from another browser
}

function look() {
  const gone = (Date.now() - seen) / 1000;
  if (isSession) return;
  if (gone >= allowed) leave();
  else if (gone >= allowed - WARNING_S) {
    left.textContent = String(Math.max(1, Math.ceil((allowed - gone) / 60)));
    if (!dialog.open) dialog.showModal();
  }
}

/** Come to this page again: the server asks for the sign-in first. Without a signal there is nothing to come to. */
function leave() {
  if (!navigator.onLine) return;
  keepTyped();
  location.reload();
}

putBack();
for (const kind of ["pointerdown", "keydown", "input"]) addEventListener(kind, () => { if (!dialog.open) isHere(); }, { passive: true, capture: true });
dialog.querySelector("[data-stay]").addEventListener("click", () => { told = 0; isHere(); });
dialog.addEventListener("cancel", () => { told = 0; isHere(); });
channel.addEventListener("message", ({ data }) => {
  if (data === "gone") return location.reload(); // signed out in another tab: nothing stays on the screen here
  seen = told = data;
  if (dialog.open) dialog.close();
});
channel.postMessage(seen);
document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
setInterval(look, 5000);
