// What leaves the player: the fact of a session, and the wish for another exercise.

import { put } from "../queue.js";
import { clear } from "./store.js";
import { told } from "./view.js";

/**
 * Tell what was done. The player's own copy goes only once the fact is sent or safely kept by the queue.
 * @param {import("./view.js").State} session @param {string} url @returns {Promise<import("../queue.js").Answer>}
 */
export async function send(session, url) {
  const fact = told(session);
  const answer = fact ? await put({ id: fact.id, url, body: fact }) : { sent: true, go: "", stored: true };
  if (answer.sent || answer.stored) clear(session.id);
  return answer;
}

/**
 * Tell the plan of a swap where there is a signal; without one it holds for this session.
 * @param {{wish: string}} item @param {string} to @param {HTMLFormElement} form Holds the token.
 */
export function wish(item, to, form) {
  const token = /** @type {HTMLInputElement} */ (form.elements.namedItem("csrfmiddlewaretoken")).value;
  const sent = new URLSearchParams({ wish: "swap", to, back: "session", csrfmiddlewaretoken: token });
  fetch(item.wish, { method: "POST", body: sent, redirect: "manual", keepalive: true }).catch(() => {});
}
