// A page whose form holds what is not saved asks before it is left.

/** Only somebody who has just pressed something is asked: who was signed out for being away leaves nothing on the screen. */
const JUST_MS = 5000;
let pressed = 0;
for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => { pressed = Date.now(); }, { passive: true, capture: true });

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-unsaved]"))) {
  let holds = form.dataset.unsaved === "yes";
  form.addEventListener("input", () => { holds = true; });
  form.addEventListener("submit", () => { holds = false; });
  addEventListener("beforeunload", (event) => { if (holds && Date.now() - pressed < JUST_MS) event.preventDefault(); });
}
