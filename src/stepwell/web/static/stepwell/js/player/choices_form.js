// The fields for voice, sounds and pauses: the same in the player's sheet and in the settings.

import { choices, choose } from "./choices.js";
import { onVoices, Voice, voices } from "./voice.js";

/**
 * Show what is chosen, and keep what is changed.
 * @param {HTMLElement} root Holds the fields of patient/player_choices.html. @param {() => void} [changed]
 */
export function bindChoices(root, changed = () => {}) {
  const field = (name) => /** @type {HTMLInputElement} */ (root.querySelector(`[name="player-${name}"]`));
  const voice = new Voice(choices);
  const show = () => {
    const now = choices();
    for (const name of ["voice", "sound", "buzz", "breath"]) field(name).checked = now[name];
    for (const name of ["rate", "wait"]) {
      const radio = root.querySelector(`[name="player-${name}"][value="${now[name] ?? ""}"]`);
      if (radio) radio.checked = true;
    }
    showVoices(root, now.name);
  };
  root.addEventListener("change", ({ target }) => {
    choose(read(target));
    if (target.name !== "player-wait") sample(root, voice);
    changed();
  });
  root.querySelector("[data-try-voice]").addEventListener("click", () => sample(root, voice));
  root.querySelector("[data-buzz-field]").hidden = !("vibrate" in navigator);
  onVoices(show);
  show();
}

function read({ name, type, checked, value }) {
  const key = name.replace("player-", "");
  if (type === "checkbox") return { [key]: checked };
  if (key === "rate") return { rate: Number(value) };
  if (key === "wait") return { wait: value === "me" ? "me" : Number(value) || null };
  return { [key]: value };
}

function showVoices(root, chosen) {
  const found = voices();
  const list = /** @type {HTMLSelectElement} */ (root.querySelector('[name="player-name"]'));
  const usual = list.options[0];
  list.replaceChildren(usual, ...found.map(({ name }) => new Option(name, name, false, name === chosen)));
  for (const each of root.querySelectorAll("[data-with-voice]")) each.hidden = found.length === 0;
  for (const each of root.querySelectorAll("[data-without-voice]")) each.hidden = found.length > 0;
}

function sample(root, voice) {
  voice.say(root.querySelector("[data-try-voice]").dataset.tryVoice);
}
