// The keyboard: everything that the screen can do.

/**
 * @param {HTMLElement} dialog
 * @param {{ask: import("./ask.js").Ask, act: (event: object) => void, leave: () => void, hurts: () => void, isReady: () => boolean, wake: () => void}} player
 */
export function bindKeys(dialog, { ask, act, leave, hurts, isReady, wake }) {
  const keys = { ArrowRight: () => act({ type: "skip" }), ArrowLeft: () => act({ type: "back" }), h: hurts, p: () => act({ type: "pause" }) };

  dialog.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.repeat && event.key !== "Tab") return event.preventDefault(); // a key that is held down is pressed once
    wake();
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const isTap = !ask.open && (key === " " || key === "Enter" || (isReady() && key.length === 1 && !keys[key]));
    const isOwn = isTap && event.target.closest("button");
    if (isOwn && (key === " " || key === "Enter")) return undefined; // the browser presses the button by itself
    if (ask.open ? ask.press(key) || (key === "h" && (hurts(), true)) : isTap ? (act({ type: "tap" }), true) : press(keys[key])) event.preventDefault();
    return undefined;
  });

  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    leave();
  });
}

function press(work) {
  work?.();
  return Boolean(work);
}
