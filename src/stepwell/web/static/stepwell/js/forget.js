// After "delete everything", and after signing out: this browser keeps nothing of the person any more.

import { forget } from "./device.js";

async function forgetAll() {
  for (const worker of await (navigator.serviceWorker?.getRegistrations() ?? [])) await worker.unregister();
  for (const name of await (globalThis.caches?.keys() ?? [])) await caches.delete(name);
  await forget();
  for (const store of [localStorage, sessionStorage]) {
    for (const key of Object.keys(store)) if (key.startsWith("stepwell.")) store.removeItem(key);
  }
  document.documentElement.dataset.forgotten = "";
}

forgetAll().catch(() => {}); // a browser that refuses its stores holds nothing of ours
