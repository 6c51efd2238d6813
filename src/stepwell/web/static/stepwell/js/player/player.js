// The session as it runs: which exercise, which phase, and what was told about it.

import { hurt, rating } from "./ask.js";
import { Clock } from "./clock.js";
import { doneBefore, phases } from "./phases.js";
import { keepScreenOn, letScreenSleep, signal } from "./senses.js";
import { save } from "./store.js";

const LOOK_MS = 100;
const SAVE_EVERY_MS = 2000;

export class Player {
  /**
   * @param {import("./phases.js").Item[]} items @param {import("./store.js").Kept} kept
   * @param {import("./screen.js").Screen} screen @param {Record<string, string>} words
   * @param {{ended: () => void, stopped: (check: boolean) => void, swap: (exercise: string) => Promise<boolean>}} tell
   */
  constructor(items, kept, screen, words, tell) {
    Object.assign(this, { items, kept, screen, words, tell });
    this.clock = new Clock();
    this.asking = false;
    this.lastSave = 0;
    this.counted = -1;
  }

  /** Open where it was left, or at the first exercise without a word about it. */
  open() {
    const left = this.items.findIndex((item) => item.exercise === this.kept.at && !this.kept.results[item.exercise]);
    const first = this.items.findIndex((item) => !this.kept.results[item.exercise]);
    this.number = left >= 0 ? left : first;
    if (this.number < 0) return this.tell.ended();
    this.#begin(left >= 0 ? this.kept.phase : 0, left >= 0 ? this.kept.elapsed : 0);
    this.screen.dialog.showModal();
    this.go();
    this.timer = setInterval(() => this.#look(), LOOK_MS);
  }

  close() {
    this.pause();
    clearInterval(this.timer);
    if (this.screen.dialog.open) this.screen.dialog.close();
  }

  go() {
    this.clock.start();
    keepScreenOn();
    this.#look();
  }

  pause() {
    this.clock.pause();
    letScreenSleep();
    this.#keep();
    this.#look();
  }

  toggle() {
    if (this.clock.running) this.pause();
    else this.go();
  }

  /** To the beginning of this exercise; from its beginning, to the one before. */
  back() {
    if (this.index <= 1 && this.number > 0) this.number -= 1;
    delete this.kept.results[this.item.exercise];
    this.#begin();
  }

  /** To the end of this exercise. */
  forward() {
    this.#finish();
  }

  /** Ask what hurts, and do what follows from it. */
  async hurts() {
    this.pause();
    this.asking = true;
    const said = await hurt(this.words, this.item.swaps.length > 0);
    this.asking = false;
    if (!said) return this.go();
    const { check = false, ...told } = said;
    this.told = told;
    if (told.action === "smaller") return this.#smaller();
    this.#result({});
    if (told.action === "stop") return this.tell.stopped(check);
    if (await this.tell.swap(this.item.exercise)) return undefined;
    return this.#nextExercise();
  }

  get item() {
    return this.items[this.number];
  }

  get phase() {
    return this.list[this.index];
  }

  #begin(index = 0, elapsed = 0) {
    this.list = phases(this.item);
    this.index = Math.min(index, this.list.length - 1);
    this.told = null;
    this.screen.exercise(this.item, this.number + 1, this.items.length, this.items[this.number + 1]);
    this.clock.restart(elapsed);
    this.#shown();
  }

  #shown() {
    this.counted = -1;
    this.screen.phase(this.phase);
    this.#keep();
    this.#look();
  }

  #look() {
    if (this.asking || !this.phase) return;
    if (this.clock.slept()) letScreenSleep();
    const elapsed = this.clock.elapsed;
    if (this.clock.running && elapsed >= this.phase.seconds * 1000) return this.#nextPhase();
    if (this.clock.running) this.#count(Math.ceil(this.phase.seconds - elapsed / 1000));
    this.screen.time(this.phase, elapsed, this.clock.running);
    if (this.clock.now() - this.lastSave > SAVE_EVERY_MS) this.#keep();
  }

  /** A quiet tick for the last three seconds of what is timed. */
  #count(left) {
    if (left > 3 || left < 1 || left === this.counted || this.phase.kind === "move") return;
    this.counted = left;
    signal("count");
  }

  #nextPhase() {
    signal("change");
    this.index += 1;
    if (this.index >= this.list.length) return this.#finish();
    this.clock.restart();
    return this.#shown();
  }

  async #finish() {
    const running = this.clock.running;
    this.clock.pause();
    signal("end");
    const done = doneBefore(this.list, this.index);
    this.asking = true;
    const said = done === "none" ? {} : await rating(this.item.name);
    this.asking = false;
    this.#result(said);
    this.#nextExercise();
    if (running && this.phase && this.number >= 0) this.go();
  }

  #result(said) {
    const { exercise, sets, repetitions, hold_s, minutes } = this.item.planned ?? this.item;
    const passed = doneBefore(this.list, this.index);
    const done = this.item.planned && passed === "all" ? "part" : passed;
    this.kept.results[exercise] = { exercise, sets, repetitions, hold_s, minutes, done, ...said, ...(this.told ? { hurt: this.told } : {}) };
    this.#keep();
  }

  #nextExercise() {
    const next = this.items.findIndex((item, number) => number > this.number && !this.kept.results[item.exercise]);
    if (next < 0) return this.tell.ended();
    this.number = next;
    return this.#begin();
  }

  /** Half of what is left, from a fresh start of this exercise. */
  #smaller() {
    const half = (value) => Math.max(1, Math.ceil(value / 2));
    const { minutes, repetitions } = this.item;
    const planned = this.item.planned ?? this.item;
    this.items[this.number] = { ...this.item, planned, repetitions: half(repetitions), minutes: minutes && half(minutes), cue: this.words.smaller_cue };
    const told = this.told;
    this.#begin();
    this.told = told;
    this.go();
  }

  #keep() {
    this.lastSave = this.clock.now();
    Object.assign(this.kept, { at: this.item?.exercise ?? null, phase: this.index, elapsed: Math.round(this.clock.elapsed) });
    save(this.kept);
  }
}
