// How far into a phase we are, read from the wall clock: a slow or sleeping tab cannot stretch a hold.

/** A gap this long without a look means that the screen was off: the session waits instead of running on. */
export const ASLEEP_MS = 20000;

export class Clock {
  /** @param {() => number} now Milliseconds; the wall clock unless a test says otherwise. */
  constructor(now = Date.now) {
    this.now = now;
    this.before = 0;
    /** @type {number|null} */
    this.since = null;
    this.lastLook = now();
  }

  get running() {
    return this.since !== null;
  }

  /** Milliseconds passed in this phase, pauses not counted. */
  get elapsed() {
    return this.before + (this.since === null ? 0 : Math.max(0, this.now() - this.since));
  }

  /** True when nobody looked for so long that the screen must have been off. The clock is then set back to the last look. */
  slept() {
    const gap = this.now() - this.lastLook;
    const asleep = this.running && gap > ASLEEP_MS;
    if (asleep) {
      this.before = Math.max(0, this.elapsed - gap);
      this.since = null;
    }
    this.lastLook = this.now();
    return asleep;
  }

  start() {
    this.lastLook = this.now();
    if (this.since === null) this.since = this.now();
  }

  pause() {
    this.before = this.elapsed;
    this.since = null;
  }

  /** Begin the next phase. @param {number} [from] milliseconds already passed in it. */
  restart(from = 0) {
    this.before = from;
    if (this.since !== null) this.since = this.now();
  }
}
