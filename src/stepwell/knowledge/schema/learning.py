"""Triggers and lessons."""

from typing import Annotated

from msgspec import Meta

from stepwell.knowledge.condition import Condition
from stepwell.knowledge.schema.basis import Entry, Id, Words


class Trigger(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that may set pain off, and what to do instead: never a ban without an end.

    Attributes:
        chip: the words on the check-in's button, asked as "clearly more than usual".
        mission: one of the five that the programme promises to look at.
        ease_days: for how many days to ease it; then build it up again.
        less_day: what to do on a day with less of it, in an on/off test; empty for what nobody can, or should, turn down at will.
        prior_pi, prior_mean, prior_sd: log-odds scale, see docs/explanation/triggers.
    """

    name: Words
    chip: Words
    instead: Words
    build_back: Words
    ease_days: Annotated[int, Meta(ge=1, le=14)]
    mission: bool = False
    asked: bool = True
    less_day: str = ""
    prior_pi: float
    prior_mean: float
    prior_sd: float


class Lesson(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A short card. ``when``: the answers it suits; ``stages``: where it is offered (empty: any)."""

    title: Words
    text: Words
    stages: tuple[Id, ...] = ()
    when: Condition | None = None
