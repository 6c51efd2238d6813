"""What the engine changed between the plan that was last looked at and today's, each change with its reasons."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from stepwell.engine.decision import AerobicGoal, DayPlan, HeldBack, Prescription, Reason
from stepwell.engine.dose import work
from stepwell.engine.telling import dose_of

Kind = Literal["stage", "direction", "pattern", "added", "more", "less", "other_dose", "held", "removed", "walk"]
ORDER: tuple[Kind, ...] = ("stage", "direction", "pattern", "held", "removed", "less", "more", "other_dose", "added", "walk")
"""How changes are listed: what holds for the whole plan, then what is taken away, then what is given."""
NOT_TODAY = Reason(
    id="not_today",
    text="It is not in this day's session: another exercise has its turn, it rests between strength days, or the minutes are fewer.",
    rule="Strength rests a day, exercises take turns, and a session keeps to the person's minutes.",
)


class Change(Struct, frozen=True, kw_only=True):
    """One difference between two plans.

    Attributes:
        kind: what it is. other_dose: neither more nor less work, such as fewer repetitions held longer.
        exercise: its id; None for what holds for the whole plan.
        was, now: short words, such as "2 x 10" and "2 x 6", or the names of two stages; "" where there was, or is, nothing.
        reasons: the rules behind it with numbers and sources, the one that acted first.
        set_by: "therapist" where an order brought it about: nothing is proposed then.
    """

    kind: Kind
    name: str
    exercise: str | None = None
    was: str = ""
    now: str = ""
    reasons: tuple[Reason, ...] = ()
    set_by: Literal["programme", "therapist"] = "programme"

    @property
    def key(self) -> str:
        """Name it for a decision about it: the exercise, or the kind where it holds for the whole plan."""
        return self.exercise or self.kind


def changes(before: DayPlan | None, after: DayPlan, stage_why: Reason | None = None) -> tuple[Change, ...]:
    """Return what differs from the plan that was last looked at.

    Args:
        before: that plan; None where none was: then everything in the plan is new.
        after: today's.
        stage_why: the rule that holds the stage, for a day that did not bring it itself; otherwise the day's own reason.
    """
    found = [
        *_whole(before, after, stage_why or after.why_today),
        *_items(before, after),
        *_walk(before.walk if before else None, after.walk),
    ]
    return tuple(sorted(found, key=lambda change: ORDER.index(change.kind)))


def _whole(before: DayPlan | None, after: DayPlan, stage_why: Reason) -> Iterator[Change]:
    if before is None or before.stage != after.stage:
        was = before.stage_name if before else ""
        why = _naming(after, after.stage_name, "stage") or (stage_why,)
        yield Change(kind="stage", name=after.stage_name, was=was, now=after.stage_name, reasons=why)
    way, former = _direction(after), _direction(before) if before else ""
    if way and way != former:
        why = tuple(reason for item in after.items for reason in item.reasons if reason.id.startswith("chosen_direction"))
        yield Change(kind="direction", name=way, was=former, now=way, reasons=why)
    if before is not None and before.pattern != after.pattern:
        yield Change(kind="pattern", name=after.pattern, was=before.pattern, now=after.pattern, reasons=_suits(after))


def _items(before: DayPlan | None, after: DayPlan) -> Iterator[Change]:
    former = {item.exercise: item for item in before.items} if before else {}
    held = {one.exercise: one for one in after.held_back if one.exercise is not None}
    present = {item.exercise for item in after.items}
    for item in after.items:
        was = former.get(item.exercise)
        if was is None:
            yield _change("added", item, "", dose_words(item), (*_naming(after, item.name, "exercise"), *item.reasons))
        elif dose_of(was) != dose_of(item):
            why = (*_naming(after, item.name, "exercise"), *_of_dose(after, item))
            yield _change(_size(was, item), item, dose_words(was), dose_words(item), why)
    for exercise, was in former.items():
        if exercise not in present:
            yield _gone(was, held.get(exercise), after)


def _gone(was: Prescription, held: HeldBack | None, after: DayPlan) -> Change:
    if held is None:
        why = _naming(after, was.name, "exercise") or (NOT_TODAY,)
        return _change("removed", was, dose_words(was), "", why)
    until = f"until {held.until}" if held.until else ""
    by: Literal["programme", "therapist"] = "therapist" if held.reason.id == "ordered_off" else "programme"
    return Change(kind="held", name=was.name, exercise=was.exercise, was=dose_words(was), now=until, reasons=(held.reason,), set_by=by)


def _change(kind: Kind, item: Prescription, was: str, now: str, why: tuple[Reason, ...]) -> Change:
    return Change(kind=kind, name=item.name, exercise=item.exercise, was=was, now=now, reasons=_once(why), set_by=item.set_by)


def _walk(before: AerobicGoal | None, after: AerobicGoal) -> Iterator[Change]:
    was, now = _walk_words(before) if before else "", _walk_words(after)
    if was != now:
        yield Change(kind="walk", name=after.name, exercise=after.exercise, was=was, now=now, reasons=after.reasons)


def _size(was: Prescription, now: Prescription) -> Kind:
    difference = work(dose_of(now)) - work(dose_of(was))
    return "more" if difference > 0 else "less" if difference < 0 else "other_dose"


def _naming(plan: DayPlan, name: str, number: str) -> tuple[Reason, ...]:
    """Return the day's changes that are about one thing, by the name that their sentence fills in."""
    return tuple(reason for reason in plan.changes if reason.numbers.get(number) == name)


def _of_dose(plan: DayPlan, item: Prescription) -> tuple[Reason, ...]:
    """Return what changed doses as a whole, and how this one is worked out."""
    general = tuple(reason for reason in plan.changes if "exercise" not in reason.numbers and "stage" not in reason.numbers)
    return (*general, *item.reasons[2:])


def _suits(plan: DayPlan) -> tuple[Reason, ...]:
    return tuple(reason for item in plan.items[:1] for reason in item.reasons[1:2])


def _direction(plan: DayPlan) -> str:
    """Return the direction in use, in words, as the exercise that stands for it tells it; "" where none does."""
    chosen = (reason for item in plan.items for reason in item.reasons if reason.id.startswith("chosen_direction"))
    return str(next((reason.numbers.get("direction", "") for reason in chosen), ""))


def _once(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    return tuple({reason.id: reason for reason in reversed(reasons)}.values())[::-1]


def dose_words(item: Prescription) -> str:
    """Return a dose in a few signs: "10 min", "2 x 10", "3 x 20 s"."""
    if item.minutes:
        return f"{item.minutes} min"
    held = f" x {item.hold_s} s" if item.hold_s else ""
    return f"{item.sets} x {item.repetitions}{held}" if item.sets > 1 or not held else f"{item.repetitions}{held}"


def _walk_words(goal: AerobicGoal) -> str:
    return f"{goal.name}: {goal.minutes} min, {goal.times} x a day" if goal.minutes else ""
