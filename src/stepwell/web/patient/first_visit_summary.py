"""The summary of somebody's own notes for a first visit: only the parts they chose."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import formats
from django.utils.translation import gettext as _

from stepwell.care.queries import days, facts
from stepwell.care.queries.shared import without_words
from stepwell.care.sent_along import Section, Summary
from stepwell.engine import measuring
from stepwell.engine.log import Answers, CheckIn, Fact
from stepwell.knowledge import loader
from stepwell.knowledge.schema import AskedWhen, Knowledge, Question, QuestionKind
from stepwell.web.patient import answer_words
from stepwell.web.patient.told import MEASURED, is_worrying
from stepwell.web.shared import scopes

if TYPE_CHECKING:
    from stepwell.care.models import Person

Told = Callable[[str], list[Fact]]
"""Returns the facts of one kind, without own words where they are not to be sent."""

LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part that can go along. sends: exactly what of it does."""

    id: str
    name: str
    sends: str


def made(person: "Person", parts: Iterable[str], today: date) -> Summary:
    """Return the summary of the chosen parts, of ``care.access.SCOPES``. Own words stand in it only where "words" is chosen."""
    chosen, knowledge = set(parts), loader.load()
    answers = days.understanding(person).answers
    with_words = "words" in chosen

    def told(kind: str) -> list[Fact]:
        return [fact if with_words else without_words(fact) for fact in facts.of_kind(person, kind)]

    sections: list[Section] = []
    if "evaluation" in chosen:
        sections += [_safety(answers, knowledge), _about_the_pain(answers if with_words else _without_words(answers, knowledge), knowledge)]
    elif with_words:
        sections += [_own_words(answers, knowledge)]
    if "days" in chosen:
        sections += _days(told, knowledge, today)
    if "measures" in chosen:
        sections += [_measures(told, knowledge)]
    return Summary(on=today, sections=tuple(section for section in sections if section.rows or section.text))


def parts() -> list[Part]:
    """Return every part that can go along, named as in the sharing with a clinic. A summary holds less than sharing shows."""
    sends = {
        "evaluation": _("Your answers about the pain and your health, and which safety signs you ticked."),
        "days": _("Your latest check-in, and on how many of the last 30 days you checked in and exercised."),
        "measures": _("The first and the latest result of each."),
        "words": _("What you typed yourself in these parts, such as the activities you want back."),
    }
    return [Part(id=part.id, name=part.name, sends=sends[part.id]) for part in scopes.parts()]


def _safety(answers: Answers, knowledge: Knowledge) -> Section:
    asked = [question for question in _asked(AskedWhen.SAFETY, knowledge) if question.id in answers]
    ticked = [question for question in asked if is_worrying(question, answers)]
    nothing = _("Nothing was ticked.") if asked else ""
    return Section(title=_("Safety questions: ticked, or not sure"), rows=_rows(ticked, answers, knowledge), text="" if ticked else nothing)


def _about_the_pain(answers: Answers, knowledge: Knowledge) -> Section:
    return Section(title=_("About the pain"), rows=_rows(_asked(AskedWhen.EVALUATION, knowledge), answers, knowledge))


def _own_words(answers: Answers, knowledge: Knowledge) -> Section:
    told = [question for question in _asked(AskedWhen.EVALUATION, knowledge) if question.kind is QuestionKind.TEXT]
    return Section(title=_("In my own words"), rows=_rows(told, answers, knowledge))


def _days(told: Told, knowledge: Knowledge, today: date) -> list[Section]:
    check_ins = [fact for fact in told("check_in") if isinstance(fact, CheckIn)]
    checked = {fact.on for fact in check_ins if fact.on > today - LATELY}
    exercised = {fact.on for fact in told("session") if fact.on > today - LATELY}
    if not checked and not exercised:
        return []
    counts = ((_("Days with a check-in"), str(len(checked))), (_("Days with a session"), str(len(exercised))))
    lately = Section(title=_("The last 30 days"), rows=counts)
    if not check_ins:
        return [lately]
    latest = check_ins[-1].on
    said: Answers = {}
    for fact in check_ins:
        said = said | fact.answers if fact.on == latest else said
    title = _("Latest check-in, %(day)s") % {"day": formats.date_format(latest, "F j")}
    return [lately, Section(title=title, rows=_rows(_asked(AskedWhen.CHECK_IN, knowledge), said, knowledge))]


def _measures(told: Told, knowledge: Knowledge) -> Section:
    found = measuring.series([fact for kind in MEASURED for fact in told(kind)], knowledge)
    rows = tuple((each.name[:1].upper() + each.name[1:], _course(each)) for each in found)
    return Section(title=_("Measures: first and latest"), rows=rows)


def _course(series: measuring.Series) -> str:
    points = [series.points[0], series.latest] if len(series.points) > 1 else [series.latest]
    return ", ".join(f"{point.shown} ({formats.date_format(point.on, 'M j')})" for point in points)


def _rows(questions: Iterable[Question], answers: Answers, knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    return tuple((row.question, row.answer) for row in answer_words.rows(questions, answers, knowledge))


def _asked(when: AskedWhen, knowledge: Knowledge) -> list[Question]:
    return [question for question in knowledge.questions.values() if when in question.asked_when]


def _without_words(answers: Answers, knowledge: Knowledge) -> Answers:
    return {key: value for key, value in answers.items() if knowledge.questions[key].kind is not QuestionKind.TEXT}
