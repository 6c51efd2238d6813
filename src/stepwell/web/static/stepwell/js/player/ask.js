// The questions of the player: large fields that fill the screen, answered by a tap, by the keys 1, 2, 3 or with a headset.
// About pain they can be answered with closed eyes: each field is read with its number and its place, and a first touch only
// reads the field that was touched; a second one chooses it.

import { fill, join } from "./script.js";
import { part } from "./screen.js";

/** A second tap this soon after a question came up was meant for the one before it. */
const HASTE_MS = 350;

/** The names of the rows of fields, by how many there are; more are not named. */
const ROWS = [[], [""], ["top", "bottom"], ["top", "middle", "bottom"], ["top", "second", "third", "bottom"]];

export class Ask {
  /**
   * @param {HTMLElement} dialog @param {Record<string, string>} words
   * @param {{can: boolean, say: (text: string, how: object) => boolean}} voice
   */
  constructor(dialog, words, voice) {
    this.dialog = dialog;
    this.words = words;
    this.voice = voice;
    /** The answer that was touched once, or come to with a headset. @type {HTMLButtonElement|null} */
    this.picked = null;
    this.host = part("ask", dialog);
    this.host.addEventListener("click", (event) => this.#pressed(event));
    /** @type {string} */
    this.open = "";
  }

  /**
   * Show one question, in the place of the exercise.
   * @param {string} name @param {{title?: string, note?: string, only?: string[]|null, chosen: (value: string) => void}} how
   *   ``only``: the answers that are offered, all where it is left out.
   */
  show(name, { title, note, only = null, chosen }) {
    this.open = name;
    this.chosen = chosen;
    this.since = performance.now();
    this.dialog.dataset.asks = name;
    this.host.hidden = false;
    for (const step of this.host.children) step.hidden = step.dataset.step !== name;
    const step = this.#step();
    if (title !== undefined) part("title", step).textContent = title;
    if (note !== undefined) part("note", step).textContent = note;
    for (const each of step.querySelectorAll("button[value]")) each.hidden = only !== null && !only.includes(each.value);
    this.#unpick();
    this.#answers.forEach((each, place, all) => {
      each.querySelector("kbd")?.replaceChildren(String(place + 1));
      each.toggleAttribute("data-alone", place === all.length - 1 && place % 2 === 0);
    });
    part("title", step).focus();
  }

  /** Read the question and its answers aloud. */
  read() {
    this.#unpick();
    this.voice.say(this.spoken, { over: "now" });
  }

  /** The button of a headset: chooses the answer that was come to; where none was, reads the question again. */
  play() {
    if (this.picked) this.chosen(this.picked.value);
    else this.read();
  }

  /** To the next answer, or the one before; past the last one the question is read again. @param {1|-1} by */
  turn(by) {
    const all = this.#answers;
    const from = this.picked ? all.indexOf(this.picked) : by > 0 ? -1 : all.length;
    const to = all[from + by];
    if (to) this.#pick(to, this.words.say_play_again);
    else this.read();
  }

  /** @param {string} name @param {{title?: string, note?: string, only?: string[]|null}} [how] @returns {Promise<string>} the answer. */
  once(name, how = {}) {
    return new Promise((resolve) => this.show(name, { ...how, chosen: resolve }));
  }

  close() {
    if (!this.open) return;
    this.open = "";
    this.host.hidden = true;
    delete this.dialog.dataset.asks;
    part("zone", this.dialog).focus();
  }

  /** Write the words of one answer. @param {string} name @param {string} value @param {string} words */
  name(name, value, words) {
    part("words", this.host.querySelector(`[data-step="${name}"] [value="${value}"]`)).textContent = words;
  }

  /**
   * The words of the question and its answers for the voice, each with the number of its key and its place on the screen: so it
   * can be answered by ear. Between them stands a comma and not a point, which would be a pause between a number and its words.
   */
  get spoken() {
    const step = this.#step();
    const all = this.#answers;
    const how = this.open === "feeling" && this.#isHeardFirst && matchMedia("(any-pointer: coarse)").matches ? this.words.say_touch : "";
    const answers = all.length === 1 ? [part("words", all[0]).textContent] : all.map((each) => this.#named(each));
    return join(part("title", step).textContent, part("note", step).textContent, how, ...answers);
  }

  /** Answer by a key. @param {string} key "1" is the first answer. @returns {boolean} whether there was one. */
  press(key) {
    const answer = this.open ? this.#answers[Number(key) - 1] : undefined;
    answer?.click();
    return Boolean(answer);
  }

  /** The answers that are offered now, from the top down: the order of the keys. @returns {HTMLButtonElement[]} */
  get #answers() {
    return [...this.#step().querySelectorAll("button[value]:not([hidden])")];
  }

  #step() {
    return /** @type {HTMLElement} */ (this.host.querySelector(`[data-step="${this.open}"]`));
  }

  /** "2, top right, Sharp or shooting": its number, its place where that can be told, and its words. @param {HTMLButtonElement} answer */
  #named(answer) {
    const all = this.#answers;
    const place = all.indexOf(answer);
    const columns = getComputedStyle(/** @type {Element} */ (answer.parentElement)).gridTemplateColumns.split(" ").length;
    const row = ROWS[Math.ceil(all.length / columns)]?.[Math.floor(place / columns)] ?? null;
    const side = columns !== 2 || "alone" in answer.dataset ? "" : place % 2 ? "right" : "left";
    const at = row === null || columns > 2 ? "" : this.words[`at_${[row, side].filter(Boolean).join("_")}`];
    return [place + 1, at, part("words", answer).textContent].filter(Boolean).join(", ");
  }

  /** Whether a touch first reads the field: a question about pain, on a device that speaks. */
  get #isHeardFirst() {
    return "heardFirst" in this.#step().dataset && this.voice.can;
  }

  /** @param {HTMLButtonElement} answer @param {string} how What chooses it. */
  #pick(answer, how) {
    this.#unpick();
    this.picked = answer;
    this.since = performance.now();
    answer.dataset.picked = this.words.touch_again;
    this.voice.say(join(this.#named(answer), how), { over: "now" });
  }

  #unpick() {
    if (this.picked) delete this.picked.dataset.picked;
    this.picked = null;
  }

  #pressed(event) {
    const answer = event.target.closest("button[value]");
    if (!answer || !this.open) return;
    const isByKey = event.detail === 0;
    if (!isByKey && performance.now() - this.since < HASTE_MS) return;
    // Whoever points with a mouse sees what it points at.
    if (!isByKey && event.pointerType !== "mouse" && answer !== this.picked && this.#isHeardFirst) this.#pick(answer, this.words.say_touch_again);
    else this.chosen(answer.value);
  }
}
