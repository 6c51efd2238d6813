// What this device keeps from page to page: the posts that wait, and a few marks. One IndexedDB for every tab and the worker.

const NAME = "stepwell";

/** @type {Promise<IDBDatabase>|null} */
let opened = null;

/**
 * Run one transaction; the result of the last thing asked for, once it is safely written.
 * @template T @param {"posts"|"marks"} name @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} work @returns {Promise<T>}
 * @throws when the browser keeps nothing (a private window, a full disk).
 */
export async function transact(name, mode, work) {
  const transaction = await begun(name, mode);
  return new Promise((resolve, reject) => {
    const asked = work(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** @param {string} key @returns {Promise<any>} what a mark says, or undefined: there is none, or nothing can be kept here. */
export async function mark(key) {
  try {
    return await transact("marks", "readonly", (store) => store.get(key));
  } catch {
    return undefined;
  }
}

/** @param {string} key @param {unknown} value undefined takes the mark away. */
export async function setMark(key, value) {
  await transact("marks", "readwrite", (store) => (value === undefined ? store.delete(key) : store.put(value, key)));
}

/** Forget everything that this database holds, in every tab. */
export async function forget() {
  (await opened?.catch(() => null))?.close();
  opened = null;
  await new Promise((resolve) => {
    const asked = indexedDB.deleteDatabase(NAME);
    asked.onsuccess = asked.onerror = asked.onblocked = resolve;
  });
}

/** @returns {string} the day on this device, as 2026-11-23. */
export function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** Begin a transaction. Safari drops the connection while a page sleeps and says so only now: it is then opened once more. */
async function begun(name, mode) {
  const how = { durability: "strict" };
  try {
    return (await open()).transaction(name, mode, how);
  } catch (error) {
    if (error.name !== "InvalidStateError") throw error;
    opened = null;
    return (await open()).transaction(name, mode, how);
  }
}

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("posts", { keyPath: "n", autoIncrement: true }).createIndex("id", "id", { unique: true });
      asked.result.createObjectStore("marks");
    };
    asked.onsuccess = () => {
      // Another tab deletes everything, or brings a newer form: let go, and open again when next asked.
      asked.result.onversionchange = asked.result.onclose = () => { asked.result.close(); opened = null; };
      resolve(asked.result);
    };
    asked.onerror = () => { opened = null; reject(asked.error); };
  });
  return opened;
}
