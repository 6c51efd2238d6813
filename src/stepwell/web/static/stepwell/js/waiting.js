// The page of what waits on this device: each post in words, and what can be done about one that the server refused.

import { again, drop, flush, onChange } from "./queue.js";

const words = JSON.parse(document.getElementById("waiting-words").textContent);
const part = (name, within = document) => /** @type {HTMLElement} */ (within.querySelector(`[data-${name}]`));
const language = document.documentElement.lang;

/** @param {import("./queue.js").Post} post */
function row(post) {
  const made = /** @type {DocumentFragment} */ (/** @type {HTMLTemplateElement} */ (part("post")).content.cloneNode(true));
  part("what", made).textContent = words.kinds[post.kind] ?? words.kinds[""];
  part("since", made).textContent = words.since.replace("{when}", new Date(post.since).toLocaleString(language, { dateStyle: "full", timeStyle: "short" }));
  part("refused", made).hidden = !post.refused;
  part("why", made).textContent = post.refused?.says || words.unknown;
  part("again", made).addEventListener("click", () => again(post.id));
  part("drop", made).addEventListener("click", () => { if (confirm(words.sure)) drop(post.id); });
  return made;
}

onChange((posts) => {
  part("posts").replaceChildren(...posts.map(row));
  part("none").hidden = posts.length > 0;
  part("send").hidden = !posts.some((post) => !post.refused);
});
part("send").addEventListener("click", () => flush());
