"""Stages, response rules, the walking ladder and the sentences of reasons."""

from msgspec import Struct

from stepwell.knowledge.schema.basis import Count, Entry, Graded, Id, Pair, Words
from stepwell.knowledge.schema.exercise import DoseStage, Purpose


class Slot(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place in a session. Filled from ``purposes`` in order; ``keep``: the last to go when time is short (1 first)."""

    id: Id
    purposes: tuple[Purpose, ...]
    keep: Count


class Stage(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far along a person is, by irritability. ``id`` is calm, restore, build or maintain.

    Attributes:
        up_at_most, up_check_ins: entered from the stage before when the smoothed waking leg pain
            has been at or below this for so many check-ins.
        back_at_least, back_check_ins: left for the stage before when at or above, for so many.
        exercises, minutes, sessions_a_day: lowest and highest for a session, or a day.
        load_cap: how many times its base the load dose may reach.
        new_a_week: exercises introduced in a week, after the first session.
    """

    name: Words
    says: Words
    dose_stage: DoseStage
    up_at_most: float | None = None
    up_check_ins: Count = 0
    back_at_least: float | None = None
    back_check_ins: Count = 0
    exercises: Pair
    minutes: Pair
    sessions_a_day: Pair
    load_cap: float
    new_a_week: Count
    slots: tuple[Slot, ...]


class ResponseRule(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One named number that steers the response to pain, dose, flares, gaps or safety. ``rule`` says it in words."""

    value: float
    unit: str = ""
    rule: Words


class WalkStep(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of the walking ladder. ``start_from_min``: comfortable minutes x 0.8 that begin here; None: never a start."""

    row: Count
    minutes: Pair
    per_day: Pair
    per_week: Pair
    effort: Words
    note: str = ""
    start_from_min: float | None = None


class OtherWay(Graded, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another way to be on the move than walking, with a ladder of its own."""

    exercise: Id
    steps: tuple[WalkStep, ...]


class Walking(Graded, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The graded walk: rows, the interval version for legs that tire with walking, and the ladders of other ways."""

    steps: tuple[WalkStep, ...]
    intervals: tuple[WalkStep, ...]
    others: tuple[OtherWay, ...] = ()


class ReasonText(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The sentence for one reason. ``text`` may hold named numbers in braces; ``rule`` is the rule in words."""

    text: Words
    rule: Words
