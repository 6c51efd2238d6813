// Draws the player: what is on the screen follows from the exercise, the phase and the time in it.

/** @param {string} name @param {ParentNode} [within] @returns {HTMLElement} */
export const part = (name, within = document) => /** @type {HTMLElement} */ (within.querySelector(`[data-${name}]`));

export class Screen {
  /** @param {Record<string, string>} words The texts of the page, by id; "{n}" stands for a number. */
  constructor(words) {
    this.words = words;
    this.dialog = /** @type {HTMLDialogElement} */ (part("player"));
    this.shown = {};
  }

  /** Show which exercise it is. */
  exercise(item, number, of, next) {
    this.#text("count", fill(this.words.count, { n: number, of }));
    this.#text("name", item.name);
    this.#text("next", next ? `${this.words.next} ${next.name}` : this.words.last);
    const drawn = /** @type {HTMLTemplateElement|null} */ (document.querySelector(`template[data-figure="${CSS.escape(item.exercise)}"]`));
    part("figure-here").replaceChildren(...(drawn ? [drawn.content.cloneNode(true)] : []));
    this.item = item;
  }

  /** Show a new phase, and tell a screen reader about it. */
  phase(phase) {
    const state = this.words[phase.kind];
    this.state = state;
    this.#text("side", this.words[phase.side] ?? "");
    this.#text("cue", phase.kind === "ready" ? this.item.first_step : phase.kind === "rest" ? this.words.rest_cue : this.item.cue);
    const set = this.item.sets > 1 && phase.set ? fill(this.words.set, { n: phase.set, of: this.item.sets }) : "";
    this.#text("says", [phase.kind === "ready" ? this.item.name : "", state, this.words[phase.side] ?? "", set].filter(Boolean).join(". "));
    this.set = set;
  }

  /** Show the time: a countdown where time counts, the number of the repetition where movement does. */
  time(phase, elapsedMs, running) {
    const left = Math.max(0, phase.seconds - elapsedMs / 1000);
    const number = phase.kind === "move" ? String(phase.repetition) : clockWords(Math.ceil(left));
    this.#text("number", number);
    this.#text("tap", [this.set, running ? this.words.tap_pause : this.words.tap_go].filter(Boolean).join(" · "));
    const share = phase.seconds ? Math.min(1, elapsedMs / 1000 / phase.seconds) : 1;
    part("ring").setAttribute("stroke-dashoffset", (100 - 100 * share).toFixed(1));
    this.dialog.toggleAttribute("data-paused", !running);
    this.dialog.dataset.pose = pose(phase, elapsedMs);
    this.#text("state", running ? this.state : this.words.paused);
    part("zone").setAttribute("aria-label", running ? this.words.pause : this.words.go_on);
  }

  #text(name, text) {
    if (this.shown[name] === text) return;
    this.shown[name] = text;
    part(name, this.dialog).textContent = text;
  }
}

/** Which of the two drawings is seen: the end of the movement while it is held, and in the first half of a repetition. */
function pose(phase, elapsedMs) {
  if (phase.kind === "move") return elapsedMs < phase.seconds * 500 ? "end" : "start";
  return phase.kind === "hold" || (phase.kind === "timed" && Math.floor(elapsedMs / 2500) % 2) ? "end" : "start";
}

/** @param {string} text @param {Record<string, unknown>} values */
export function fill(text, values) {
  return (text ?? "").replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** 75 -> "1:15", 20 -> "20". @param {number} seconds */
function clockWords(seconds) {
  if (seconds < 60) return String(seconds);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
