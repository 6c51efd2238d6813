// What leaves the player: the fact of a session, and the wish for another exercise.

import { put } from "../queue.js";
import { clear, load } from "./store.js";
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

/** The session of a day that is still open. @param {string} on */
export function openSession(on) {
  const found = load();
  return found && found.on === on && (found.mode === "play" || found.mode === "rate") ? found : null;
}

/**
 * Tell what was done in a session that is not gone on with: another day's, or one that ended just as the page closed.
 * @param {string} on The day of the plan. @param {string} url
 * @returns {Promise<{isNews: boolean, sent: boolean}>} isNews: there was something to tell, and it is sent or safely kept.
 */
export async function sendOld(on, url) {
  const found = load();
  if (!found || openSession(on)) return { isNews: false, sent: false };
  const isNews = told(found) !== null;
  const { sent } = await send(found, url);
  return { isNews: isNews && load()?.id !== found.id, sent };
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
