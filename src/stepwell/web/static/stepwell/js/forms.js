// Boxes that go with no other: "none of these", and a sign or "not sure". Every form works without this; the server checks the same.

/** @param {HTMLElement} group */
function keepNoneAlone(group) {
  const name = group.dataset.exclusive;
  const boxes = () => /** @type {HTMLInputElement[]} */ ([...group.querySelectorAll("input[type=checkbox]")]);
  const isNone = (box) => box.value === name || box.name === name;
  group.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.type !== "checkbox" || !target.checked) return;
    for (const box of boxes()) {
      if (isNone(box) !== isNone(target)) box.checked = false;
    }
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

document.querySelectorAll("[data-exclusive]").forEach((group) => keepNoneAlone(/** @type {HTMLElement} */ (group)));
document.querySelectorAll(".sign").forEach((sign) => keepOneAnswer(/** @type {HTMLElement} */ (sign)));
/** @type {HTMLElement | null} */ (document.querySelector("[data-focus]"))?.focus();
