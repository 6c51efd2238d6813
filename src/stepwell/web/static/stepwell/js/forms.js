// Boxes that go with no other: "none of these", and a sign or "not sure". Every form works without this; the server checks the same.

/** A sign takes back "none". "None" takes back no sign, which may stand out of sight: the server then asks which of them is true. @param {HTMLElement} group */
function keepNoneAlone(group) {
  const name = group.dataset.exclusive;
  const boxes = () => /** @type {HTMLInputElement[]} */ ([...group.querySelectorAll("input[type=checkbox]")]);
  const isNone = (box) => box.value === name || box.name === name;
  group.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.type !== "checkbox" || !target.checked || isNone(target)) return;
    for (const box of boxes().filter(isNone)) box.checked = false;
  });
}

/** @param {HTMLElement} sign */
function keepOneAnswer(sign) {
  const boxes = /** @type {HTMLInputElement[]} */ ([...sign.querySelectorAll(":scope > label > input[type=checkbox]")]);
  for (const box of boxes) {
    box.addEventListener("change", () => {
      if (box.checked) boxes.filter((other) => other !== box).forEach((other) => { other.checked = false; });
    });
  }
}

/** A tap on the drawn body ticks its box without moving the page there: the next tap would land somewhere else. @param {MouseEvent} event */
function tickInPlace(event) {
  const spot = /** @type {HTMLElement} */ (event.target).closest("label.spot");
  if (!(spot instanceof HTMLLabelElement)) return;
  event.preventDefault();
  spot.control?.click();
}

document.querySelectorAll("[data-exclusive]").forEach((group) => keepNoneAlone(/** @type {HTMLElement} */ (group)));
document.querySelectorAll(".sign").forEach((sign) => keepOneAnswer(/** @type {HTMLElement} */ (sign)));
document.querySelector(".body-chart")?.addEventListener("click", (event) => tickInPlace(/** @type {MouseEvent} */ (event)));
/** @type {HTMLElement | null} */ (document.querySelector("[data-focus]"))?.focus();
