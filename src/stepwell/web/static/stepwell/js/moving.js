// The moving figure of a page: takes the place of the still picture, and can be stopped.

import { Figure } from "./figure.js";

for (const box of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-figure-url]"))) {
  const button = /** @type {HTMLButtonElement|null} */ (box.parentElement?.querySelector("[data-figure-pause]"));
  Figure.load(box, box.dataset.figureUrl ?? "").then((figure) => play(figure, button), () => {});
}

/** @param {Figure} figure @param {HTMLButtonElement|null} button says by aria-pressed whether the figure is stopped */
function play(figure, button) {
  figure.run();
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const stopped = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(stopped));
    if (stopped) figure.stop();
    else figure.run();
  });
}
