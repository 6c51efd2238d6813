// The body on the screen: shows the movement as far as the exercise has come.

/** Seconds in which a body moves into a hold, and out of it. */
const MOVES_S = 2;

export class Body {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host;
    this.shown = "";
  }

  /** @param {import("./session.js").Item} item @param {string} side */
  show(item, side) {
    const wanted = `${item.exercise} ${side}`;
    if (wanted === this.shown) return;
    this.shown = wanted;
    const drawn = /** @type {HTMLTemplateElement|null} */ (document.querySelector(`template[data-figure="${CSS.escape(item.exercise)}"]`));
    this.host.replaceChildren(...(drawn ? [drawn.content.cloneNode(true)] : []));
  }

  /** @param {import("./session.js").Phase} phase @param {number} passed Seconds. */
  pose(phase, passed) {
    this.host.dataset.pose = partOf(phase, passed) >= 0.5 ? "end" : "start";
  }
}

/** How far the movement is, 0 at its start and 1 at its end. @param {import("./session.js").Phase} phase @param {number} passed Seconds. */
export function partOf([kind, seconds], passed) {
  if (kind === "hold") return smooth(passed / Math.min(MOVES_S, seconds / 2));
  if (kind === "ease") return smooth(1 - passed / Math.min(MOVES_S, seconds));
  if (kind === "move") return smooth(1 - Math.abs((2 * passed) / seconds - 1));
  if (kind === "timed") return smooth(1 - Math.abs(((passed / MOVES_S) % 2) - 1));
  return 0;
}

function smooth(share) {
  const within = Math.max(0, Math.min(1, share));
  return within * within * (3 - 2 * within);
}
