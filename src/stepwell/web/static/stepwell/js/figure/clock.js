// The time of a moving figure: it stands still while the page is hidden.

export class Clock {
  /** @param {(passed: number) => void} show Told the seconds of a run. */
  constructor(show) {
    this.show = show;
    this.passed = 0;
    this.frame = 0;
    this.timer = 0;
    this.rests = false;
    /** @type {(() => void) | null} what goes on once the page is seen again */
    this.again = null;
    /** Listened to only while something goes on: a figure that is gone must not be kept alive by the page. */
    this.seen = () => {
      this.#halt();
      if (!document.hidden) this.again?.();
    };
  }

  /** Go on with the run, from where it was stopped. */
  run() {
    this.#each((now) => this.show((this.passed += now)));
  }

  /** Show one step after another. @param {number} seconds @param {(step: number) => void} show */
  step(seconds, show) {
    let step = 0;
    this.#go(() => {
      show(step);
      this.timer = setInterval(() => show((step += 1)), seconds * 1000);
    });
  }

  /** After a while without a change, tell the seconds of rest in every frame. @param {number} after ms @param {(passed: number) => void} show */
  rest(after, show) {
    let passed = 0;
    this.rests = true;
    this.#go(() => {
      this.timer = setTimeout(() => this.#each((now) => show((passed += now))), after);
    });
  }

  /** Stand still. */
  stop() {
    this.#halt();
    this.rests = false;
    this.again = null;
    document.removeEventListener("visibilitychange", this.seen);
  }

  /** @param {(now: number) => void} tell Told the seconds since the last frame. */
  #each(tell) {
    this.#go(() => {
      let last = performance.now();
      const next = (now) => {
        tell(Math.min(Math.max(now - last, 0), 100) / 1000);
        last = now;
        this.frame = requestAnimationFrame(next);
      };
      this.frame = requestAnimationFrame(next);
    });
  }

  /** @param {() => void} start */
  #go(start) {
    this.#halt();
    this.again = start;
    document.addEventListener("visibilitychange", this.seen);
    if (!document.hidden) start();
  }

  #halt() {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
    clearInterval(this.timer);
  }
}
