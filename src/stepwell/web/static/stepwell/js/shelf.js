// On the shelf of lessons: shows the cards that fit while one types. Finds by the same rules as lesson_search.py.

const ENDINGS = 2;
const form = document.querySelector("[data-shelf-find]");
const count = document.querySelector("[data-shelf-count]");
const cards = [...document.querySelectorAll("[data-words]")].map((card) => ({ card, words: card.dataset.words.split(" ") }));
const little = new Set(form?.dataset.little.split(" "));

/** @param {string} word @returns {string} the word without the ending of a plural or of "-ing". */
function stem(word) {
  if (word.endsWith("ing") && word.length > 5) return word.slice(0, -3);
  return word.endsWith("s") && !word.endsWith("ss") && word.length > 3 ? word.slice(0, -1) : word;
}

/** @param {string} asked @returns {string[]} the words of a question that say something; all of them where none does. */
function askedFor(asked) {
  const wanted = (asked.toLowerCase().replace(/['’]/g, "").match(/[\p{L}\p{N}]+/gu) ?? []).map(stem);
  const telling = wanted.filter((word) => !little.has(word));
  return telling.length ? telling : wanted;
}

/** @param {string[]} words @param {string} asked */
function holds(words, asked) {
  return words.some((word) => word.startsWith(asked) || (word.length > 2 && asked.startsWith(word) && asked.length - word.length <= ENDINGS));
}

/** @param {string} asked */
function show(asked) {
  const wanted = askedFor(asked);
  for (const { card, words } of cards) card.hidden = !wanted.every((word) => holds(words, word));
  for (const group of document.querySelectorAll("[data-shelf-group]")) group.hidden = !group.querySelector("[data-words]:not([hidden])");
  const found = cards.filter(({ card }) => !card.hidden).length;
  for (const beside of document.querySelectorAll("[data-shelf-today], [data-shelf-topics]")) beside.hidden = wanted.length > 0;
  document.querySelector("[data-shelf-none]").hidden = found > 0;
  count.textContent = !wanted.length || !found ? "" : found === 1 ? count.dataset.one : count.dataset.many.replace("{n}", String(found));
}

// A page that was asked a question holds only its answer: there the form goes to the server again.
if (form && !new URLSearchParams(location.search).get("q")) {
  const field = form.querySelector("input");
  field.addEventListener("input", () => show(field.value));
  form.addEventListener("submit", (event) => { event.preventDefault(); show(field.value); });
  if (field.value) show(field.value); // a browser that goes back brings the question along
}
