"""Triggers and lessons."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from stepwell.knowledge.condition import Condition
from stepwell.knowledge.schema.basis import Count, Entry, Id, Words


class Trigger(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that may set pain off, and what to do instead: never a ban without an end.

    Attributes:
        chip: what was told by the check-in's button, in words for a sentence.
        mission: one of the five that the programme promises to look at.
        ease_days: for how many days to ease it; then build it up again.
        cleared: the words for when it probably does not matter, where "you can stop guarding against it" would be wrong.
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
    cleared: str = ""
    prior_pi: float
    prior_mean: float
    prior_sd: float


class Topic(StrEnum):
    """Where a lesson stands on the shelf, in this order."""

    UNDERSTAND = "understand"
    NIGHT = "night"
    SITTING = "sitting"
    HOME = "home"
    MOVING = "moving"
    CARE = "care"


class LessonEvent(StrEnum):
    """What may have happened lately that makes a lesson the right one now, the most pressing first."""

    FLARE_BEGINS = "flare_begins"
    FLARE_DAYS = "flare_days"
    BACK_AFTER_GAP = "back_after_gap"
    FLARE_RETURN = "flare_return"
    GRADUATION = "graduation"
    WORSE_DAY = "worse_day"
    FIRST_WEEK = "first_week"
    VISIT_ADVISED = "visit_advised"
    SLOW = "slow"
    THERAPIST = "therapist"
    STEP_UP = "step_up"


class Suits(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Answers that make a lesson the right one for a person, and the sentence that says so."""

    answers: Condition
    because: Words


class Lesson(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A short card.

    Attributes:
        text: paragraphs with an empty line between them; a block of lines that begin with "- " is a list.
        today: one small thing to try today; empty where nothing is natural.
        order: its place among all lessons when nothing speaks for another; each place once.
        everybody: false where it is offered only to those it suits. The shelf shows it to all the same.
        keywords: other words that a person may look for it by.
        stages: where it is offered (empty: any).
        when: answers it suits, the most telling first.
        patterns: working patterns it suits.
        not_for: never offered where this holds, or may hold; not_for_patterns: the same for working patterns.
        triggers: what may set pain off that it helps with.
        events: what happened lately that it helps with.
        exercises: exercises it is about; the first is drawn beside it.
    """

    title: Words
    topic: Topic
    text: Words
    today: str = ""
    order: Count
    everybody: bool = True
    keywords: tuple[Words, ...] = ()
    stages: tuple[Id, ...] = ()
    when: tuple[Suits, ...] = ()
    patterns: tuple[Id, ...] = ()
    not_for: Condition | None = None
    not_for_patterns: tuple[Id, ...] = ()
    triggers: tuple[Id, ...] = ()
    events: tuple[LessonEvent, ...] = ()
    exercises: tuple[Id, ...] = ()
