"""Answers given so far to a form of several pages, and the id that its fact will have."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone

from stepwell.care.actions import drafts as actions
from stepwell.care.queries import drafts as queries
from stepwell.care.queries import facts
from stepwell.engine.log import Answers
from stepwell.knowledge.questions import AnswerError, answered
from stepwell.knowledge.schema import Knowledge

if TYPE_CHECKING:
    from stepwell.care.models import Person

FACT_ID = "fact_id"
BEGUN_ON = "begun_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was answered so far; empty at the beginning."""

    kind: str
    fact_id: str
    answers: Answers


def draft(request: HttpRequest, person: "Person", kind: str, knowledge: Knowledge, *, of_today: bool = False) -> Draft:
    """Return the draft of one kind of form, or a new one with the id that the page was sent with.

    With ``of_today`` a draft from an earlier day is left aside: its answers are about that day.
    """
    stored = queries.answers(person, kind)
    if of_today and stored.get(BEGUN_ON) != timezone.localdate().isoformat():
        stored = {}
    fact_id = str(stored.get(FACT_ID) or posted_id(request))
    return Draft(kind=kind, fact_id=fact_id, answers=readable(stored, knowledge))


def keep(person: "Person", draft: Draft, answers: Answers) -> Draft:
    """Save the answers given so far in place of the earlier ones."""
    actions.save(person=person, kind=draft.kind, answers={FACT_ID: draft.fact_id, BEGUN_ON: timezone.localdate().isoformat(), **answers})
    return Draft(kind=draft.kind, fact_id=draft.fact_id, answers=answers)


def clear(person: "Person", kind: str) -> None:
    """Throw a draft away."""
    actions.clear(person=person, kind=kind)


def posted_id(request: HttpRequest) -> str:
    """Return the id that the page carries for its fact, or a new one where it carries none that can be used."""
    try:
        return str(uuid.UUID(request.POST.get(FACT_ID, "")))
    except ValueError:
        return str(uuid.uuid4())


def is_saved(person: "Person", kind: str, fact_id: str) -> bool:
    """Whether a fact with this id was saved already: the page came twice, or from a tab that was left open."""
    return facts.is_told(person, kind, fact_id)


def readable(raw: Mapping[str, Any], knowledge: Knowledge) -> Answers:
    """Return the answers that still fit the questions; a newer release may have changed some."""
    kept: Answers = {}
    for key, value in raw.items():
        try:
            kept |= answered({key: value}, knowledge)
        except AnswerError:
            continue
    return kept
