// Sends what was done. What cannot be sent now is kept and sent later; the same session never counts twice.

import { keepPending, pending } from "./store.js";

/** Answers that will not change by asking again: such a post is given up. */
const REFUSED = new Set([400, 409, 413, 422]);

/**
 * Send one session.
 * @param {string} url @param {string} token @param {object} body
 * @returns {Promise<string|null>} where to go next ("" where the server names no place), or null when it waits for a connection.
 */
export async function send(url, token, body) {
  keepPending([...pending().filter((each) => each.body.id !== body.id), { url, body }]);
  const gone = await flush(token);
  return gone.has(body.id) ? gone.get(body.id) ?? "" : null;
}

/**
 * Send all that waits, one flush at a time.
 * @param {string} token @returns {Promise<Map<string, string>>} for each session sent: where to go next.
 */
export async function flush(token) {
  if (!navigator.locks) return flushNow(token);
  return navigator.locks.request("stepwell.flush", () => flushNow(token));
}

async function flushNow(token) {
  const gone = new Map();
  for (const each of pending()) {
    const answer = await post(each, token);
    if (!answer) break;
    gone.set(each.body.id, answer.go);
    keepPending(pending().filter((other) => other.body.id !== each.body.id));
  }
  return gone;
}

async function post({ url, body }, token) {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify(body),
      keepalive: true,
    });
    if (REFUSED.has(response.status)) return { go: null };
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
