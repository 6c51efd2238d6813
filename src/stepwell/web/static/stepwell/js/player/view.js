// What can be read off a session and its plan: where it is, what is played, how much was done, what is told. Nothing changes here.

/**
 * @typedef {[kind: string, seconds: number, side: string, set: number, repetition: number]} Phase
 *
 * @typedef {object} Item One exercise of the plan, as the page gives it.
 * @property {string} exercise @property {string} name @property {string} position @property {Phase[]} phases
 * @property {number} sets @property {number} repetitions @property {number} hold_s @property {number} minutes
 * @property {{phases: Phase[], says: string}|null} smaller @property {string[]} linked @property {Item[]} swaps
 * @property {boolean} [breathes] Whether its long holds guide the breath.
 *
 * @typedef {{check: boolean, eases_rest: boolean, actions: string[], says: string, asks_place?: boolean, places?: Record<string, HurtRule>}} HurtRule
 *
 * @typedef {object} Plan
 * @property {Item[]} items @property {number} rating_s Seconds that both questions after an exercise may take.
 * @property {Record<string, HurtRule>} hurt By feeling; ``places`` are those that change the rule.
 * @property {number|"me"|null} [wait] Seconds to change position: what the person set; "me" waits; null is the timetable's.
 * @property {import("./breath.js").Breath|null} [breath] How long holds guide the breath; null: not at all.
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
 * @property {Record<string, object>} earlier What was known of an exercise before it was begun again. @property {object|null} unfinished What is known
 *   of the exercise being done, null where none of it was done and nothing hurt: it is told even if nobody comes back to it.
 * @property {boolean} check Whether it stopped for the safety questions.
 */

/** A hold that was skipped sooner than this was not begun. */
const BEGUN_MS = 3000;
const MOST_SPENT_S = 14_400;
const WORK = new Set(["hold", "move", "timed"]);
const AMOUNTS = ["none", "part", "all"];

/** @param {Phase|undefined} phase */
export const isWork = (phase) => WORK.has(phase?.[0] ?? "");

/** A session that has not begun. @param {{id: string, on: string, length: "full"|"short"}} about @returns {State} */
export function fresh({ id, on, length }) {
  return {
    id, on, length, mode: "play", running: false, at: "", index: 0, passed: 0, lead: 0, seen: 0, why: "", from: null, some: false,
    spent: 0, amount: "none", question: 0, answers: {}, position: "", smaller: [], eased: [], swapped: {}, results: {}, hurts: {},
    earlier: {}, unfinished: null, check: false,
  };
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
    next: items.find((each, place) => place > number && !state.results[each.exercise]), swaps: (item?.swaps ?? []).filter((each) => isNew(each, items, state)),
  };
}

/** The exercises in order, each swap in the place of what it stands in for. @param {Plan} plan @param {State} state @returns {Item[]} */
export function played(plan, state) {
  return plan.items.map((item) => item.swaps.find((each) => each.exercise === state.swapped[item.exercise]) ?? item);
}

/** Whether an exercise may stand in: one that is in the session, was done or hurt may not. */
function isNew({ exercise }, items, { results, hurts, earlier }) {
  return !items.some((each) => each.exercise === exercise) && !results[exercise] && !hurts[exercise] && !earlier[exercise];
}

/** What is told about the session: its fact, or null where there is nothing to tell. @param {State} state @returns {object|null} */
export function told({ id, on, length, mode, results, earlier, unfinished }) {
  const items = Object.values({ ...earlier, ...(unfinished ? { [unfinished.exercise]: unfinished } : {}), ...results });
  return items.length ? { kind: "session", id, on, length, items, stopped_early: mode !== "ended" } : null;
}

/** What is known of the exercise being done. Begun again and left sooner, it is still what it was. @param {Plan} plan @param {State} state */
export function result(plan, state) {
  const { exercise, sets, repetitions, hold_s, minutes } = view(plan, state).item;
  const [was, hurt] = [state.earlier[exercise], state.hurts[exercise]];
  const amounts = [was?.done ?? "none", state.mode === "rate" ? state.amount : done(plan, state)].map((each) => AMOUNTS.indexOf(each));
  const spent_s = Math.min(MOST_SPENT_S, (was?.spent_s ?? 0) + Math.round(state.spent / 1000));
  const is = { done: AMOUNTS[Math.max(...amounts)], smaller: state.smaller.includes(exercise), spent_s };
  return { ...was, exercise, sets, repetitions, hold_s, minutes, ...is, ...state.answers, ...(hurt ? { hurt } : {}) };
}

/** @param {Plan} plan @param {State} state @returns {object|null} see State. */
export function unfinished(plan, state) {
  if ((state.mode !== "play" && state.mode !== "rate") || !view(plan, state).item) return null;
  const known = result(plan, state);
  return known.done !== "none" || known.hurt ? known : null;
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

/** What a feeling leads to, and where it is may only make that stricter. What nobody has a rule for asks the safety questions. */
export function hurtRule(plan, feeling, place) {
  const rule = plan.hurt[feeling];
  return rule?.places?.[place] ?? rule ?? { check: true, eases_rest: true, actions: ["stop"], says: "" };
}

export function phasesOf(item, state) {
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
