// The body on the screen: shows the movement as far as the exercise has come.

import { Figure } from "../figure.js";

/** Seconds in which a body moves into a hold, and out of it. */
const MOVES_S = 2;
/** How a movement is shown beforehand, while the person gets into position. */
const PREVIEW = { seconds: 2.5, hold_s: 1.5 };

export class Body {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host;
    this.wanted = "";
    /** @type {Figure|null} */
    this.figure = null;
    /** What is shown of it now: a part of the movement, or a word for a loop. @type {number|string|null} */
    this.now = null;
  }

  /** Show an exercise: at once as its picture in the list, and moving as soon as its figure is there. */
  async show({ exercise, figure }, side) {
    const url = figure?.[side || "right"] ?? "";
    if (`${exercise} ${url}` === this.wanted) return;
    const wanted = (this.wanted = `${exercise} ${url}`);
    this.figure?.stop();
    this.figure = this.now = null;
    const still = document.querySelector(`#x-${CSS.escape(exercise)} .figure svg`);
    this.host.replaceChildren(...(still ? [still.cloneNode(true)] : []));
    this.host.hidden = false;
    const made = await loaded(url); // without a signal the picture stays
    if (wanted !== this.wanted) return;
    this.host.hidden = !made && !still;
    if (made) this.host.replaceChildren(made.svg);
    this.figure = made;
  }

  /** Fetch what comes next, while there is a signal. */
  warm({ figure, phases }) {
    const url = figure?.[phases[0][2] || "right"];
    if (url) Figure.warm(url);
  }

  /** @param {import("./view.js").Phase} phase @param {number} passed Seconds. @param {boolean} runs */
  pose(phase, passed, runs) {
    const loop = runs && { ready: "ready", timed: "timed" }[phase[0]];
    const shown = loop || (phase[0] === "timed" ? "stopped" : partOf(phase, passed, this.figure?.cycle));
    if (!this.figure || shown === this.now) return;
    this.now = shown;
    if (loop) this.figure.run(loop === "ready" && !this.figure.cycle ? PREVIEW : {});
    else if (shown === "stopped") this.figure.stop();
    else this.figure.at(shown);
  }
}

/** @param {string} url @returns {Promise<Figure|null>} */
function loaded(url) {
  return url ? Figure.load(document.createElement("div"), url).catch(() => null) : Promise.resolve(null);
}

/**
 * How far the movement is, 0 at its start and 1 at its end; of a cycle, how far round.
 * @param {import("./view.js").Phase} phase @param {number} passed Seconds. @param {boolean} [isCycle]
 */
export function partOf([kind, seconds], passed, isCycle = false) {
  if (kind === "hold") return smooth(passed / Math.min(MOVES_S, seconds / 2));
  if (kind === "ease") return smooth(1 - passed / Math.min(MOVES_S, seconds));
  if (kind !== "move") return 0;
  return isCycle ? Math.min(0.999, passed / seconds) : smooth(1 - Math.abs((2 * passed) / seconds - 1));
}

function smooth(share) {
  const within = Math.max(0, Math.min(1, share));
  return within * within * (3 - 2 * within);
}
