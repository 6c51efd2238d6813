// The voice: speaks one thing at a time through the device's own speech, where it has one.

const RETRY_MS = 60;
const MS_A_LETTER = 110;

/**
 * The voices that may speak: of this language, and on the device itself. A voice that is not sends what it says to another
 * computer, which this program never does; and it would be silent without a signal.
 * @returns {SpeechSynthesisVoice[]}
 */
export function voices(language = document.documentElement.lang) {
  const two = language.slice(0, 2).toLowerCase();
  const all = globalThis.speechSynthesis?.getVoices() ?? [];
  return all.filter((voice) => voice.localService && voice.lang.slice(0, 2).toLowerCase() === two);
}

/** Tell when the voices change: many browsers load them late. @param {() => void} listener */
export function onVoices(listener) {
  globalThis.speechSynthesis?.addEventListener?.("voiceschanged", listener);
}

export class Voice {
  /** @param {() => {voice: boolean, name: string, rate: number}} choices Asked anew for each sentence. */
  constructor(choices) {
    this.choices = choices;
    /** What is being said, in pieces; a new turn makes the old one's late events void. */
    this.turn = 0;
    this.speaking = false;
    /** Whether what is being said is said to its end, and what then comes. @type {boolean} */
    this.firm = false;
    /** @type {{text: string, firm: boolean, then?: () => void}|null} */
    this.after = null;
  }

  get can() {
    return this.choices().voice && voices().length > 0;
  }

  /**
   * Say something.
   * @param {string} text
   * @param {{over?: boolean|"now", firm?: boolean, then?: () => void}} [how] ``over``: what is being said is cut off, but for
   *   something firm, after which this then comes; false: it is let finish, and this left unsaid; "now": also what is firm is cut off.
   *   ``then``: once it was said.
   * @returns {boolean} whether it is said.
   */
  say(text, { over = true, firm = false, then } = {}) {
    if (!this.can || (this.speaking && !over)) return false;
    if (this.firm && over !== "now") {
      this.after = { text, firm, then };
      return true;
    }
    const wait = this.speaking ? RETRY_MS : 0;
    this.stop();
    this.speaking = true;
    this.firm = firm;
    const turn = this.turn;
    const pieces = sentences(text);
    // Right after cancel() some browsers swallow what is spoken at once.
    if (wait) setTimeout(() => this.#piece(pieces, turn, then), wait);
    else this.#piece(pieces, turn, then);
    return true;
  }

  stop() {
    this.turn += 1;
    clearTimeout(this.watch);
    if (this.speaking) globalThis.speechSynthesis?.cancel();
    this.speaking = this.firm = false;
    this.after = null;
  }

  #piece([first, ...rest], turn, then) {
    if (turn !== this.turn) return;
    clearTimeout(this.watch);
    if (first === undefined) {
      const { after } = this;
      this.speaking = this.firm = false;
      this.after = null;
      then?.();
      if (after) this.say(after.text, after);
      return;
    }
    let ended = false; // a late event after the watch has given up must not skip a sentence
    const next = () => {
      if (ended || turn !== this.turn) return;
      ended = true;
      this.#piece(rest, turn, then);
    };
    const { name, rate } = this.choices();
    this.now = new SpeechSynthesisUtterance(first); // held here: some browsers drop the events of one that nobody holds
    this.now.voice = voices().find((voice) => voice.name === name) ?? voices().find((voice) => voice.default) ?? voices()[0];
    this.now.lang = this.now.voice.lang;
    this.now.rate = rate;
    this.now.onend = this.now.onerror = next;
    speechSynthesis.speak(this.now);
    // Some voices never tell that they ended.
    this.watch = setTimeout(next, 4000 + (first.length * MS_A_LETTER) / rate);
  }
}

/** One sentence at a time: long ones are cut off after about 15 seconds by some browsers. @param {string} text @returns {string[]} */
export function sentences(text) {
  return (text.match(/[^.!?:]+[.!?:]*\s*/g) ?? []).map((each) => each.trim()).filter(Boolean).flatMap(halved);
}

function halved(sentence) {
  if (sentence.length <= 140) return [sentence];
  const comma = sentence.lastIndexOf(",", 140);
  const cut = comma > 40 ? comma + 1 : sentence.lastIndexOf(" ", 140);
  return cut > 0 ? [sentence.slice(0, cut), ...halved(sentence.slice(cut).trim())] : [sentence];
}
