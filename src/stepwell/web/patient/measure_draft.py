"""A measure that is being answered: its pages, what was said so far, and where to go on."""

import re
import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.utils import timezone

from stepwell.care.actions import drafts as actions
from stepwell.care.queries import days, facts, instruments
from stepwell.care.queries import drafts as queries
from stepwell.engine.log import Answers, Evaluation, LogError, Measure
from stepwell.engine.measuring_reading import checked
from stepwell.engine.measuring_wording import Wording, own
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Knowledge, MeasureKind
from stepwell.web.patient import from_queue
from stepwell.web.patient.drafts import BEGUN_ON, FACT_ID, posted_id
from stepwell.web.patient.measure_pages import MeasurePage, pages
from stepwell.web.shared.viewer import viewer

if TYPE_CHECKING:
    from stepwell.care.models import Person

KEPT_FOR = timedelta(days=2)
"""How long a measure may be left half answered: later its "last 7 days" would be other ones."""
JUST_TOLD = timedelta(days=4)
"""Who rated something in the evaluation this short a time ago is not asked again."""
_WHOLE = re.compile(r"-?[0-9]{1,4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """One measure under way. ``answers``: by item id; what was skipped is left out."""

    person: "Person"
    measure: MeasureKind
    wording: Wording
    pages: tuple[MeasurePage, ...]
    answers: Answers
    fact_id: str

    @property
    def next_open(self) -> int:
        """The number, from 1, of the first page without an answer; 0 where each has one."""
        return next((number for number, page in enumerate(self.pages, 1) if not any(item.id in self.answers for item in page.items)), 0)


def wording_of(measure: MeasureKind, knowledge: Knowledge) -> Wording | None:
    """Return the words in which a measure can be asked here; None where they are somebody else's and not loaded."""
    return own(measure) if measure.is_own else instruments.loaded(knowledge).get(measure.id)


def answering(request: HttpRequest, measure_id: str) -> Answering:
    """Return a measure as far as it was answered. Raises Http404 for one that cannot be asked here."""
    person, knowledge, today = viewer(request), loader.load(), timezone.localdate()
    measure = knowledge.measures.get(measure_id)
    wording = wording_of(measure, knowledge) if measure is not None and measure.items else None
    if measure is None or wording is None:
        raise Http404
    known = days.understanding(person)
    found = pages(
        measure,
        wording,
        words=known.answers,
        since=known.began_on or today,
        is_first=measure.id not in known.measured.last,
        left_out=_just_told(person, measure, today),
    )
    stored = _stored(person, measure, today)
    items = {item.id for page in found for item in page.items}
    answers = _readable({key: value for key, value in stored.items() if key in items}, measure, knowledge, today)
    fact_id = str(stored.get(FACT_ID) or uuid.uuid4())
    return Answering(person=person, measure=measure, wording=wording, pages=found, answers=answers, fact_id=fact_id)


def kept(now: Answering, page: MeasurePage, given: Answers) -> None:
    """Save the answers of one page in place of what was kept of it."""
    others = {key: value for key, value in now.answers.items() if key not in {item.id for item in page.items}}
    begun = {FACT_ID: now.fact_id, BEGUN_ON: timezone.localdate().isoformat()}
    actions.save(person=now.person, kind=_kind(now.measure), answers={**begun, **others, **given})


def fact_of(request: HttpRequest, now: Answering) -> Measure:
    """Return what is told with the button below the answers: those that the page carries, so that it may wait for a signal for days.

    A page that carries none tells what is kept here.
    """
    sent = {item.id: int(value) for item in now.measure.items if _WHOLE.fullmatch(value := request.POST.get(item.id, ""))}
    on, knowledge = from_queue.day(request), loader.load()
    if sent:
        answers = _readable(dict(sent), now.measure, knowledge, on)
        return Measure(on=on, id=posted_id(request), measure=now.measure.id, answers=answers)
    return Measure(on=on, id=now.fact_id, measure=now.measure.id, answers=now.answers)


def clear(now: Answering, fact: Measure) -> None:
    """Throw the draft away of which a fact was made. One that was begun since stays."""
    if now.fact_id == fact.id:
        actions.clear(person=now.person, kind=_kind(now.measure))


def _kind(measure: MeasureKind) -> str:
    return f"measure {measure.id}"


def _stored(person: "Person", measure: MeasureKind, today: date) -> dict[str, Any]:
    stored = queries.answers(person, _kind(measure))
    try:
        begun_on = date.fromisoformat(str(stored.get(BEGUN_ON)))
    except ValueError:
        return {}
    return stored if today - begun_on < KEPT_FOR else {}


def _just_told(person: "Person", measure: MeasureKind, today: date) -> tuple[str, ...]:
    """Return the items that the evaluation has asked in these days."""
    told: set[str] = set()
    for fact in facts.of_kind(person, "evaluation", today - JUST_TOLD):
        told |= set(fact.answers) if isinstance(fact, Evaluation) else set()
    return tuple(item.id for item in measure.items if item.same_as in told)


def _readable(answers: Answers, measure: MeasureKind, knowledge: Knowledge, today: date) -> Answers:
    """Return the answers that still fit the items; a newer release may have changed some."""
    kept_answers: Answers = {}
    for item, value in answers.items():
        fact = Measure(on=today, measure=measure.id, answers={item: value})
        try:
            kept_answers |= checked(fact, "", knowledge).answers
        except LogError:
            continue
    return kept_answers
