// On a therapist's list: shows whoever has the name that is typed, while it is typed. The name leaves the page in no address.

/** @param {string} name @returns {string} the name without case (ß is SS) and accents, as letters.py has it. */
function plain(name) {
  return name.toUpperCase().normalize("NFKD").replace(/\p{M}/gu, "").trim();
}

/** @param {HTMLFormElement} form @param {HTMLElement} said */
function findIn(form, said) {
  const field = form.querySelector("input[type=search]");
  // Behind a name may stand at which clinic that is.
  const rows = [...document.querySelectorAll("[data-patients] > li")].map((row) => ({ row, name: plain(row.querySelector(".case-name").firstChild?.data ?? "") }));
  const folded = document.querySelector("details:has(> [data-patients])");
  const wasOpen = folded?.open;

  function show() {
    const asked = plain(field.value);
    for (const { row, name } of rows) row.hidden = !name.includes(asked);
    for (const list of document.querySelectorAll("[data-patients]")) list.parentElement.hidden = asked !== "" && !list.querySelector("li:not([hidden])");
    const found = rows.filter(({ row }) => !row.hidden).length;
    said.textContent = !asked ? "" : !found ? said.dataset.none : found === 1 ? said.dataset.one : said.dataset.many.replace("{n}", String(found));
    if (folded) folded.open = asked ? true : wasOpen;
  }

  field.addEventListener("input", show);
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  if (field.value) show(); // a browser that goes back may bring the name along
}

// Where a part of the list is on another page, or the server has answered with some of it, the form is posted.
const form = document.querySelector("form[data-find-here]");
const said = document.querySelector("[data-found]");
if (form && said) findIn(form, said);
