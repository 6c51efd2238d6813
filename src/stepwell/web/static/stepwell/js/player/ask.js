// The questions of the player: large fields that fill the screen, answered by a tap or by the keys 1, 2, 3.

import { part } from "./screen.js";

/** A second tap this soon after a question came up was meant for the one before it. */
const HASTE_MS = 350;

export class Ask {
  /** @param {HTMLElement} dialog */
  constructor(dialog) {
    this.dialog = dialog;
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
    this.#answers.forEach((each, place) => { each.querySelector("kbd")?.replaceChildren(String(place + 1)); });
    part("title", step).focus();
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
   * The words of the question and its answers for the voice, from the top down, each with the number of its key: so it can be
   * answered by ear. The number stands before a comma and not a point, which would be a pause between it and its words.
   */
  get spoken() {
    const step = this.#step();
    const said = this.#answers.map((each) => part("words", each).textContent);
    const answers = said.length === 1 ? [`${said[0]}.`] : said.map((words, place) => `${place + 1}, ${words}.`);
    return [part("title", step).textContent, part("note", step).textContent, ...answers].filter(Boolean).join(" ");
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

  #pressed(event) {
    const answer = event.target.closest("button[value]");
    const isByKey = event.detail === 0;
    if (answer && this.open && (isByKey || performance.now() - this.since >= HASTE_MS)) this.chosen(answer.value);
  }
}
