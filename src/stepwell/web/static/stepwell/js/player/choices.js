// What the person chose about voice, sounds and pauses. Kept on this device only.

const KEY = "stepwell.player";

/**
 * @typedef {object} Choices
 * @property {boolean} voice @property {string} name The voice's own name, "" for the device's first. @property {number} rate 0.7 to 1.4.
 * @property {boolean} sound @property {boolean} buzz @property {boolean} breath Whether long holds guide the breath.
 * @property {number|"me"|null} wait Seconds to change position; "me" waits for a tap; null is as planned.
 */

/** @type {Choices} */
const USUAL = { voice: true, name: "", rate: 1, sound: true, buzz: true, breath: true, wait: null };

/** @returns {Choices} */
export function choices() {
  try {
    return { ...USUAL, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return { ...USUAL };
  }
}

/** @param {Partial<Choices>} changed @returns {Choices} what now holds. */
export function choose(changed) {
  const all = { ...choices(), ...changed };
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch { /* a private window: the choice then lasts as long as the sheet shows it */ }
  return all;
}
