// From one exercise of the plan to what happens second by second. Pure: no clock, no page.

/**
 * @typedef {object} Item One exercise as the plan gives it. Times in seconds.
 * @property {string} exercise @property {string} name @property {string} dose @property {string} cue
 * @property {"both"|"each"|"alternating"|"left"|"right"} side @property {"left"|"right"|null} first_side
 * @property {number} sets @property {number} repetitions @property {number} hold_s
 * @property {number} rest_s @property {number} tempo_s @property {number} minutes @property {string[]} swaps
 *
 * @typedef {object} Phase
 * @property {"ready"|"hold"|"ease"|"move"|"rest"|"switch"|"timed"} kind
 * @property {number} seconds How long it lasts.
 * @property {string} side left, right or "".
 * @property {number} set @property {number} repetition Both count from 1; 0 where they mean nothing.
 */

export const READY_S = 10;
const SWITCH_S = 6;
const EASE_S = 3;

/** The kinds that are work, as against getting ready and resting. @type {ReadonlySet<string>} */
export const WORK = new Set(["hold", "move", "timed"]);

/**
 * All phases of one exercise, in order.
 * @param {Item} item @returns {Phase[]}
 */
export function phases(item) {
  const start = phase("ready", READY_S, sidesOf(item)[0]);
  if (item.minutes) return [start, phase("timed", item.minutes * 60, "")];
  const made = [start];
  const sides = sidesOf(item);
  for (let set = 1; set <= item.sets; set += 1) {
    sides.forEach((side, turn) => {
      if (turn > 0) made.push(phase("switch", SWITCH_S, side, set));
      made.push(...repetitions(item, side, set));
    });
    if (set < item.sets) made.push(phase("rest", Math.max(item.rest_s, SWITCH_S), sides[0], set));
  }
  return made;
}

/**
 * How much of the work lies before a phase: none, part or all.
 * @param {Phase[]} list @param {number} index @returns {"none"|"part"|"all"}
 */
export function doneBefore(list, index) {
  const work = list.filter((each) => WORK.has(each.kind)).length;
  const passed = list.slice(0, index).filter((each) => WORK.has(each.kind)).length;
  if (passed === 0) return "none";
  return passed >= work ? "all" : "part";
}

/** @param {Item} item @returns {string[]} */
function sidesOf(item) {
  if (item.side === "left" || item.side === "right") return [item.side];
  if (item.side !== "each") return [""];
  return item.first_side === "left" ? ["left", "right"] : ["right", "left"];
}

/** @param {Item} item @param {string} side @param {number} set @returns {Phase[]} */
function repetitions(item, side, set) {
  const made = [];
  for (let count = 1; count <= item.repetitions; count += 1) {
    const turn = item.side === "alternating" ? (count % 2 ? "right" : "left") : side;
    if (item.hold_s) made.push(phase("hold", item.hold_s, turn, set, count));
    else made.push(phase("move", item.tempo_s || 4, turn, set, count));
    if (item.hold_s && count < item.repetitions) made.push(phase("ease", EASE_S, turn, set, count));
  }
  return made;
}

/** @returns {Phase} */
function phase(kind, seconds, side = "", set = 0, repetition = 0) {
  return { kind, seconds, side, set, repetition };
}
