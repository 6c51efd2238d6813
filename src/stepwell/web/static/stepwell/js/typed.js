// What a patient was filling in when the time was over: kept in this tab alone, and put back after the same person has signed in again.
// Pages of those who work at a clinic keep nothing: their computers are used by several.

const KEY = "stepwell.typed";
const SECRET = new Set(["password", "hidden", "file"]);

/** @returns {string} whose page it is, or "" where it is nobody's own. */
function whose() {
  return document.querySelector('meta[name="stepwell-person"]')?.getAttribute("content") ?? "";
}

/** @returns {HTMLInputElement[]} */
function fields() {
  const all = document.querySelectorAll("main form[method=post] :is(input, select, textarea)[name]");
  return /** @type {HTMLInputElement[]} */ ([...all]).filter((each) => !SECRET.has(each.type));
}

/** @param {HTMLInputElement} field */
function isTicked(field) {
  return field.type === "checkbox" || field.type === "radio";
}

export function keepTyped() {
  const said = fields().map((each) => [each.name, isTicked(each) ? [each.value, each.checked] : each.value]);
  if (!whose() || !said.length) return;
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ whose: whose(), at: location.pathname, said }));
  } catch { /* full or refused: it is lost, as the warning said */ }
}

export function putBack() {
  if (!whose()) return;
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    if (kept && kept.whose !== whose()) sessionStorage.removeItem(KEY);
    if (kept?.whose !== whose() || kept.at !== location.pathname) return;
    sessionStorage.removeItem(KEY);
    const now = fields();
    for (const [name, value] of kept.said) {
      const field = now.find((each) => each.name === name && (!Array.isArray(value) || each.value === value[0]));
      if (!field) continue;
      if (Array.isArray(value)) field.checked = value[1];
      else field.value = value;
    }
  } catch { /* a browser that refuses its store has nothing of ours in it */ }
}
