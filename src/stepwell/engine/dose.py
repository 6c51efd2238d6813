"""How much: two doses that grow apart (relief and load), and one exercise's sets, repetitions and seconds."""

from datetime import date
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine.log import Item
from stepwell.engine.tried import Tried
from stepwell.knowledge.schema import DoseRange, Exercise, Knowledge, Purpose, Stage

COMFORT = frozenset({Purpose.RELIEF, Purpose.RELAXATION, Purpose.BREAK})
LOAD = frozenset({Purpose.CONTROL, Purpose.HIP_STRENGTH, Purpose.LEG_STRENGTH, Purpose.TRUNK_STRENGTH})
STRENGTH = LOAD - {Purpose.CONTROL}
EFFORT_WEIGHT = 0.30
HOLD_STEP_S = 5
LONG_HOLD_S = 10
SHORTER_SET = 0.6
"""The first time with one more set, each set is about this much of the former ones."""


class Doses(Struct, frozen=True, kw_only=True):
    """The two doses, as multiples of where each exercise starts.

    Attributes:
        relief: for directions, nerve sliders and stretches, 0.5-2.
        load: for control and strength, 0.5 up to the stage's cap.
        relief_good, load_good: good sessions in a row since the last step.
        effort: smoothed effort, 0-10; None before any was said.
        load_raised_on: the day of the last load step up.
    """

    relief: float = 1.0
    load: float = 1.0
    relief_good: int = 0
    load_good: int = 0
    effort: float | None = None
    load_raised_on: date | None = None


class Amount(Struct, frozen=True, kw_only=True):
    """A dose in whole numbers: sets x repetitions, held ``hold_s`` seconds; or minutes."""

    sets: int = 1
    repetitions: int = 1
    hold_s: int = 0
    minutes: int = 0


def smaller(one: Amount, other: Amount) -> Amount:
    """Return the lesser of two doses, number by number."""
    return Amount(
        sets=min(one.sets, other.sets),
        repetitions=min(one.repetitions, other.repetitions),
        hold_s=min(one.hold_s, other.hold_s),
        minutes=min(one.minutes, other.minutes),
    )


def effort_of(items: tuple[Item, ...], before: float | None, knowledge: Knowledge) -> float | None:
    """Return smoothed effort, 0-10, after a session's taps (easy, right, hard)."""
    effort = before
    for item in items:
        if item.effort is not None:
            tap = knowledge.response[f"effort_{item.effort}"].value
            effort = tap if effort is None else (1 - EFFORT_WEIGHT) * effort + EFFORT_WEIGHT * tap
    return effort


def after_good_session(doses: Doses, stage: Stage, on: date, knowledge: Knowledge, *, loaded: bool) -> tuple[Doses, tuple[str, ...]]:
    """Count a good session, and step the doses up when a count is full.

    Args:
        doses: before.
        stage: for the cap of the load dose.
        on: the day it was seen to be good (the next morning).
        knowledge: the steps.
        loaded: whether control or strength work was in it.

    Returns:
        The doses, and the ids of what changed: "relief_up", "load_up", "load_down".
    """
    rules = knowledge.response
    changed: list[str] = []
    after = replace(doses, relief_good=doses.relief_good + 1, load_good=doses.load_good + loaded)
    if after.relief_good >= rules["relief_up_sessions"].value:
        raised = min(rules["relief_cap"].value, after.relief * rules["relief_up"].value)
        changed += ["relief_up"] * (raised > after.relief)
        after = replace(after, relief=raised, relief_good=0)
    if loaded and after.effort is not None and after.effort > rules["effort_too_much"].value:
        lowered = max(rules["dose_floor"].value, after.load * rules["load_down"].value)
        return replace(after, load=lowered, load_good=0), (*changed, "load_down")
    rested = after.load < 1.0 or after.load_raised_on is None or (on - after.load_raised_on).days >= rules["load_up_every_days"].value
    gentle = after.effort is not None and after.effort <= rules["effort_up_to"].value
    below = after.load < 1.0
    needed = rules["load_back_sessions" if below else "load_up_sessions"].value
    if after.load_good >= needed and gentle and rested:
        raised = min(stage.load_cap, 1.0 if below else stage.load_cap, after.load * rules["load_up"].value)
        changed += ["load_up"] * (raised > after.load)
        after = replace(after, load=raised, load_good=0, load_raised_on=on)
    return after, tuple(changed)


def stepped_back(doses: Doses, cut: float, knowledge: Knowledge) -> Doses:
    """Cut both doses, never below half of where they start."""
    floor = knowledge.response["dose_floor"].value
    return replace(doses, relief=max(floor, doses.relief * cut), load=max(floor, doses.load * cut), relief_good=0, load_good=0)


def started_low(doses: Doses) -> Doses:
    """Return the doses where another stage has other ranges: at most at the start of each, however far the former ones had grown."""
    return replace(doses, relief=min(1.0, doses.relief), load=min(1.0, doses.load), relief_good=0, load_good=0)


def factor_for(exercise: Exercise, doses: Doses, stage: Stage) -> float:
    """Return the multiple that applies to an exercise before today's own circumstances."""
    if exercise.purpose in COMFORT:
        return 1.0
    return min(doses.load, stage.load_cap) if exercise.purpose in LOAD else doses.relief


def own_share(exercise: Exercise, remembered: Tried | None, doses: Doses, stage: Stage, knowledge: Knowledge) -> float:
    """Return what of the dose one exercise gets: less after setbacks, and while it is newer than a relief dose that has grown."""
    share = remembered.factor if remembered is not None else 1.0
    if exercise.purpose in COMFORT or exercise.purpose in LOAD:
        return share
    rules, times = knowledge.response, remembered.times if remembered is not None else 0
    reached = rules["relief_up"].value ** (times // int(rules["relief_up_sessions"].value))
    return share * min(1.0, reached / max(1.0, factor_for(exercise, doses, stage)))


def amount(allowed: DoseRange, factor: float, *, least: int = 1) -> Amount:
    """Return the dose at a multiple of the range's lowest, never above the range.

    Upward, one thing grows at a time: repetitions, then sets, then seconds held. Downward, sets go
    first, then repetitions, so that a dose stepped back may lie below the range's lowest but never below one.

    Args:
        allowed: the range.
        factor: the multiple.
        least: the fewest repetitions that a movement without a long hold makes sense with, where the range has as many.
    """
    if allowed.minutes[1]:
        return Amount(minutes=_within(allowed.minutes, factor))
    if factor <= 1:
        sets = max(1, round(allowed.sets[0] * factor))
        share = min(1.0, factor * allowed.sets[0] / sets)
        fewest = min(least, allowed.repetitions[0]) if allowed.hold_s[0] < LONG_HOLD_S else 1
        repetitions = max(fewest, round(allowed.repetitions[0] * share))
        left = factor * allowed.sets[0] * allowed.repetitions[0] / (sets * repetitions)
        return Amount(sets=sets, repetitions=repetitions, hold_s=_shorter(allowed.hold_s[0], left))
    repetitions = _within(allowed.repetitions, factor)
    left = max(1.0, factor * allowed.repetitions[0] / repetitions)
    sets = min(allowed.sets[1], int(allowed.sets[0] * left + 1e-9))
    return Amount(sets=sets, repetitions=repetitions, hold_s=_held(allowed.hold_s, left * allowed.sets[0] / sets))


def work(amount: Amount) -> int:
    """Return the size of a dose for comparing it with another of the same exercise: seconds, or repetitions of what is not held."""
    return amount.minutes * 60 if amount.minutes else amount.sets * amount.repetitions * max(1, amount.hold_s)


def grown_gently(amount: Amount, last: Amount | None, most: float, least: int = 1) -> Amount:
    """Return a dose that is at most ``most`` times the last one, or one small step above it where that is more and ``most`` above 1.

    A stage has other ranges than the one before, and whole numbers make leaps: neither may double an exercise overnight.

    Args:
        amount: the dose that is wanted.
        last: the last one; None where there was none.
        most: how many times the last one.
        least: repetitions that may be reached whatever the last ones were, where holds are short; a short hold may change freely.
    """
    if last is not None and amount.hold_s < LONG_HOLD_S:
        last = replace(last, repetitions=max(last.repetitions, min(least, amount.repetitions)), hold_s=amount.hold_s)
    if last is None or amount == last or work(amount) <= most * work(last):
        return amount
    if amount.minutes:
        return replace(amount, minutes=min(amount.minutes, max(last.minutes + (most > 1), int(last.minutes * most))))
    within = replace(amount, sets=min(amount.sets, last.sets))
    sizes = (
        replace(within, repetitions=repetitions, hold_s=hold)
        for repetitions in range(1, within.repetitions + 1)
        for hold in {within.hold_s, min(within.hold_s, last.hold_s)}
    )
    best = max((size for size in sizes if work(size) <= most * work(last)), key=work, default=last)
    return best if most <= 1 or work(best) > work(last) else _one_step(amount, last, most)


def _one_step(amount: Amount, last: Amount, most: float) -> Amount:
    """Return the last dose with one repetition or a few seconds more; with a set more only where the set is shorter for it."""
    held = min(amount.hold_s, last.hold_s)
    if last.repetitions < amount.repetitions:
        return Amount(sets=min(amount.sets, last.sets), repetitions=last.repetitions + 1, hold_s=held)
    if last.hold_s < amount.hold_s:
        return Amount(sets=min(amount.sets, last.sets), repetitions=amount.repetitions, hold_s=min(amount.hold_s, held + HOLD_STEP_S))
    sets = min(amount.sets, last.sets + 1)
    fit = int(most * work(last) / (sets * max(1, amount.hold_s)))
    return replace(amount, sets=sets, repetitions=max(ceil(amount.repetitions * SHORTER_SET), min(amount.repetitions, fit)))


def is_at_top(allowed: DoseRange, done: Amount) -> bool:
    """Whether a dose has reached the top of its range in what it counts: minutes, repetitions, or seconds of a single hold."""
    if allowed.minutes[1]:
        return done.minutes >= allowed.minutes[1]
    if allowed.repetitions[1] == 1 and done.hold_s < allowed.hold_s[1]:
        return False
    return done.repetitions >= allowed.repetitions[1] and done.sets >= allowed.sets[0]


def _within(pair: tuple[int, int], factor: float) -> int:
    lowest, highest = pair
    return max(1, min(highest, int(lowest * factor + 0.5)))


def _shorter(hold_s: int, left: float) -> int:
    """Return a long hold cut to what is left of it, in steps of five seconds; a short one stays."""
    if left >= 1 or hold_s <= LONG_HOLD_S:
        return hold_s
    return min(hold_s, max(LONG_HOLD_S, HOLD_STEP_S * round(hold_s * left / HOLD_STEP_S)))


def _held(pair: tuple[int, int], factor: float) -> int:
    lowest, highest = pair
    return lowest if factor <= 1 else min(highest, int(lowest * factor / 5 + 1e-9) * 5 if lowest >= 15 else int(lowest * factor + 0.5))
