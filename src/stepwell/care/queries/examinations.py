"""What a therapist sees before an examination: the person's own history as far as it is shared, and what was found before."""

from datetime import date
from typing import Any
from uuid import UUID

from msgspec import Struct

from stepwell.care import access, edition
from stepwell.care.errors import NotThere
from stepwell.care.models import Person
from stepwell.care.queries import desk, drafts, facts, shared
from stepwell.engine import history_days
from stepwell.engine.history import standing_answers
from stepwell.engine.log import Answers, Examination, Goal


class History(Struct, frozen=True, kw_only=True):
    """A person's history.

    Attributes:
        answers: the latest of each to the safety check and the evaluation.
        days: when each of them was told. told_on: the day of most of them. later: what was told of the same things since.
        is_shared: whether the person shares their evaluation now.
        parts: what is shared, of ``access.SCOPES``.
        examinations: oldest first. goals: the latest of each.
        draft: what was filled in and not saved, as it was posted.
    """

    person: Person
    clinic: UUID
    name: str
    answers: Answers
    days: dict[str, date]
    told_on: date | None
    later: dict[str, history_days.Later]
    is_shared: bool
    parts: frozenset[str]
    examinations: tuple[Examination, ...]
    goals: tuple[Goal, ...]
    draft: dict[str, Any]


def draft_kind(who: access.Visitor) -> str:
    """Name a therapist's unfinished examination: each has their own."""
    return f"examination-{who.account}"


def history(who: access.Visitor, person: UUID) -> History:
    """Return what a therapist may see of a person's history. Raises NotThere for one that is not theirs, and one that is not there."""
    record = shared.opened(who, person)
    if record is None:
        raise NotThere
    log, knowledge = shared.log_of(record), edition.present().knowledge
    told = history_days.told_on(log)
    found: list[Examination] = []
    goals: dict[str, Goal] = {}
    for fact in log.facts:
        match fact:
            case Examination():
                found.append(fact)
            case Goal():
                goals[fact.goal] = fact
    return History(
        person=record.person,
        clinic=record.clinic,
        name=desk.name_of(record.person),
        answers=standing_answers(log),
        days=told,
        told_on=history_days.main_day(told, knowledge),
        later=history_days.later(log, knowledge),
        is_shared="evaluation" in record.parts,
        parts=record.parts,
        examinations=tuple(found),
        goals=tuple(goals.values()),
        draft=drafts.answers(record.person, draft_kind(who)),
    )


def found(person: Person) -> tuple[tuple[Examination, ...], tuple[Goal, ...]]:
    """Return a person's own examinations, oldest first, and the latest of each of their goals."""
    examinations = tuple(fact for fact in facts.of_kind(person, "examination") if isinstance(fact, Examination))
    goals = {fact.goal: fact for fact in facts.of_kind(person, "goal") if isinstance(fact, Goal)}
    return examinations, tuple(goals.values())
