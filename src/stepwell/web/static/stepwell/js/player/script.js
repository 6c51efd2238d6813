// What is said and heard, as a value: it follows from the state before and after, and from the words. Nothing speaks here.

import { breathAt, isSpoken } from "./breath.js";
import { isWork, view } from "./view.js";

/**
 * @typedef {{say?: string, sound?: string, over?: boolean, firm?: boolean}} Cue
 *   ``over``: it may cut off what is being said. ``firm``: nothing that the session says by itself cuts it off.
 */

/** From here on a hold is long enough to tell its middle; and from here on its last ten seconds too, well after its middle. */
const LONG_S = 20;
const VERY_LONG_S = 40;
/** So many seconds are still told as a number; of more, only that it is the middle. */
const MOST_TOLD_S = 60;
/** A hold shorter than this is over before a sentence is: only the side and the last one are said. */
const BRIEF_S = 4;
const AHEAD_MS = 10_000;
const FINAL_S = 3;

/**
 * The cues between two states.
 * @param {import("./view.js").Plan} plan @param {import("./view.js").State} before @param {import("./view.js").State} after
 * @param {Record<string, string>} words @returns {Cue[]}
 */
export function cues(plan, before, after, words) {
  const is = view(plan, after);
  if (after.mode === "ended") return before.mode === "ended" ? [] : [cue(join(endWords(after, words), words.rest_well), "done")];
  if (after.mode === "stopped") return before.mode === "stopped" || after.check ? [] : [cue(words.say_stop)];
  if (!after.running) return before.running ? stoppedCue(after, words) : [];
  if (after.mode === "rate" && before.mode === "rate" && before.question !== after.question) return [cue(askWords(after, words))];
  if (!before.running) return [resumedCue(plan, after, is, words, before.at !== after.at), ...easedCue(before, after, is, words)];
  if (after.mode === "rate") return newQuestion(before, after) ? [cue(askWords(after, words), after.question ? "" : "end")] : [];
  const isNew = before.at !== after.at || before.index !== after.index || before.mode !== after.mode || (before.lead > 0) !== (after.lead > 0);
  const made = isNew ? [phaseCue(plan, after, is, words), ...easedCue(before, after, is, words)] : within(plan, before, after, is, words);
  const change = changeCue(plan, before, after, is, words);
  return [...(change.length ? made.filter(({ say }) => say !== join(words.say_ten)) : made), ...change];
}

/** The last words, true to what was done: a session of which everything was skipped is not praised. */
export function endWords({ results, earlier }, words) {
  const isAny = Object.values({ ...earlier, ...results }).some((each) => each.done !== "none" || each.hurt);
  return isAny ? words.done : words.done_nothing;
}

/** The question after an exercise, with its answers from the top of the screen down; in few words once it has been heard. */
export function askWords({ question, results }, words) {
  const known = Object.values(results).some((each) => each.done !== "none");
  return words[`say_${question ? "leg" : "effort"}${known ? "_short" : ""}`];
}

/** What a phase is about, in one short line: for the screen, a screen reader and the voice. @returns {string} */
export function stateWords(plan, state, words) {
  const { phase } = view(plan, state);
  if (state.lead) return words.say_back;
  return phase ? words[phase[0]] : "";
}

/** The breath of a long hold, for the screen; "" where none is guided. @returns {string} */
export function breathWords(plan, { passed, lead }, { item, phase }, words) {
  const breath = lead ? null : breathAt(plan.breath, item, phase, passed);
  return breath ? words[`breathe_${breath.part}`] : "";
}

/** The side in words, "" where both work at once. */
export const sideWords = (phase, words) => (phase?.[2] ? words[phase[2]] : "");

/** How many there are still to come: "Two more", "Last one", "" elsewhere. */
export function countWords(list, index, words) {
  const [kind, , side, set, repetition] = list[index];
  const turn = list.filter((each) => each[0] === kind && each[3] === set && each[2] === side);
  const left = turn.filter((each) => each[4] > repetition).length;
  if (turn.length < 2) return "";
  return left === 0 ? words.say_last : left === 1 ? words.say_two : "";
}

/** Whether the sides take turns within a set, instead of changing once. */
function takesTurns(list) {
  return !list.some((each) => each[0] === "switch") && new Set(list.filter(isWork).map((each) => each[2])).size > 1;
}

/** Why it waits: nothing is said where the page speaks by itself. */
function stoppedCue(state, words) {
  if (state.why === "left" || state.why === "asks") return [];
  if (state.why !== "asleep") return [cue(words.paused)];
  return [cue(join(words.say_asleep, state.mode === "rate" ? askWords(state, words) : words.say_tap))];
}

function newQuestion(before, after) {
  return before.mode !== "rate" || before.question !== after.question;
}

function resumedCue(plan, state, is, words, isFirst) {
  if (state.mode === "rate") return cue(askWords(state, words));
  if (isFirst || is.phase[0] === "ready") return phaseCue(plan, state, is, words);
  if (state.lead) return cue(join(words.say_back, is.item.name));
  return cue(join(words.say_on, sideWords(is.phase, words), words[is.phase[0]]), isWork(is.phase) ? "start" : "");
}

function phaseCue(plan, state, is, words) {
  const [kind, seconds, , set, repetition] = is.phase;
  if (state.lead) return cue(join(words.say_back, is.item.name), "ready");
  if (kind === "ready") return readyCue(plan, is, words);
  if (kind === "ease") return cue(words.ease, "end");
  if (kind === "switch") return cue(join(words.switch, sideWords(is.phase, words)), "switch");
  if (kind === "rest") return cue(join(words.rest, fill(words.set, { n: set + 1, of: is.list.at(-1)[3] })), "end");
  const first = isFirstOfTurn(is.list, state.index);
  const turns = takesTurns(is.list);
  const count = countWords(is.list, state.index, words);
  if (kind === "timed") return cue(join(words.say_go, is.item.cue), "start");
  const side = first || turns ? sideWords(is.phase, words) : "";
  if (kind === "hold" && seconds < BRIEF_S) return cue(side ? join(side, count === words.say_last && count) : count || words.hold, "start");
  const spoken = kind === "hold" || first ? words[kind] : count ? "" : String(repetition);
  return cue(join(side, count, spoken, first ? cueOf(is.item, set) : ""), kind === "move" && !first ? "count" : "start");
}

/**
 * What it is and how it is done, from the first step to the last: with closed eyes nothing else says it. A tap ends it; where the
 * session goes on by itself, that is said once, so that a slow voice is not waited for with each exercise.
 */
function readyCue(plan, { item, items, number, list, changes, isSmaller, phase }, words) {
  const waits = plan.wait === "me" || (changes && number === 0) ? words.say_ready : "";
  const name = number === 0 ? item.name : fill(words.say_next, { name: item.name });
  const last = number > 0 && number === items.length - 1 ? words.last : "";
  const sides = sideWords(phase, words);
  const side = list.some((each) => each[0] === "switch") ? fill(words.say_side_first, { side: sides }) : sides;
  const less = isSmaller ? item.smaller.says : "";
  const hurts = number === 0 ? words.say_hurts : "";
  return cue(join(last, name, ...item.steps, item.note, less, doseWords(isSmaller ? item.smaller : item, words), side, hurts, waits), "ready");
}

/** Sets and repetitions, short enough to be heard. */
function doseWords({ sets, repetitions, minutes }, words) {
  if (minutes || repetitions * sets === 1) return "";
  return fill(sets > 1 ? words.say_sets : words.say_times, { sets, n: repetitions });
}

function easedCue(before, after, { items }, words) {
  const more = after.eased.filter((exercise) => !before.eased.includes(exercise));
  return more.length ? [{ say: easedWords(items, more, words), over: false }] : [];
}

/** Which later exercises are done smaller too. */
export function easedWords(items, exercises, words) {
  const names = exercises.map((exercise) => items.find((each) => each.exercise === exercise)?.name).filter(Boolean);
  return names.length ? fill(words.say_eased, { names: names.join(", ") }) : "";
}

/** Inside one phase: its breath, its middle, ten seconds before its end, and the last three seconds. */
function within(plan, before, after, is, words) {
  const left = view(plan, before).left;
  const crossed = (ms) => left > ms && is.left <= ms;
  const [kind, seconds] = is.phase;
  const half = seconds / 2;
  const isHeld = isWork(is.phase) && kind !== "move" && !after.lead;
  const isCounted = kind !== "move" && seconds > FINAL_S && [1, 2, 3].some((each) => crossed(each * 1000));
  const halfway = half <= MOST_TOLD_S ? fill(words.say_half_of, { n: Math.floor(half) }) : words.say_half;
  return [
    ...(isHeld && seconds >= VERY_LONG_S && crossed(AHEAD_MS) ? [cue(words.say_ten, "", false)] : []),
    ...(isHeld && seconds >= LONG_S && crossed(half * 1000) ? [cue(halfway, "", false)] : []),
    ...(isCounted ? [cue("", "count")] : []),
    ...breathCue(plan, before, after, is, words),
  ];
}

/** Breathe in, breathe out: in words at first, then by its soft sound alone. */
function breathCue(plan, before, after, is, words) {
  const [now, was] = [after, before].map((state) => breathAt(plan.breath, is.item, is.phase, state.lead ? 0 : state.passed));
  if (!now || (was && was.part === now.part && was.turn === now.turn)) return [];
  return [cue(isSpoken(now, is.phase, after.passed) ? words[`breathe_${now.part}`] : "", `breathe_${now.part}`, false)];
}

/**
 * Where to lie, sit or stand next: ten seconds before the exercise ends; or with its last repetition, where that is shorter,
 * so that "ten seconds" never comes before a "last one".
 */
function changeCue(plan, before, after, is, words) {
  if (!is.next || is.next.position === is.item.position || before.at !== after.at || before.mode !== after.mode || after.lead) return [];
  const was = view(plan, before);
  const last = is.list.findLastIndex(isWork);
  const isShort = is.list[last][1] * 1000 < AHEAD_MS;
  const isAhead = was.left + laterMs(was.list, before.index) > AHEAD_MS && is.left + laterMs(is.list, after.index) <= AHEAD_MS;
  if (isShort ? before.index >= last || after.index < last : !isAhead) return [];
  return [{ ...cue(fill(isShort ? words.say_change_last : words.say_change, { where: is.next.getting_there })), firm: true }];
}

/** Milliseconds from the end of a phase to the end of the exercise. */
function laterMs(list, index) {
  return list.slice(index + 1).reduce((sum, [, seconds]) => sum + seconds * 1000, 0);
}

function isFirstOfTurn(list, index) {
  const [kind, , side, set] = list[index];
  return !list.slice(0, index).some((each) => each[0] === kind && each[3] === set && each[2] === side);
}

function cueOf(item, set) {
  const all = item.cues?.length ? item.cues : [item.cue];
  return all[(Math.max(1, set) - 1) % all.length];
}

function cue(say, sound = "", over = true) {
  return { ...(say ? { say: join(say) } : {}), ...(sound ? { sound } : {}), over };
}

/** Sentences one after the other, each with its full stop. @param {...(string|false|undefined)} parts */
export function join(...parts) {
  return parts.filter(Boolean).map((part) => (/[.!?:]$/.test(String(part)) ? part : `${part}.`)).join(" ");
}

/** @param {string} text @param {Record<string, unknown>} values "{n}" stands for a value. */
export function fill(text, values) {
  return (text ?? "").replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}
