// The page of a session: joins the state with the screen, the voice, the senses and the queue.

import { today } from "../device.js";
import { Ask } from "./ask.js";
import { Body } from "./body.js";
import { choices } from "./choices.js";
import { bindChoices } from "./choices_form.js";
import { makeClock } from "./clock.js";
import { hurting } from "./hurting.js";
import { bindKeys } from "./keys.js";
import { Screen, part } from "./screen.js";
import { cues, join } from "./script.js";
import { MediaKeys, Senses } from "./senses.js";
import { step, waitsForVoice } from "./session.js";
import { clear, save } from "./store.js";
import { openSession, send, sendOld, wish } from "./telling.js";
import { fresh, view } from "./view.js";
import { onVoices, Voice } from "./voice.js";

const LOOK_MS = 100;
const SAVE_EVERY_MS = 2000;
/** As long as the last words may take before the next page opens. */
const LAST_WORDS_MS = 5000;
/** A second tap this soon after the first one was not meant for the player. */
const HASTE_MS = 500;
const QUESTIONS = ["effort", "leg"];
/** The day on which this page was opened: its plan is for no other. */
const openedOn = today();

const data = JSON.parse(document.getElementById("player-data").textContent);
const form = /** @type {HTMLFormElement} */ (document.getElementById("session-form"));
const plan = { items: data.items, rating_s: data.rating_s, hurt: data.hurt, ...chosen() };
const clock = makeClock();
const body = new Body(part("figure-here"));
const screen = new Screen(data.words, body);
const voice = new Voice(choices);
const ask = new Ask(screen.dialog, data.words, voice);
const senses = new Senses(choices);
const media = new MediaKeys(screen.dialog.dataset.silence, {
  play: pressPlay, pause: pressPlay, nexttrack: () => (flow.asks ? ask.turn(1) : act({ type: "skip" })), previoustrack: () => (flow.asks ? ask.turn(-1) : act({ type: "back" })),
});
/** @type {import("./view.js").State|null} */
let state = null;
let looking = 0;
let lastSave = 0;
let begunAt = 0;
/** What could not be said because the voices were not there yet. */
let unsaid = { text: "", at: 0 };

/** What the person chose that the session itself follows. */
function chosen() {
  const { wait, breath } = choices();
  return { wait, breath: breath ? data.breath : null };
}

/** Let something happen, and show, say and keep what follows. @param {{type: string, [key: string]: any}} event */
function act(event) {
  const before = state;
  if (!before || before.mode === "ended" || before.mode === "stopped") return;
  state = step(plan, before, event, clock());
  perform(cues(plan, before, state, data.words));
  draw();
  const isNew = ["at", "index", "mode", "running", "question"].some((name) => before[name] !== state[name]);
  if (isNew || state.seen - lastSave > SAVE_EVERY_MS) keep();
  if (isNew) rest();
  if (state.mode === "ended") finish();
  if (state.mode === "stopped") stopped();
}

/** The one button of a headset. */
function pressPlay() {
  if (flow.asks) ask.play();
  else act({ type: "tap" });
}

/** Look at the clock. Nothing begins before it was said to its end, and the time to answer begins after the question. */
function look() {
  act({ type: voice.speaking && waitsForVoice(plan, state) ? "spoken" : "tick" });
}

function perform(made) {
  const text = join(...made.map((each) => each.say));
  for (const { sound } of made) if (sound) senses.signal(sound);
  if (!text) return;
  const over = !state.running && state.mode !== "ended" ? "now" : made.some((each) => each.say && each.over);
  if (voice.say(text, { over, firm: made.some(({ firm }) => firm) })) unsaid = { text: "", at: 0 };
  else if (over) unsaid = { text, at: clock() };
}

function draw() {
  screen.draw(plan, state);
  if (flow.asks) return;
  const question = state.mode === "rate" ? QUESTIONS[state.question] : "";
  if (question && ask.open !== question) {
    const number = state.question;
    ask.show(question, { note: state.why === "asleep" ? data.words.say_asleep : view(plan, state).item.name, chosen: (value) => act({ type: "rate", question: number, value }) });
  }
  if (!question) ask.close();
}

/** Between two looks the body moves on with every frame that the screen shows. */
function move() {
  if (!screen.dialog.open) return;
  const { phase } = state?.mode === "play" && state.running && !state.lead ? view(plan, state) : {};
  if (phase) body.pose(phase, (state.passed + clock() - state.seen) / 1000, true);
  requestAnimationFrame(move);
}

/** What the device does beside it: the screen stays on while something runs or is asked. */
function rest() {
  senses.keepScreenOn(state.running || flow.asks);
  if (!state.running && !flow.asks && state.mode === "play" && !state.why) navigator.vibrate?.(0);
  const { item, phase } = view(plan, state);
  if (item) media.show({ title: item.name, artist: data.words[phase?.[0]] ?? "", running: state.running && phase?.[0] !== "ready" });
}

function keep() {
  lastSave = state.seen;
  save(state);
}

function begin() {
  if (today() !== openedOn) return location.reload();
  senses.wake();
  state ??= openSession(data.on) ?? fresh({ id: crypto.randomUUID(), on: data.on, length: data.length });
  Object.assign(plan, chosen());
  screen.dialog.showModal();
  part("zone").focus();
  media.start();
  begunAt = clock();
  act({ type: "start" });
  clearInterval(looking);
  looking = setInterval(look, LOOK_MS);
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) requestAnimationFrame(move);
}

function close() {
  clearInterval(looking);
  voice.stop();
  senses.keepScreenOn(false);
  media.stop();
  flow.drop();
  ask.close();
  if (screen.dialog.open) screen.dialog.close();
  words();
}

function leave() {
  if (state.mode === "stopped") return ask.press("1"); // from danger there is one way on
  if (state.mode === "play" || state.mode === "rate") {
    state = step(plan, state, { type: "leave" }, clock());
    keep();
  }
  return close();
}

async function finish() {
  clearInterval(looking);
  const answer = await send(state, data.save);
  await lastWords();
  close();
  state = null;
  words();
  if (answer.sent || answer.refused) return location.assign((answer.sent && answer.go) || data.today);
  return waits("waits");
}

function lastWords() {
  const until = clock() + LAST_WORDS_MS;
  return new Promise((resolve) => {
    const over = () => (voice.speaking && clock() < until ? setTimeout(over, LOOK_MS) : resolve());
    over();
  });
}

/** What hurt was so that nothing goes on: it is kept and sent at once, before anything else is asked. */
async function stopped() {
  const ended = state;
  clearInterval(looking);
  const sending = send(ended, data.save);
  if (ended.check) await flow.check(view(plan, ended));
  const answer = await sending;
  close();
  state = null;
  words();
  if (answer.sent || answer.refused) return location.assign(ended.check ? data.safety : (answer.sent && answer.go) || data.today);
  return waits(ended.check ? "waits-check" : "waits");
}

/** Without a connection no other page can be opened: say here what happens next. */
function waits(name) {
  const note = part(name);
  note.hidden = false;
  note.focus();
  voice.say(join(...[...note.querySelectorAll("h2, p")].map((each) => each.textContent.trim())));
}

const flow = hurting({ plan, words: data.words, ask, voice, now: () => state, act, wish: (item, to) => wish(item, to, form), rest: () => rest() });

function words() {
  const found = openSession(data.on);
  const isBegun = found && (found.index > 0 || found.mode === "rate" || Object.keys({ ...found.results, ...found.hurts }).length > 0);
  part("begin-words").textContent = isBegun ? data.words.resume : data.words.start;
  part("again").hidden = !isBegun;
}

/** What was done before is told as it is; then a new session begins. */
async function again() {
  const before = state ?? openSession(data.on);
  state = null;
  clear(before?.id);
  if (before) send(before, data.save);
  begin();
}

/** Another day's session is told now. This page's plan does not know it yet: it is loaded anew. */
async function tellOld() {
  const { isNews, sent } = await sendOld(data.on, data.save);
  if (isNews && (sent || navigator.serviceWorker?.controller)) location.reload();
}

function openChoices() {
  const sheet = /** @type {HTMLDialogElement} */ (part("choices-sheet"));
  const ran = state.running;
  if (ran) act({ type: "pause", why: "asks" });
  voice.stop();
  sheet.showModal();
  sheet.addEventListener("close", () => { Object.assign(plan, chosen()); if (ran && screen.dialog.open) act({ type: "resume" }); }, { once: true });
}

part("start").dataset.ready = "";
part("begin").addEventListener("click", begin);
part("again").addEventListener("click", again);
screen.dialog.addEventListener("click", () => senses.wake(), { capture: true });
part("zone").addEventListener("click", ({ detail }) => {
  const isByKey = detail === 0;
  if (isByKey || clock() - begunAt >= HASTE_MS) act({ type: "tap" });
});
part("hurts").addEventListener("click", () => flow.start());
part("back").addEventListener("click", () => act({ type: "back" }));
part("forward").addEventListener("click", () => act({ type: "skip" }));
part("leave").addEventListener("click", leave);
part("choices").addEventListener("click", openChoices);
bindChoices(part("choices-sheet"));
bindKeys(screen.dialog, { ask, act, leave: () => (flow.asks && state.mode !== "stopped" ? flow.cancel() : leave()), hurts: () => flow.start(), isReady: () => screen.isReady, wake: () => senses.wake() });
addEventListener("pagehide", () => {
  voice.stop(); // some browsers speak on when the page is gone
  if (state && screen.dialog.open) { look(); state = { ...state, running: false, why: "left" }; keep(); }
});
document.addEventListener("visibilitychange", () => { if (document.hidden && state && screen.dialog.open) keep(); });
addEventListener("pageshow", ({ persisted }) => { if (persisted && screen.dialog.open) draw(); });
addEventListener("online", () => { part("waits").hidden = true; });
onVoices(() => { if (unsaid.text && state?.running && clock() - unsaid.at < 8000) voice.say(unsaid.text); });
tellOld().then(words);
words();
