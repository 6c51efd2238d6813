// The data of a moving figure, as figure/drawing.py writes it.

/**
 * @typedef {object} Shape
 * @property {string} paint @property {string} kind @property {number} width How many values a frame has.
 * @property {Float32Array} rows Its values, frame after frame. @property {Int16Array} still For each frame: in which stretch without a change it
 *   lies, from this frame to the next; -1 where it changes.
 */
/**
 * @typedef {object} Drawn
 * @property {string} title @property {number[]} size @property {string} css @property {"there"|"round"|"turns"} mode
 * @property {number} seconds @property {number} frames @property {Record<string, string>} inks @property {Record<string, string>} sheer
 * @property {Shape[][]} units @property {[number, number[]][]} order From which frame on, and which units, farthest first.
 * @property {[number, number, [number, number, number][]]} breath @property {number[][][]} arrows @property {number[]} both
 */

const FIRST = 35;
const BACKSLASH = 92;

/** @returns {Drawn} */
export function decoded(raw) {
  return { ...raw, units: raw.units.map(([, ...shapes]) => shapes.map((shape) => shapeOf(shape, raw.frames))) };
}

/** @returns {Shape} */
function shapeOf([paint, kind, ...columns], frames) {
  const width = columns.length;
  const rows = new Float32Array(width * frames);
  columns.forEach((column, index) => {
    const steps = typeof column === "string" ? stepsOf(column) : [];
    let value = typeof column === "string" ? 0 : column;
    for (let frame = 0; frame < frames; frame += 1) {
      value += steps[frame] ?? 0;
      rows[frame * width + index] = value;
    }
  });
  return { paint, kind, width, rows, still: stretches(rows, width, frames) };
}

/** One sign is one step; "~", a number and ";" a large one. @param {string} signs @returns {number[]} */
export function stepsOf(signs) {
  const found = [];
  for (let index = 0; index < signs.length; index += 1) {
    if (signs[index] === "~") {
      const end = signs.indexOf(";", index);
      found.push(Number(signs.slice(index + 1, end)));
      index = end;
    } else {
      const code = signs.charCodeAt(index);
      const whole = code - FIRST - (code > BACKSLASH ? 1 : 0);
      found.push(whole % 2 ? -(whole + 1) / 2 : whole / 2);
    }
  }
  return found;
}

function stretches(rows, width, frames) {
  const still = new Int16Array(frames).fill(-1);
  for (let frame = 0; frame < frames; frame += 1) {
    const next = (frame + 1) % frames;
    let same = true;
    for (let index = 0; index < width && same; index += 1) same = rows[frame * width + index] === rows[next * width + index];
    if (same) still[frame] = frame && still[frame - 1] >= 0 ? still[frame - 1] : frame;
  }
  return still;
}
