// The session of today, as it is kept on this device: a reload, or a phone that runs out, goes on where it was.

const SESSION = "stepwell.session";

/** @returns {import("./view.js").State|null} the last session that was not told yet, of whatever day. */
export function load() {
  try {
    const kept = JSON.parse(localStorage.getItem(SESSION) ?? "null");
    return typeof kept?.mode === "string" && kept.results && kept.earlier ? kept : null;
  } catch {
    return null;
  }
}

/** @param {import("./view.js").State} state */
export function save(state) {
  try {
    localStorage.setItem(SESSION, JSON.stringify(state));
  } catch { /* full or refused: the session goes on, only a reload would lose it */ }
}

/** Forget one session; another one that was begun meanwhile stays. @param {string} [id] */
export function clear(id) {
  try {
    if (load()?.id === id) localStorage.removeItem(SESSION);
  } catch { /* a browser that refuses its store has nothing of ours in it */ }
}
