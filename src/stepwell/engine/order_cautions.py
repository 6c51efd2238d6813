"""What speaks against an order, said before it is given: contraindications, the stage, the tier, doses out of range."""

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine import flare
from stepwell.engine.because import Number, from_entry
from stepwell.engine.clinicians import Order
from stepwell.engine.decision import Reason
from stepwell.engine.known import Understanding
from stepwell.engine.plan import circumstances
from stepwell.engine.safe_set import Refusal, Today, waiver, why_not
from stepwell.engine.stage import LADDER
from stepwell.engine.understanding import advance
from stepwell.knowledge.schema import Exercise, Knowledge, OrderCaution, Severity, Tier

REST = "rests"
"""The caution for every exercise that rests after a bad response, whatever the rest's own reason."""


class OrderWarning(Struct, frozen=True, kw_only=True):
    """One thing that speaks against one of the proposed orders.

    Attributes:
        index: which of them.
        caution: its kind, by its id in order_cautions.toml.
        advice: what that means for the order, to the clinician.
        reason: what it rests on: the rule, the numbers, the sources; the words that the person would read.
        key: what the order must name in ``overrides`` to hold all the same; "" where it holds anyway, or cannot.
        may_override: with a reason the order holds in spite of it; without, it is kept and waits.
    """

    index: int
    caution: str
    severity: Severity
    advice: str
    reason: Reason
    exercise: str | None = None
    key: str = ""
    may_override: bool = False

    @property
    def needs_reason(self) -> bool:
        """Whether the order may not be given without words."""
        return self.severity is not Severity.NOTE


def warnings(proposed: Sequence[Order], known: Understanding, today: date, knowledge: Knowledge) -> tuple[OrderWarning, ...]:
    """Return what speaks against orders, gravest first, as things will be when all of them are given.

    Args:
        proposed: to be given together, on ``today``; what they override already is looked at afresh.
        known: the person before the orders.
        today: the day.
        knowledge: exercises, cautions, stages.
    """
    after = known
    for order in proposed:
        after = advance(after, replace(order, overrides=(), on=max(order.on, after.on or order.on)), knowledge)
    day = circumstances(after, knowledge, flare.day_of(after.flare, today, knowledge), today)
    found = [one for index, order in enumerate(proposed) for one in _about(index, order, known, after, day, knowledge)]
    return tuple(sorted(found, key=lambda one: (-list(Severity).index(one.severity), one.index)))


def overriding(order: Order, index: int, found: Sequence[OrderWarning]) -> Order:
    """Return the order with everything named that it overrides. Its reason must be there already."""
    keys = tuple(dict.fromkeys(one.key for one in found if one.index == index and one.key))
    return replace(order, overrides=keys)


def _about(
    index: int, order: Order, before: Understanding, after: Understanding, day: Today, knowledge: Knowledge
) -> Iterator[OrderWarning]:
    if order.order in ("add", "pin", "dose", "own") and not knowledge.advice[after.safety.held].may_exercise:
        yield _general(index, "exercise_paused", knowledge, tier=knowledge.advice[after.safety.held].heading)
    exercise = knowledge.exercises.get(order.exercise or "")
    if exercise is not None and order.order in ("add", "pin", "dose"):
        yield from _against_exercise(index, exercise, after, day, knowledge)
        if order.order == "dose":
            yield from _against_dose(index, order, exercise, after, day, knowledge)
    match order.order:
        case "stage":
            yield from _against_stage(index, order, before, knowledge)
        case "direction":
            yield from _against_direction(index, order, before, knowledge)
        case "clear":
            yield from _against_clearing(index, order, before, knowledge)
        case "own":
            yield _general(index, "own_unchecked", knowledge, conditions=_conditions(before, knowledge))


def _against_exercise(index: int, exercise: Exercise, known: Understanding, day: Today, knowledge: Knowledge) -> Iterator[OrderWarning]:
    """Yield every reason why an exercise would be held back, each seen with those before it overridden."""
    supposed = known
    while (refusal := why_not(exercise, supposed, day, knowledge)) is not None:
        key = waiver(exercise, refusal, known, knowledge)
        entry = _entry(refusal, knowledge)
        yield _warning(index, entry, refusal.said(knowledge), exercise.id, key if entry.may_override else "")
        if not (key and entry.may_override):
            break
        waived = supposed.orders.waived
        orders = replace(supposed.orders, waived=waived | {exercise.id: (*waived.get(exercise.id, ()), key)})
        supposed = replace(supposed, orders=orders)
    for number in known.adapted.get(exercise.id, ()):
        caution = exercise.cautions[number]
        told = Reason(id="adapts", text=caution.text, finding="from the person's answers", sources=caution.sources, grade=caution.grade)
        yield _warning(index, knowledge.order_cautions["adapts"], told, exercise.id)


def _entry(refusal: Refusal, knowledge: Knowledge) -> OrderCaution:
    return knowledge.order_cautions.get(refusal.id, knowledge.order_cautions[REST])


def _against_dose(
    index: int, order: Order, exercise: Exercise, known: Understanding, day: Today, knowledge: Knowledge
) -> Iterator[OrderWarning]:
    allowed = exercise.doses.get(day.stage.dose_stage) or next(reversed(exercise.doses.values()))  # of its own stage, if it waits for one
    for what, given, most in (
        ("sets", order.sets, allowed.sets[1]),
        ("repetitions", order.repetitions, allowed.repetitions[1]),
        ("seconds", order.hold_s, allowed.hold_s[1]),
    ):
        if given is not None and given > most:
            yield _general(index, "dose_above", knowledge, exercise.id, given=f"{given} {what}", most=most)
    limits = [exercise.cautions[number].hold_at_most_s for number in known.adapted.get(exercise.id, ())]
    least = min((limit for limit in limits if limit is not None), default=None)
    if least is not None and order.hold_s is not None and order.hold_s > least:
        yield _general(index, "hold_capped", knowledge, exercise.id, most=least)


def _against_stage(index: int, order: Order, known: Understanding, knowledge: Knowledge) -> Iterator[OrderWarning]:
    wanted, now = LADDER.index(order.stage or "calm"), LADDER.index(known.standing.stage)
    if wanted > now:
        steps = "1 step" if wanted == now + 1 else f"{wanted - now} steps"
        yield _general(index, "stage_ahead", knowledge, steps=steps, stage=knowledge.stages[known.standing.stage].name)
    if known.safety.held >= Tier.ROUTINE and wanted > LADDER.index("restore"):
        yield _general(index, "stage_capped", knowledge)


def _against_direction(index: int, order: Order, known: Understanding, knowledge: Knowledge) -> Iterator[OrderWarning]:
    if order.direction in known.locks:
        yield _general(index, "direction_locked", knowledge)
    elif order.direction is not None and known.likes.get(order.direction) == "worse":
        yield _general(index, "direction_was_worse", knowledge)


def _against_clearing(index: int, order: Order, known: Understanding, knowledge: Knowledge) -> Iterator[OrderWarning]:
    if (order.tier or Tier.SELF_MANAGE) < known.safety.held:
        yield _general(index, "clears_concern", knowledge, tier=knowledge.advice[known.safety.held].heading)


def _conditions(known: Understanding, knowledge: Knowledge) -> str:
    said = known.answers.get("conditions")
    if not isinstance(said, tuple):
        return "not asked"
    return ", ".join(choice.text for choice in knowledge.questions["conditions"].choices if choice.id in said) or "none"


def _general(index: int, caution: str, knowledge: Knowledge, exercise: str | None = None, **numbers: Number) -> OrderWarning:
    entry = knowledge.order_cautions[caution]
    reason = replace(from_entry(entry, entry.text.format_map(numbers)), numbers=numbers)
    return _warning(index, entry, reason, exercise)


def _warning(index: int, entry: OrderCaution, reason: Reason, exercise: str | None, key: str = "") -> OrderWarning:
    return OrderWarning(
        index=index,
        caution=entry.id,
        severity=entry.severity,
        advice=entry.text.format_map(reason.numbers) if reason.id == entry.id and reason.numbers else entry.text,
        reason=reason,
        exercise=exercise,
        key=key,
        may_override=entry.may_override,
    )
