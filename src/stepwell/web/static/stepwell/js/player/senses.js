// What the device can do beside showing: sounds, a buzz, a screen that stays on, and the keys of a headset.

import { BUZZES, schedule } from "./sounds.js";

export class Senses {
  /** @param {() => import("./choices.js").Choices} choices */
  constructor(choices) {
    this.choices = choices;
    /** @type {AudioContext|null} */
    this.audio = null;
    /** @type {WakeLockSentinel|null} */
    this.lock = null;
    this.wanted = false;
    /** Whether the browser is being asked for a lock: a second one would be held by nobody. */
    this.asking = false;
    document.addEventListener("visibilitychange", () => this.#seenAgain());
  }

  /** Sound may only begin inside a tap or a key: call this from each. */
  wake() {
    try {
      this.audio ??= new AudioContext();
      if (this.audio.state !== "running") this.audio.resume().catch(() => {});
    } catch {
      this.audio = null;
    }
  }

  /** @param {keyof typeof BUZZES} kind */
  signal(kind) {
    const { sound, buzz } = this.choices();
    if (buzz && BUZZES[kind].length) navigator.vibrate?.(BUZZES[kind]);
    if (sound && this.audio?.state === "running") schedule(this.audio, kind);
  }

  /** @param {boolean} on Whether the screen stays on. */
  async keepScreenOn(on) {
    this.wanted = on;
    if (!on) return this.#release();
    if (this.asking || (this.lock && !this.lock.released)) return;
    this.asking = true;
    this.lock = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
    this.asking = false;
    if (!this.wanted) this.#release();
  }

  /** The lock is lost, and the sound may stand still, whenever the page is hidden. */
  #seenAgain() {
    if (document.hidden || !this.wanted) return;
    this.keepScreenOn(true);
    if (this.audio) this.wake();
  }

  #release() {
    this.lock?.release().catch(() => {});
    this.lock = null;
  }
}

/**
 * The keys of a headset, a keyboard or the lock screen. Browsers give them only to a page whose audio element plays, so a
 * silent one does; where that fails, or the browser sees through it, the keyboard and the screen still do everything.
 */
export class MediaKeys {
  /** @param {string} silence Address of a silent sound of more than five seconds. @param {Record<string, () => void>} actions */
  constructor(silence, actions) {
    this.silence = silence;
    this.actions = actions;
  }

  start() {
    if (!("mediaSession" in navigator)) return;
    this.sound ??= Object.assign(new Audio(this.silence), { loop: true });
    this.sound.play().catch(() => {});
    for (const [name, act] of Object.entries(this.actions)) handle(name, act);
  }

  /** @param {{title: string, artist: string, running: boolean}} shown */
  show({ title, artist, running }) {
    if (!this.sound) return;
    const said = `${title}|${artist}|${running}`;
    if (said === this.said) return;
    this.said = said;
    navigator.mediaSession.metadata = new MediaMetadata({ title, artist, album: "Stepwell" });
    navigator.mediaSession.playbackState = running ? "playing" : "paused";
    if (running) this.sound.play().catch(() => {});
  }

  stop() {
    if (!this.sound) return;
    this.sound.pause();
    this.said = "";
    navigator.mediaSession.metadata = null;
    navigator.mediaSession.playbackState = "none";
    for (const name of Object.keys(this.actions)) handle(name, null);
  }
}

/** A browser that does not know an action refuses it. */
function handle(name, act) {
  try {
    navigator.mediaSession.setActionHandler(name, act);
  } catch { /* the other actions still work */ }
}
