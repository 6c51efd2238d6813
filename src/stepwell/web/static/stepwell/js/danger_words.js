// Words in a message that may mean danger, looked for on the device: by the rules of engine/danger_words.py, so that nobody
// waits for a signal to read whom to call. Where the two differ, this one finds more.

const LONG_ENOUGH = 6;
const CLOSE = 0.84;

/** @typedef {{id: string, together: string[][][]}} Danger Each group: phrases of plain words; a text needs one of every group. */

/** @param {string} text @param {Danger[]} dangers @returns {string[]} the ids of what a text may be about. */
export function found(text, dangers) {
  const words = plain(text);
  return dangers.filter(({ together }) => together.every((group) => group.some((phrase) => stands(phrase, words)))).map(({ id }) => id);
}

/** @param {string} text @returns {string[]} its words in their simplest form: no case, accent, apostrophe or punctuation. */
export function plain(text) {
  const bare = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  return bare.replace(/['’`´ʼ]/g, "").match(/[a-z0-9]+/g) ?? [];
}

/** @param {string[]} phrase @param {string[]} words */
function stands(phrase, words) {
  return words.some((_, start) => start + phrase.length <= words.length && phrase.every((part, n) => begins(words[start + n], part)));
}

/** @param {string} word @param {string} part */
function begins(word, part) {
  if (part.length <= 3) return word === part || word === `${part}s`;
  if (word.startsWith(part)) return true;
  return part.length >= LONG_ENOUGH && word[0] === part[0] && word.length >= part.length - 1 && isClose(word.slice(0, part.length + 1), part);
}

/** Whether a word is a misspelling: by the letters that both have in the same order. @param {string} word @param {string} part */
function isClose(word, part) {
  let row = new Array(part.length + 1).fill(0);
  for (const letter of word) {
    const next = [0];
    for (let n = 0; n < part.length; n += 1) next.push(letter === part[n] ? row[n] + 1 : Math.max(next[n], row[n + 1]));
    row = next;
  }
  return (2 * row[part.length]) / (word.length + part.length) >= CLOSE;
}
