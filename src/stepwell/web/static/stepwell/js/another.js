// Where there are accounts, two people may use one device: what it keeps of the one before is not shown to the next.

import { setMark } from "./device.js";

const LAST = "stepwell.account";

/** Forget the kept pages, and the session that was begun, of somebody else who was signed in here. What they could not send waits for them, hidden. */
export async function forgetAnother() {
  const whose = document.querySelector('meta[name="stepwell-person"]')?.getAttribute("content") ?? "";
  try {
    const last = localStorage.getItem(LAST);
    if (last === whose) return;
    if (last !== null) {
      for (const store of [localStorage, sessionStorage]) {
        for (const key of Object.keys(store)) if (key.startsWith("stepwell.")) store.removeItem(key);
      }
      await caches.delete("stepwell.pages");
      for (const mark of ["kept", "closed", "outdated", "sent"]) await setMark(mark, undefined);
    }
    localStorage.setItem(LAST, whose);
  } catch { /* a browser that refuses its stores holds nothing of anybody */ }
}
