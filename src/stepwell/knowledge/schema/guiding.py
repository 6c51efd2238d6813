"""What guides a session while it runs: how long its parts take, and what "it hurts" means."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from stepwell.knowledge.condition import Condition
from stepwell.knowledge.schema.basis import Entry, Graded, Words
from stepwell.knowledge.schema.exercise import Purpose

Seconds = Annotated[int, Meta(ge=1, le=120)]
Action = Literal["smaller", "swap", "stop"]


class Breath(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the breath is guided in a long hold, for whoever has not switched it off. Nothing waits for it.

    Attributes:
        in_s, out_s: of one breath.
        from_s: the shortest hold in which it is guided.
        after_s: how far into the hold it begins.
        purposes: of the exercises in whose holds one can rest.
        not_for: who should breathe at their own pace; so should those of whom it is not known.
    """

    in_s: Seconds
    out_s: Seconds
    from_s: Seconds
    after_s: Seconds
    purposes: tuple[Purpose, ...]
    not_for: Condition


class Pace(Graded, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Seconds that a session takes beside the holds, repetitions, tempo and rests of its doses.

    Attributes:
        new_position_s, same_position_s: to get ready, where the position of the body changes and where it stays.
        switch_s: to change sides.
        least_ease_s, least_move_s, least_rest_s: what a dose's own tempo and rest are raised to where they are shorter.
        rating_s: for the two taps after an exercise.
        breath: how the breath is guided in long holds.
    """

    new_position_s: Seconds
    same_position_s: Seconds
    switch_s: Seconds
    least_ease_s: Seconds
    least_move_s: Seconds
    least_rest_s: Seconds
    rating_s: Seconds
    breath: Breath


class HurtFeeling(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one feeling during an exercise means.

    Attributes:
        says: the words the person is shown. rule: the rule in words.
        check: the session ends and the safety questions are asked.
        asks_place: whether the person is asked where it is; never where ``check`` is set, so that no danger waits for an answer.
        actions: what is offered, in order; only to stop where ``check`` is set.
        eases_rest: what loads the body the same way is done in its smaller form for the rest of the session.
    """

    says: Words
    rule: Words
    check: bool
    asks_place: bool
    actions: Annotated[tuple[Action, ...], Meta(min_length=1)]
    eases_rest: bool


class HurtPlace(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place that asks for the safety questions, whatever is felt there."""

    says: Words
    rule: Words


class Smaller(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way to make an exercise smaller: ``share`` of its ``of``, rounded up, where that is ``least`` or more.

    ``says``: the words the person is shown.
    """

    of: Literal["minutes", "repetitions", "sets", "hold_s"]
    least: Annotated[int, Meta(ge=2)]
    share: Annotated[float, Meta(ge=0.1, le=0.9)]
    says: Words
    rule: Words


class Link(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way in which two exercises load the body alike."""

    load: Literal["spine", "neural_tension", "hip_rotation"]
    rule: Words


class HurtRules(Struct, frozen=True, kw_only=True):
    """All that "it hurts" may lead to, by id, in file order. Of ``smaller`` the first that applies is taken."""

    feelings: dict[str, HurtFeeling]
    places: dict[str, HurtPlace]
    smaller: dict[str, Smaller]
    links: dict[str, Link]
