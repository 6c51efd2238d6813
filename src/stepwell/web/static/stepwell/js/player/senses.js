// A short beep, a short buzz, and a screen that stays on, each where the device can.

const MUTED = "stepwell.muted";
/** @type {AudioContext|null} */
let audio = null;
/** @type {WakeLockSentinel|null} */
let lock = null;

/** Sound may only begin inside a tap: call this from one. */
export function wake() {
  try {
    audio ??= new AudioContext();
    audio.resume();
  } catch { audio = null; }
}

export function isMuted() {
  try {
    return localStorage.getItem(MUTED) === "yes";
  } catch {
    return false;
  }
}

/** @param {boolean} muted */
export function mute(muted) {
  try {
    localStorage.setItem(MUTED, muted ? "yes" : "no");
  } catch { /* the choice then lasts as long as the page */ }
}

/** @param {"count"|"change"|"end"} kind */
export function signal(kind) {
  if (kind !== "count") navigator.vibrate?.(kind === "end" ? [120, 80, 120] : 90);
  if (!audio || isMuted()) return;
  const at = audio.currentTime;
  const [pitch, length] = { count: [520, 0.07], change: [780, 0.16], end: [1040, 0.3] }[kind];
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0.0001, at);
  volume.gain.exponentialRampToValueAtTime(0.2, at + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + length);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + length + 0.02);
}

export async function keepScreenOn() {
  try {
    if (!lock || lock.released) lock = await navigator.wakeLock.request("screen");
  } catch { lock = null; }
}

export function letScreenSleep() {
  lock?.release().catch(() => {});
  lock = null;
}
