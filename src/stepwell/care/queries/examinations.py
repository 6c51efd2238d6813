"""What a therapist sees before an examination: the person's own history as far as it is shared, and what was found before."""

from datetime import date
from typing import Any
from uuid import UUID

from msgspec import Struct

from stepwell.care import access
from stepwell.care.errors import NotThere
from stepwell.care.models import Person
from stepwell.care.queries import desk, drafts, facts, shared
from stepwell.engine.log import Answers, Evaluation, Examination, Goal, SafetyCheck


class History(Struct, frozen=True, kw_only=True):
    """A person's history.

    Attributes:
        answers: the latest of each to the safety check and the evaluation. told_on: the day of the latest of them.
        is_shared: whether the person shares their evaluation now.
        parts: what is shared, of ``access.SCOPES``.
        examinations: oldest first. goals: the latest of each.
        draft: what was filled in and not saved, as it was posted.
    """

    person: Person
    clinic: UUID
    name: str
    answers: Answers
    told_on: date | None
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
    answers: Answers = {}
    told_on: date | None = None
    found: list[Examination] = []
    goals: dict[str, Goal] = {}
    for fact in shared.log_of(record).facts:
        match fact:
            case SafetyCheck() | Evaluation():
                answers, told_on = answers | fact.answers, fact.on
            case Examination():
                found.append(fact)
            case Goal():
                goals[fact.goal] = fact
    return History(
        person=record.person,
        clinic=record.clinic,
        name=desk.name_of(record.person),
        answers=answers,
        told_on=told_on,
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
