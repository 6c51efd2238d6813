// After "delete everything", and after signing out: this browser keeps nothing of the person any more.

import { forget } from "./device.js";

/** The worker may be fetching pages just now, and would put them where the others have been. */
const PATIENCE_MS = 5000;

async function forgetAll() {
  new BroadcastChannel("stepwell.here").postMessage("gone");
  for (const worker of await (navigator.serviceWorker?.getRegistrations() ?? [])) {
    if (worker.active) await told(worker.active);
    await worker.unregister();
  }
  for (const name of await (globalThis.caches?.keys() ?? [])) await caches.delete(name);
  await forget();
  for (const store of [localStorage, sessionStorage]) {
    for (const key of Object.keys(store)) if (key.startsWith("stepwell.")) store.removeItem(key);
  }
  document.documentElement.dataset.forgotten = "";
}

/** Tell the worker to keep nothing more, and wait until it has heard. @param {ServiceWorker} worker */
function told(worker) {
  const { port1, port2 } = new MessageChannel();
  const heard = new Promise((resolve) => { port1.onmessage = resolve; });
  worker.postMessage({ type: "forget" }, [port2]);
  return Promise.race([heard, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}

forgetAll().catch(() => {}); // a browser that refuses its stores holds nothing of ours
