// The session as a value: what comes next follows from the state, the event and the time. No page, no clock of its own.

import { done, hurtRule, isWork, phasesOf, played, result, unfinished, view } from "./view.js";

/** @typedef {import("./view.js").Plan} Plan @typedef {import("./view.js").State} State */

/** A gap this long between two looks at the clock means that nobody could see or hear the session. */
export const ASLEEP_MS = 10_000;
const LEAD_MS = 10_000;
/** So much before the start the position must have been told. */
const BEFORE_START_MS = 500;
/** So long one may still answer after the voice has said a question and its answers. */
const ANSWER_MS = 4000;
const QUESTIONS = /** @type {const} */ (["effort", "leg"]);
/** What the second question may hear that is no different from a danger told during the exercise. */
const FURTHER_DOWN = "further_down";

/**
 * What follows from one event.
 * @param {Plan} plan @param {State} state @param {{type: string, [key: string]: any}} event
 * @param {number} now Milliseconds of a clock that never goes back. @returns {State}
 */
export function step(plan, state, event, now) {
  const here = STILL.has(event.type) ? state : ticked(plan, state, now);
  const next = EVENTS[event.type](plan, here, event, now);
  return { ...next, unfinished: unfinished(plan, next), seen: now };
}

/** Events before which no time passes. "spoken": a question or an instruction is still being said, and its time waits. */
const STILL = new Set(["tick", "start", "spoken"]);
const EVENTS = {
  start: (plan, state, _, now) => started(plan, { ...state, seen: now }),
  tick: (plan, state, _, now) => ticked(plan, state, now),
  pause: (_, state, { why = "" }) => ({ ...state, running: false, why }),
  resume: (plan, state) => resumed(plan, state),
  ready: (plan, state) => (state.running ? readied(plan, state) : resumed(plan, state)),
  tap: (plan, state) => tapped(plan, state),
  skip: (plan, state) => (state.mode === "rate" ? rated(plan, state) : finished(plan, state)),
  back: (plan, state) => backed(plan, state),
  rate: (plan, state, { question, value }) => (state.mode === "rate" && state.question === question ? answered(plan, state, value) : state),
  spoken: (plan, state, _, now) => (state.mode === "rate" ? { ...state, passed: heard(plan, state, now) } : state),
  hurt: (plan, state, event) => hurting(plan, state, event),
  leave: (_, state) => ({ ...state, running: false, why: "left" }),
};

/** While a question is said its time runs too, so that the session is no longer than was shown; but time to answer stays. */
function heard(plan, state, now) {
  const most = Math.max(0, view(plan, state).length - ANSWER_MS);
  return Math.max(state.passed, Math.min(most, state.passed + now - state.seen));
}

/** Whether what is being said must be said to its end before the session goes on. @param {Plan} plan @param {State} state */
export function waitsForVoice(plan, state) {
  const { phase, left } = view(plan, state);
  return state.running && (state.mode === "rate" || (phase?.[0] === "ready" && left < BEFORE_START_MS));
}

/** Begin, or go on where it was left: at the same exercise where the plan still has it, else at the first that is not done. */
function started(plan, state) {
  const items = played(plan, state);
  const open = items.filter((item) => !state.results[item.exercise]);
  const here = open.find((item) => item.exercise === state.at);
  if (!here) {
    const kept = setAside(state, state.unfinished);
    return open[0] ? { ...begun(kept, open[0]), running: true } : { ...kept, mode: "ended", running: false };
  }
  const last = phasesOf(here, state).length - (state.mode === "rate" ? 0 : 1);
  return resumed(plan, { ...state, index: Math.min(state.index, last), why: "left" });
}

function begun(state, item) {
  return { ...state, mode: "play", at: item.exercise, index: 0, passed: 0, lead: 0, from: null, some: false, spent: 0, question: 0, answers: {}, why: "" };
}

/** After an interruption that nobody chose, a person first gets back into position; the hold then goes on, never from its beginning. */
function resumed(plan, state) {
  const { phase, list } = view(plan, state);
  const lead = state.why && state.mode === "play" && phase && phase[0] !== "ready" ? Math.min(LEAD_MS, list[0][1] * 1000) : 0;
  return { ...state, running: true, why: "", lead };
}

function readied(plan, state) {
  if (state.lead) return { ...state, lead: 0 };
  return state.mode === "play" && view(plan, state).phase?.[0] === "ready" ? onward(plan, state) : state;
}

function tapped(plan, state) {
  if (!state.running) return resumed(plan, state);
  const waits = state.lead || view(plan, state).phase?.[0] === "ready";
  return waits ? readied(plan, state) : { ...state, running: false };
}

/** Let the time since the last look pass. Inside one exercise it runs on by the clock; it never begins the next one unseen. */
function ticked(plan, state, now) {
  const gap = Math.max(0, now - state.seen);
  if (!state.running || state.mode === "ended" || state.mode === "stopped") return { ...state, seen: now };
  const led = Math.min(state.lead, gap);
  let here = { ...state, seen: now, lead: state.lead - led, passed: state.passed + gap - led, spent: state.spent + spentIn(plan, state, gap) };
  for (let over = past(plan, here); over >= 0; over = past(plan, here)) {
    if (gap > ASLEEP_MS) return slept(plan, here);
    const inside = here.mode === "play";
    here = passedOn(plan, here);
    if (here.mode !== "play" || !inside || here.index === 0) return here;
    here = { ...here, passed: here.passed + over };
  }
  return here;
}

/** Of a sleep, only what was left of the phase counts as spent on the exercise. */
function spentIn(plan, state, gap) {
  if (state.mode !== "play") return 0;
  return gap > ASLEEP_MS ? Math.min(gap, view(plan, state).left) : gap;
}

/** Milliseconds past the end of the phase or question; negative while it lasts. */
function past(plan, state) {
  return state.running && (state.mode === "play" || state.mode === "rate") ? state.passed - view(plan, state).length : -1;
}

function passedOn(plan, state) {
  return state.mode === "rate" ? answered(plan, state, undefined) : onward(plan, state);
}

/** The screen was off until after the end: what ran is over, and the session waits at the beginning of what comes next. */
function slept(plan, state) {
  const isReady = state.mode === "play" && view(plan, state).phase?.[0] === "ready";
  const next = isReady ? { ...state, passed: 0 } : state.mode === "rate" ? rated(plan, state) : onward(plan, state);
  return next.mode === "ended" ? next : { ...next, running: false, why: "asleep", lead: 0 };
}

/** To the next phase, or to the questions after the last one. */
function onward(plan, state) {
  const { list, item } = view(plan, state);
  if (state.index === 0 && state.from) return { ...state, ...state.from, from: null, position: item.position };
  const index = state.index + 1;
  if (index >= list.length) return finished(plan, { ...state, index });
  return { ...state, index, passed: 0, position: item.position };
}

function finished(plan, state) {
  const amount = done(plan, state);
  if (amount === "none") return rated(plan, state);
  return { ...state, mode: "rate", amount, question: 0, answers: {}, passed: 0, lead: 0 };
}

function answered(plan, state, value) {
  const answers = value === undefined ? state.answers : { ...state.answers, [QUESTIONS[state.question]]: value };
  const here = { ...state, answers, running: state.running || value !== undefined, why: "" };
  if (state.question === 0) return { ...here, question: 1, passed: 0 };
  const isDanger = value === FURTHER_DOWN && view(plan, here).next;
  return isDanger ? hurting(plan, here, { feeling: FURTHER_DOWN, place: null, action: "stop" }) : rated(plan, here);
}

/** Keep what is known about this exercise, and go to the next one. */
function rated(plan, state) {
  const kept = recorded(plan, state);
  const { next } = view(plan, kept);
  return next ? begun(kept, next) : { ...kept, mode: "ended", running: false, passed: 0 };
}

function recorded(plan, state) {
  return { ...state, results: { ...state.results, [state.at]: result(plan, state) } };
}

/** To the beginning of this exercise; from its beginning, to the one before. What hurt and what was done stay told. */
function backed(plan, state) {
  const { items, number } = view(plan, state);
  const before = state.mode === "play" && state.index <= 1 && number > 0 ? items[number - 1] : items[number];
  const { [before.exercise]: again, ...results } = state.results;
  return begun({ ...setAside(setAside(state, unfinished(plan, state)), again), results }, before);
}

/** Keep what is known of an exercise that is not the one being done any more, or is begun again. */
function setAside(state, known) {
  return known ? { ...state, earlier: { ...state.earlier, [known.exercise]: known } } : state;
}

/** What hurts, and what was chosen: smaller, swap (``to``) or stop. What the knowledge calls a danger always stops. */
function hurting(plan, state, { feeling, place, action, to }) {
  const rule = hurtRule(plan, feeling, place);
  const chosen = rule.check || !isOpen(plan, state, action, to) ? "stop" : action;
  const kept = eased(plan, remembered(state, { feeling, place, action: chosen }), rule);
  if (chosen === "stop") return { ...recorded(plan, kept), mode: "stopped", running: false, check: Boolean(rule.check) };
  if (chosen === "swap") return swapped(plan, kept, to);
  return kept.mode === "rate" ? rated(plan, { ...kept, running: true }) : smallered(plan, kept);
}

/** Whether what was chosen can be done; a smaller form of what is over only keeps the fact. */
function isOpen(plan, state, action, to) {
  const { item, swaps } = view(plan, state);
  if (action === "swap") return state.mode === "play" && swaps.some((each) => each.exercise === to);
  return action !== "smaller" || state.mode === "rate" || Boolean(item.smaller);
}

/** A stretch told later does not hide the sharp pain told before. */
function remembered(state, hurt) {
  const before = state.hurts[state.at];
  const worst = before && hurt.feeling === "stretch" ? before : hurt;
  return { ...state, hurts: { ...state.hurts, [state.at]: worst } };
}

/** What loads the body the same way is smaller from now on: also what may yet stand in for something. */
function eased(plan, state, rule) {
  if (!rule.eases_rest) return state;
  const { items, item } = view(plan, state);
  const open = (each) => each.smaller && !state.results[each.exercise] && !state.smaller.includes(each.exercise) && each !== item;
  const alike = (among) => among.filter((each) => item.linked?.includes(each.exercise) && open(each)).map((each) => each.exercise);
  const more = new Set(alike(plan.items.flatMap((each) => [each, ...each.swaps])));
  return { ...state, smaller: [...state.smaller, ...more], eased: [...state.eased, ...alike(items)] };
}

function swapped(plan, state, to) {
  const { item } = view(plan, state);
  const kept = recorded(plan, state);
  const from = plan.items.find((each) => each === item || state.swapped[each.exercise] === item.exercise);
  const next = { ...kept, swapped: { ...kept.swapped, [from.exercise]: to } };
  return { ...begun(next, played(plan, next).find((each) => each.exercise === to)), running: true };
}

/** The smaller form, from where the person is in it: what was done is not asked for again, nor is a hold begun anew. */
function smallered(plan, state) {
  const { list, phase, item } = view(plan, state);
  const some = done(plan, state) !== "none";
  const next = { ...begun(state, item), some, spent: state.spent, running: true, smaller: [...state.smaller, state.at] };
  const smaller = item.smaller.phases;
  const held = isWork(phase) && phase[0] !== "move" ? state.passed : 0;
  const heldFor = (each) => (String(each.slice(2)) === String(phase?.slice(2)) ? held : 0);
  const isLeft = (each) => isWork(each) && !isBehind(each, list.slice(0, state.index)) && heldFor(each) < each[1] * 1000;
  const start = smaller.findIndex(isLeft);
  if (start < 0) return finished(plan, { ...next, index: smaller.length });
  const passed = heldFor(smaller[start]);
  return { ...next, from: start > 1 || passed ? { index: start, passed } : null };
}

/** Whether a repetition of the smaller form, or a later one of the same set and side, lies among what was done. */
function isBehind([, , side, set, repetition], before) {
  return before.some((each) => isWork(each) && each[3] === set && each[2] === side && each[4] >= repetition);
}
