// The two questions of the player: how it was, and what hurts.

import { part } from "./screen.js";

/** What must not be trained through: these lead to the safety questions. */
const CHECK = new Set(["numb", "weak", "further_down"]);

/**
 * Ask for the two taps after an exercise.
 * @param {string} name @returns {Promise<{effort: string|null, leg: string|null}>} null where nothing was said.
 */
export async function rating(name) {
  const dialog = /** @type {HTMLDialogElement} */ (part("rating"));
  const form = /** @type {HTMLFormElement} */ (dialog.querySelector("form"));
  form.reset();
  part("rating-name").textContent = name;
  const both = () => {
    const said = new FormData(form);
    if (said.has("effort") && said.has("leg")) setTimeout(() => dialog.close("next"), 250);
  };
  form.addEventListener("pointerup", () => setTimeout(both, 0));
  await shown(dialog);
  const said = new FormData(form);
  return { effort: said.get("effort")?.toString() ?? null, leg: said.get("leg")?.toString() ?? null };
}

/**
 * Ask what hurts and what to do about it.
 * @param {Record<string, string>} words @param {boolean} canSwap
 * @returns {Promise<{feeling: string, place: string|null, action: string}|null>} null when it is fine again.
 */
export async function hurt(words, canSwap) {
  const dialog = /** @type {HTMLDialogElement} */ (part("hurt"));
  const feeling = await step(dialog, "feeling");
  if (!feeling || feeling === "nothing") return null;
  if (feeling === "numb" || feeling === "weak") return checked(dialog, feeling, null);
  const place = feeling === "stretch" ? null : (await step(dialog, "place")) || null;
  if (CHECK.has(feeling)) return checked(dialog, feeling, place);
  part("hurt-words").textContent = words[`hurt_${feeling}`] ?? "";
  part("hurt").querySelector('[value="swap"]').hidden = !canSwap;
  const action = await step(dialog, "action");
  return { feeling, place, action: action || "stop" };
}

async function checked(dialog, feeling, place) {
  await step(dialog, "check");
  return { feeling, place, action: "stop", check: true };
}

/** Show one step of the questions; the value of the button pressed, "" when it was closed. */
async function step(dialog, name) {
  for (const form of dialog.querySelectorAll("form")) form.hidden = form.dataset.hurtStep !== name;
  return shown(dialog);
}

/** @param {HTMLDialogElement} dialog @returns {Promise<string>} */
function shown(dialog) {
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true }));
}
