// Short sounds, drawn from sine waves: they can play now, or be rendered into any other audio context.

/**
 * Each sound is a row of notes: [Hz, when it begins in s, how long it lasts in s, how loud 0-1].
 * Low is quiet waiting, rising is "begin", falling is "let go", two alike is "the other side"; a breath is low and soft.
 */
export const SOUNDS = {
  ready: [[392, 0, 0.22, 0.5], [494, 0.2, 0.3, 0.5]],
  start: [[523, 0, 0.14, 0.7], [784, 0.13, 0.3, 0.7]],
  count: [[587, 0, 0.09, 0.4]],
  end: [[659, 0, 0.16, 0.6], [494, 0.15, 0.34, 0.6]],
  switch: [[587, 0, 0.16, 0.6], [587, 0.24, 0.26, 0.6]],
  breathe_in: [[262, 0, 0.4, 0.3], [330, 0.3, 0.5, 0.3]],
  breathe_out: [[330, 0, 0.4, 0.28], [262, 0.3, 0.55, 0.28]],
  done: [[523, 0, 0.2, 0.6], [659, 0.18, 0.2, 0.6], [784, 0.36, 0.5, 0.6]],
};

/** What the hand feels beside each sound: milliseconds on, off, on. */
export const BUZZES = { ready: [60], start: [120], count: [], breathe_in: [], breathe_out: [], end: [60, 60, 60], switch: [120, 100, 120], done: [200, 100, 200] };

/**
 * Put one sound on the time line of an audio context.
 * @param {BaseAudioContext} context @param {keyof typeof SOUNDS} kind @param {number} [at] Seconds on the context's own clock.
 * @returns {number} when it ends, in seconds.
 */
export function schedule(context, kind, at = context.currentTime) {
  const ends = SOUNDS[kind].map(([hertz, begins, lasts, loud]) => note(context, hertz, at + begins, lasts, loud * 0.5));
  return Math.max(...ends);
}

function note(context, hertz, at, lasts, loud) {
  const [tone, volume] = [context.createOscillator(), context.createGain()];
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(loud, at + 0.02);
  volume.gain.setTargetAtTime(0, at + 0.03, lasts / 4);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + lasts + 0.1);
  return at + lasts + 0.1;
}
