// Draws the player: what is on the screen follows from the state alone.

import { breathWords, easedWords, endWords, fill, join, sideWords, stateWords } from "./script.js";
import { view } from "./view.js";

/** @param {string} name @param {ParentNode} [within] @returns {HTMLElement} */
export const part = (name, within = document) => /** @type {HTMLElement} */ (within.querySelector(`[data-${name}]`));

/** How long each step is shown where the person has as much time as they like; and what is new about the session, before them. */
const STEP_MS = 6000;

export class Screen {
  /** @param {Record<string, string>} words @param {import("./body.js").Body} body */
  constructor(words, body) {
    this.words = words;
    this.body = body;
    this.dialog = /** @type {HTMLDialogElement} */ (part("player"));
    this.shown = {};
    /** Whether a tap means "ready" now. */
    this.isReady = false;
  }

  /** @param {import("./view.js").Plan} plan @param {import("./view.js").State} state */
  draw(plan, state) {
    const is = view(plan, state);
    if (!is.item) return;
    this.#exercise(is);
    if (state.mode === "rate") return this.#limit(state, is);
    if (state.mode !== "play") return this.#over(state);
    this.#phase(plan, state, is);
    this.#time(plan, state, is);
    this.body.pose(is.phase, state.lead ? 0 : state.passed / 1000, state.running && !state.lead);
  }

  #exercise({ item, number, items, next, isSmaller }) {
    const { words } = this;
    this.#text("count", fill(words.count, { n: number + 1, of: items.length }));
    this.#attribute("so-far", "value", String((number + 1) / items.length));
    if (next && this.shown.name !== item.name) this.body.warm(next);
    this.#text("name", item.name);
    this.#text("next", next ? `${words.next} ${next.name}` : words.last);
    this.#text("smaller", isSmaller ? item.smaller.says : "");
  }

  #phase(plan, state, is) {
    const { words } = this;
    const kind = state.lead ? "lead" : is.phase[0];
    const set = is.item.sets > 1 && is.phase[3] ? fill(words.set, { n: is.phase[3], of: is.list.at(-1)[3] }) : "";
    const many = is.phase[4] && is.item.repetitions > 1 && kind === "hold" ? fill(words.repetition, { n: is.phase[4], of: mostRepetitions(is) }) : "";
    this.#text("side", [sideWords(is.phase, words), set, many].filter(Boolean).join(" · "));
    this.#text("cue", this.#cue(kind, state, is));
    this.dialog.dataset.kind = kind;
    this.body.show(is.item, is.phase[2]);
    if (kind !== "move") this.#text("says", join(state.running ? stateWords(plan, state, words) : words.paused, kind === "ready" ? is.item.name : "", sideWords(is.phase, words)));
  }

  #cue(kind, state, { item, items, length }) {
    const { words } = this;
    if (!state.running && state.why === "asleep") return join(words.say_asleep, words.say_tap);
    const eased = easedWords(items, state.eased.filter((each) => !state.results[each] && each !== item.exercise), words);
    if (kind === "ready") return (state.passed < STEP_MS && eased) || stepNow(item, state.passed, length);
    if (kind === "rest" || kind === "ease" || kind === "switch") return words.rest_cue;
    return kind === "lead" ? item.getting_there : item.cue;
  }

  #time(plan, state, is) {
    const { words } = this;
    const waits = !Number.isFinite(is.left);
    const counts = is.phase[0] === "move" && !state.lead;
    this.#text("number", waits ? "" : counts ? String(is.phase[4]) : clockWords(Math.ceil(is.left / 1000)));
    part("number", this.dialog).toggleAttribute("data-long", this.shown.number.length > 3);
    const breath = state.running ? breathWords(plan, state, is, words) : "";
    this.#text("state", state.running ? [stateWords(plan, state, words), breath].filter(Boolean).join(" · ") : words.paused);
    const isReady = state.lead > 0 || is.phase[0] === "ready";
    this.isReady = state.running && isReady;
    this.#text("tap", !state.running ? words.tap_go : isReady ? words.tap_ready : words.tap_pause);
    const share = waits ? 0 : state.lead ? 0 : Math.min(1, state.passed / is.length);
    this.#attribute("ring", "stroke-dashoffset", (100 - 100 * share).toFixed(1));
    this.dialog.toggleAttribute("data-paused", !state.running);
    this.dialog.toggleAttribute("data-waits-for-me", waits);
    this.#attribute("zone", "aria-label", !state.running ? words.go_on : isReady ? words.tap_ready : words.pause);
  }

  /** The session is over: nothing is left to press, while it is being kept and the last words are said. */
  #over(state) {
    const isWhole = state.mode === "ended";
    this.dialog.dataset.kind = "over";
    this.#text("number", "");
    this.#text("state", isWhole ? endWords(state, this.words) : this.words.say_stop);
    for (const name of ["side", "smaller", "next", "tap"]) this.#text(name, "");
    this.#text("cue", isWhole ? this.words.rest_well : "");
  }

  /** How much of the time for a question is left. */
  #limit(state, { length }) {
    this.#attribute("limit", "value", (1 - Math.min(1, state.passed / length)).toFixed(2));
  }

  #text(name, text) {
    if (this.shown[name] === text) return;
    this.shown[name] = text;
    part(name, this.dialog).textContent = text;
  }

  #attribute(name, attribute, value) {
    const key = `${name}.${attribute}`;
    if (this.shown[key] === value) return;
    this.shown[key] = value;
    for (const each of this.dialog.querySelectorAll(`[data-${name}]`)) each.setAttribute(attribute, value);
  }
}

/** One step after the other while the person gets ready, about as they are said; then what holds for today. */
function stepNow({ steps, note }, passed, length) {
  const all = [...steps, note].filter(Boolean);
  const share = passed / (Number.isFinite(length) ? length : all.length * STEP_MS);
  return all[Math.min(all.length - 1, Math.floor(share * all.length))];
}

function mostRepetitions({ list, phase }) {
  return Math.max(...list.filter((each) => each[0] === phase[0]).map((each) => each[4]));
}

/** 75 -> "1:15", 20 -> "20". @param {number} seconds */
function clockWords(seconds) {
  if (seconds < 60) return String(seconds);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
