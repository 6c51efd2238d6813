// The session as a value: what comes next follows from the state, the event and the time. No page, no clock of its own.

/**
 * @typedef {[kind: string, seconds: number, side: string, set: number, repetition: number]} Phase
 *
 * @typedef {object} Item One exercise of the plan, as the page gives it.
 * @property {string} exercise @property {string} name @property {string} position @property {Phase[]} phases
 * @property {number} sets @property {number} repetitions @property {number} hold_s @property {number} minutes
 * @property {{phases: Phase[], says: string}|null} smaller @property {string[]} linked @property {Item[]} swaps
 *
 * @typedef {{check: boolean, eases_rest: boolean, actions: string[], says: string, asks_place?: boolean, places?: Record<string, HurtRule>}} HurtRule
 *
 * @typedef {object} Plan
 * @property {Item[]} items @property {number} rating_s Seconds that both questions after an exercise may take.
 * @property {Record<string, HurtRule>} hurt By feeling; ``places`` are those that change the rule.
 * @property {number|"me"|null} [wait] Seconds to change position: what the person set; "me" waits; null is the timetable's.
 *
 * @typedef {object} State All times in milliseconds. Plain values only: it is kept on the device as it is.
 * @property {string} id @property {string} on @property {"full"|"short"} length
 * @property {"play"|"rate"|"ended"|"stopped"} mode @property {boolean} running
 * @property {string} at The exercise being done. @property {number} index Its phase. @property {number} passed In that phase or question.
 * @property {number} lead Time left to get back into position before the phase goes on.
 * @property {number} seen When the clock was last read. @property {""|"asleep"|"left"|"asks"} why Why it does not run, where nobody paused it.
 * @property {{index: number, passed: number}|null} from Where the smaller form goes on once the person is in position.
 * @property {number} spent Time truly spent on this exercise, pauses left out.
 * @property {boolean} some Whether some of this exercise was done before it was made smaller.
 * @property {"none"|"part"|"all"} amount How much of it was done, once it is asked how it was. @property {0|1} question @property {{effort?: string, leg?: string}} answers
 * @property {string} position The last position worked in, "" before the first.
 * @property {string[]} smaller Exercises in their smaller form. @property {string[]} eased Those of them that were only linked to what hurt.
 * @property {Record<string, string>} swapped From the plan's exercise to the one done instead.
 * @property {Record<string, object>} results @property {Record<string, object>} hurts By exercise.
 * @property {boolean} check Whether it stopped for the safety questions.
 */

/** A gap this long between two looks at the clock means that nobody could see or hear the session. */
export const ASLEEP_MS = 10_000;
/** A hold that was skipped sooner than this was not begun. */
const BEGUN_MS = 3000;
const LEAD_MS = 10_000;
const MOST_SPENT_S = 14_400;
const WORK = new Set(["hold", "move", "timed"]);
const QUESTIONS = /** @type {const} */ (["effort", "leg"]);

/** @param {Phase|undefined} phase */
export const isWork = (phase) => WORK.has(phase?.[0] ?? "");

/** A session that has not begun. @param {{id: string, on: string, length: "full"|"short"}} about @returns {State} */
export function fresh({ id, on, length }) {
  return {
    id, on, length, mode: "play", running: false, at: "", index: 0, passed: 0, lead: 0, seen: 0, why: "", from: null, some: false,
    spent: 0, amount: "none", question: 0, answers: {}, position: "", smaller: [], eased: [], swapped: {}, results: {}, hurts: {}, check: false,
  };
}

/**
 * What follows from one event.
 * @param {Plan} plan @param {State} state @param {{type: string, [key: string]: any}} event
 * @param {number} now Milliseconds of a clock that never goes back. @returns {State}
 */
export function step(plan, state, event, now) {
  const here = STILL.has(event.type) ? state : ticked(plan, state, now);
  return { ...EVENTS[event.type](plan, here, event, now), seen: now };
}

/** Everything that can be read off a state. @param {Plan} plan @param {State} state */
export function view(plan, state) {
  const items = played(plan, state);
  const number = items.findIndex((each) => each.exercise === state.at);
  const item = items[number];
  const list = item ? phasesOf(item, state) : [];
  const length = state.mode === "rate" ? plan.rating_s * 500 : lengthOf(plan, state, item, list);
  return {
    items, number, item, list, length, phase: list[state.index], left: Math.max(0, state.lead || length - state.passed),
    isSmaller: state.smaller.includes(state.at), changes: item?.position !== state.position,
    next: items.find((each, place) => place > number && !state.results[each.exercise]),
  };
}

/** The exercises in order, each swap in the place of what it stands in for. @param {Plan} plan @param {State} state @returns {Item[]} */
export function played(plan, state) {
  return plan.items.map((item) => item.swaps.find((each) => each.exercise === state.swapped[item.exercise]) ?? item);
}

/** What is told about the session: its fact, or null where there is nothing to tell. @param {State} state @returns {object|null} */
export function told({ id, on, length, mode, results }) {
  const items = Object.values(results);
  return items.length ? { kind: "session", id, on, length, items, stopped_early: mode !== "ended" } : null;
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
  spoken: (_, state) => (state.mode === "rate" ? { ...state, passed: 0 } : state),
  hurt: (plan, state, event) => hurting(plan, state, event),
  leave: (_, state) => ({ ...state, running: false, why: "left" }),
};

/** Begin, or go on where it was left: at the same exercise where the plan still has it, else at the first that is not done. */
function started(plan, state) {
  const items = played(plan, state);
  const open = items.filter((item) => !state.results[item.exercise]);
  const here = open.find((item) => item.exercise === state.at);
  if (!here) return open[0] ? { ...begun(state, open[0]), running: true } : { ...state, mode: "ended", running: false };
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
  return state.question === 0 ? { ...here, question: 1, passed: 0 } : rated(plan, here);
}

/** Keep what is known about this exercise, and go to the next one. */
function rated(plan, state) {
  const kept = recorded(plan, state);
  const { next } = view(plan, kept);
  return next ? begun(kept, next) : { ...kept, mode: "ended", running: false, passed: 0 };
}

function recorded(plan, state) {
  const { item } = view(plan, state);
  const { exercise, sets, repetitions, hold_s, minutes } = item;
  const hurt = state.hurts[exercise];
  const dose = { exercise, sets, repetitions, hold_s, minutes };
  const spent_s = Math.min(MOST_SPENT_S, Math.round(state.spent / 1000));
  const is = { done: state.mode === "rate" ? state.amount : done(plan, state), smaller: state.smaller.includes(exercise), spent_s };
  const result = { ...dose, ...is, ...state.answers, ...(hurt ? { hurt } : {}) };
  return { ...state, results: { ...state.results, [exercise]: result } };
}

/** How much of this exercise was done; of its smaller form, where that is what was asked. @returns {"none"|"part"|"all"} */
export function done(plan, state) {
  const { list, phase } = view(plan, state);
  const left = list.slice(state.index).some(isWork);
  const inside = isWork(phase) && state.passed >= Math.min(BEGUN_MS, phase[1] * 500);
  const some = state.some || inside || list.slice(0, state.index).some(isWork);
  if (!some) return "none";
  return left ? "part" : "all";
}

/** To the beginning of this exercise; from its beginning, to the one before. What hurt stays told. */
function backed(plan, state) {
  const { items, number } = view(plan, state);
  const before = state.mode === "play" && state.index <= 1 && number > 0 ? items[number - 1] : items[number];
  const { [before.exercise]: _, ...results } = state.results;
  return begun({ ...state, results }, before);
}

/** What hurts, and what was chosen: smaller, swap (``to``) or stop. What the knowledge calls a danger always stops. */
function hurting(plan, state, { feeling, place, action, to }) {
  const rule = hurtRule(plan, feeling, place);
  const chosen = rule.check ? "stop" : action;
  const kept = eased(plan, remembered(state, { feeling, place, action: chosen }), rule);
  if (chosen === "stop") return { ...recorded(plan, kept), mode: "stopped", running: false, check: Boolean(rule.check) };
  if (chosen === "swap") return swapped(plan, kept, to);
  return kept.mode === "rate" ? rated(plan, { ...kept, running: true }) : smallered(plan, kept);
}

/** What a feeling leads to, and where it is may only make that stricter. What nobody has a rule for asks the safety questions. */
export function hurtRule(plan, feeling, place) {
  const rule = plan.hurt[feeling];
  return rule?.places?.[place] ?? rule ?? { check: true, eases_rest: true, actions: ["stop"], says: "" };
}

/** A stretch told later does not hide the sharp pain told before. */
function remembered(state, hurt) {
  const before = state.hurts[state.at];
  const worst = before && hurt.feeling === "stretch" ? before : hurt;
  return { ...state, hurts: { ...state.hurts, [state.at]: worst } };
}

function eased(plan, state, rule) {
  if (!rule.eases_rest) return state;
  const { items, item } = view(plan, state);
  const open = (each) => each.smaller && !state.results[each.exercise] && !state.smaller.includes(each.exercise) && each !== item;
  const more = items.filter((each) => item.linked?.includes(each.exercise) && open(each)).map((each) => each.exercise);
  return { ...state, smaller: [...state.smaller, ...more], eased: [...state.eased, ...more] };
}

function swapped(plan, state, to) {
  const { item } = view(plan, state);
  const kept = recorded(plan, state);
  const from = plan.items.find((each) => each === item || state.swapped[each.exercise] === item.exercise);
  const next = { ...kept, swapped: { ...kept.swapped, [from.exercise]: to } };
  return { ...begun(next, played(plan, next).find((each) => each.exercise === to)), running: true };
}

/** The smaller form, from where the person is in it: repetitions that were done are not asked for again. */
function smallered(plan, state) {
  const { list, phase, item } = view(plan, state);
  const some = done(plan, state) !== "none";
  const next = { ...begun(state, item), some, spent: state.spent, running: true, smaller: [...state.smaller, state.at] };
  const smaller = item.smaller.phases;
  const start = smaller.findIndex((each) => isWork(each) && !isBehind(each, list.slice(0, state.index)));
  const passed = phase?.[0] === "timed" ? state.passed : 0;
  if (start < 0 || (passed && passed >= smaller[start][1] * 1000)) return finished(plan, { ...next, index: smaller.length });
  return { ...next, from: start > 1 || passed ? { index: start, passed } : null };
}

/** Whether a repetition of the smaller form, or a later one of the same set and side, lies among what was done. */
function isBehind([, , side, set, repetition], before) {
  return before.some((each) => isWork(each) && each[3] === set && each[2] === side && each[4] >= repetition);
}

function phasesOf(item, state) {
  return (state.smaller.includes(item.exercise) && item.smaller?.phases) || item.phases;
}

function lengthOf(plan, state, item, list) {
  const phase = list[state.index];
  if (!phase) return 0;
  const seconds = phase[0] === "ready" ? readySeconds(plan, phase, item.position !== state.position) : phase[1];
  return seconds * 1000;
}

function readySeconds(plan, phase, changes) {
  if (plan.wait === "me") return Infinity;
  return plan.wait && changes ? plan.wait : phase[1];
}
