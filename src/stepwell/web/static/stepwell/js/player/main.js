// The page of a session: starts the player where there is one, and sends what was done.

import { Player } from "./player.js";
import { flush, send } from "./report.js";
import { Screen, part } from "./screen.js";
import { isMuted, keepScreenOn, mute, wake } from "./senses.js";
import { clear, load, save } from "./store.js";

const data = JSON.parse(document.getElementById("player-data").textContent);
const form = /** @type {HTMLFormElement} */ (document.getElementById("session-form"));
const token = /** @type {HTMLInputElement} */ (form.elements.namedItem("csrfmiddlewaretoken")).value;
const screen = new Screen(data.words);
let kept = load(data.on);
let player = /** @type {Player|null} */ (null);

function fresh() {
  return { id: crypto.randomUUID(), on: data.on, length: data.length, at: null, phase: 0, elapsed: 0, results: {} };
}

function begin() {
  wake();
  kept ??= fresh();
  save(kept);
  player = new Player(data.items, kept, screen, data.words, { ended, stopped, swap });
  player.open();
}

async function sent() {
  const { id, on, length, results } = kept;
  const items = Object.values(results);
  const go = items.length ? await send(data.save, token, { kind: "session", id, on, length, items }) : "";
  clear();
  kept = null;
  return go;
}

async function ended() {
  player.close();
  const go = await sent();
  if (go === null) return waits(false);
  return location.assign(go || data.today);
}

async function stopped(check) {
  player.close();
  const go = await sent();
  if (go === null) return waits(check);
  return location.assign(check ? data.safety : go || data.today);
}

/** Without a connection no other page can be opened: say here what happens next. */
function waits(check) {
  const note = part(check ? "waits-check" : "waits");
  note.hidden = false;
  note.focus();
  words();
}

/** Ask for another exercise; the page then loads again with the new plan and goes on there. */
async function swap(exercise) {
  const item = data.items.find((each) => each.exercise === exercise);
  const body = new URLSearchParams({ wish: "swap", to: item.swaps[0], back: "session", csrfmiddlewaretoken: token });
  try {
    const response = await fetch(item.wish, { method: "POST", body });
    if (!response.ok) return false;
    save({ ...kept, at: null, phase: 0, elapsed: 0, goOn: true });
    location.reload();
    return true;
  } catch {
    return false;
  }
}

function leave() {
  player?.close();
  words();
}

function words() {
  part("begin-words").textContent = kept && Object.keys(kept.results).length + kept.phase > 0 ? data.words.resume : data.words.start;
  part("again").hidden = !kept;
}

function sound() {
  const muted = isMuted();
  part("mute").setAttribute("aria-pressed", String(muted));
  part("sound-on").hidden = muted;
  part("sound-off").hidden = !muted;
}

const keys = { " ": () => player.toggle(), ArrowRight: () => player.forward(), ArrowLeft: () => player.back() };

function onKey(event) {
  const act = keys[event.key];
  const elsewhere = document.querySelector("dialog[open].sheet") || (event.key === " " && event.target.closest?.("button:not([data-zone])"));
  if (!act || elsewhere) return;
  event.preventDefault();
  act();
}

part("start").dataset.ready = "";
part("begin").addEventListener("click", begin);
part("again").addEventListener("click", () => { kept = null; clear(); begin(); });
part("zone").addEventListener("click", () => player.toggle());
part("hurts").addEventListener("click", () => player.hurts());
part("back").addEventListener("click", () => player.back());
part("forward").addEventListener("click", () => player.forward());
part("leave").addEventListener("click", leave);
part("mute").addEventListener("click", () => { mute(!isMuted()); sound(); });
screen.dialog.addEventListener("cancel", (event) => { event.preventDefault(); leave(); });
screen.dialog.addEventListener("keydown", onKey);
screen.dialog.addEventListener("keyup", (event) => { if (event.key === " " && event.target.closest("[data-zone]")) event.preventDefault(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden && player?.clock.running) keepScreenOn(); });
addEventListener("online", async () => { await flush(token); part("waits").hidden = true; });
flush(token);
sound();
words();

if (kept?.goOn) {
  // A swap has loaded the page again in the middle of a session: go on there, without another tap.
  delete kept.goOn;
  begin();
}
