// What is kept in this browser, so that a reload goes on where it was: one session of today, and posts not yet sent.

const SESSION = "stepwell.session";
const PENDING = "stepwell.pending";

/**
 * @typedef {object} Result What is told about one exercise: the item of a Session.
 * @property {string} exercise @property {"all"|"part"|"none"} done
 * @property {string|null} [effort] @property {string|null} [leg] @property {object|null} [hurt]
 *
 * @typedef {object} Kept
 * @property {string} id The session's own id, made once: sending it twice does no harm.
 * @property {string} on @property {"full"|"short"} length
 * @property {string|null} at The exercise that was being done. @property {number} phase @property {number} elapsed
 * @property {Record<string, Result>} results
 */

/** @param {string} on @returns {Kept|null} today's unfinished session, if there is one. */
export function load(on) {
  const kept = read(SESSION);
  return kept && kept.on === on ? kept : null;
}

/** @param {Kept} kept */
export function save(kept) {
  write(SESSION, kept);
}

export function clear() {
  try {
    localStorage.removeItem(SESSION);
  } catch { /* private windows may refuse: there is nothing to clear then */ }
}

/** @returns {{url: string, body: object}[]} */
export function pending() {
  return read(PENDING) ?? [];
}

/** @param {{url: string, body: object}[]} list */
export function keepPending(list) {
  write(PENDING, list);
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch { /* full or refused: the session goes on, only a reload would lose it */ }
}
