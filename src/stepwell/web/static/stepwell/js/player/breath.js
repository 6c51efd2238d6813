// The breath of a long hold, in and out without hurry: it follows from the time that has passed in the hold.

/**
 * @typedef {object} Breath How fast, as the timetable says it; null where the person switched it off.
 * @property {number} in_s @property {number} out_s @property {number} from_s The shortest hold that is guided.
 * @property {number} after_s How far into the hold it begins: after the words with which the hold itself begins.
 *
 * @typedef {{part: "in"|"out", turn: number}} Now Which breath it is, from 0.
 */

/** The last seconds of a hold are counted: a breath that would reach into them is not begun. */
const COUNTED_S = 3;
/** So many breaths are spoken; the rest are heard and seen. */
const SPOKEN = 2;
/** A breath is not spoken so shortly before something else is. */
const CLEAR_MS = 3000;
const AHEAD_MS = 10_000;

/**
 * @param {Breath|null|undefined} pace @param {{breathes?: boolean}} item @param {readonly [kind: string, seconds: number, ...unknown[]]|undefined} phase As view.js has it, which names this file: in a circle, even of types, hashed names never settle.
 * @param {number} passed Milliseconds of the phase. @returns {Now|null}
 */
export function breathAt(pace, item, phase, passed) {
  if (!pace || !item.breathes || phase?.[0] !== "hold" || phase[1] < pace.from_s) return null;
  const whole = pace.in_s + pace.out_s;
  const into = passed / 1000 - pace.after_s;
  const turn = Math.floor(into / whole);
  if (into < 0 || pace.after_s + (turn + 1) * whole > phase[1] - COUNTED_S) return null;
  return { part: into - turn * whole < pace.in_s ? "in" : "out", turn };
}

/** Whether it is spoken: the middle and the last ten seconds of a hold are never talked over. @param {Now} now */
export function isSpoken({ turn }, [, seconds], passed) {
  const others = [seconds * 500, seconds * 1000 - AHEAD_MS];
  return turn < SPOKEN && others.every((at) => passed > at + CLEAR_MS || passed < at - CLEAR_MS);
}
