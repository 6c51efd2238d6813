"""The pages of a measure: which items stand on which, in whose words, and the form of one page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from stepwell.engine.log import Answers
from stepwell.engine.measuring import asked_items, in_own_words
from stepwell.engine.measuring_wording import Wording
from stepwell.knowledge.schema import AskedWhen, Choice, Grade, MeasureItem, MeasureKind, Question, QuestionKind
from stepwell.web.patient import fields

TOGETHER, TICKED_TOGETHER = 3, 6
"""How many items of somebody else's instrument stand on one page: a short page is answered, a long one is put off."""
MOST_BUTTONS = 11
TICKED, NONE = "ticked", "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePage:
    """One page. ``questions``: its items as questions, by item id, in order."""

    title: str
    items: tuple[MeasureItem, ...]
    questions: tuple[Question, ...]
    ticks: bool


def pages(
    measure: MeasureKind, wording: Wording, *, words: Mapping[str, Any], since: date, is_first: bool, left_out: Sequence[str] = ()
) -> tuple[MeasurePage, ...]:
    """Return the pages of a measure for one person.

    Args:
        measure: what is asked.
        wording: in whose words.
        words: the evaluation's answers: activities in the person's own words.
        since: the first day of the programme.
        is_first: whether it was never answered before.
        left_out: items that were told elsewhere in these days.
    """
    asked = [item for item in asked_items(measure, words) if not (is_first and item.not_at_start) and item.id not in left_out]
    titles = {page.id: page.title for page in measure.pages}
    made = []
    for title, items in _together(asked, measure):
        texts = {item.id: _text(item, wording, words, since) for item in items}
        questions = tuple(_question(item, measure, wording, texts[item.id]) for item in items)
        made.append(MeasurePage(title=_(titles.get(title) or wording.title), items=items, questions=questions, ticks=measure.ticks))
    return tuple(made)


def _together(asked: Sequence[MeasureItem], measure: MeasureKind) -> list[tuple[str, tuple[MeasureItem, ...]]]:
    if measure.is_own:
        return [(page, tuple(items)) for page, items in groupby(asked, key=lambda item: item.page)]
    many = TICKED_TOGETHER if measure.ticks else TOGETHER
    return [("", tuple(asked[at : at + many])) for at in range(0, len(asked), many)]


def _text(item: MeasureItem, wording: Wording, words: Mapping[str, Any], since: date) -> str:
    """Return the words of an item for this person. Only our own have places to fill; a loaded text is shown as it is."""
    text = wording.items[item.id].text
    if not item.text:
        return text
    return in_own_words(_(text), item, words).replace("{since}", date_format(since, "F j, Y"))


def _question(item: MeasureItem, measure: MeasureKind, wording: Wording, text: str) -> Question:
    values, labels = measure.values_of(item), wording.items[item.id].answers
    kind = QuestionKind.CHOICE if labels else QuestionKind.NUMBER if len(values) > MOST_BUTTONS else QuestionKind.SCALE
    return Question(
        id=item.id,
        group=measure.id,
        kind=kind,
        text=text,
        help=" ".join(part for part in (_(item.help) if item.help else "", _ends(item, values)) if part),
        asked_when=(AskedWhen.EVALUATION,),
        lowest=min(values),
        highest=max(values),
        unit=_("days") if kind is QuestionKind.NUMBER else "",
        choices=tuple(Choice(id=str(value), text=words) for value, words in labels.items()),
        grade=Grade.DESIGN,
    )


def _ends(item: MeasureItem, values: Sequence[int]) -> str:
    if not item.ends:
        return ""
    return _("%(low)s is %(least)s. %(high)s is %(most)s.") % {
        "low": values[0],
        "high": values[-1],
        "least": _(item.ends[0]),
        "most": _(item.ends[1]),
    }


class MeasurePageForm(forms.Form):
    """One page of a measure. Every item may stay open, but for statements to tick: there "none" is said, so that a gap is no answer."""

    def __init__(self, page: MeasurePage, *, known: Answers, data: Any = None) -> None:
        super().__init__(data, initial=_initial(page, known))
        self.page = page
        if page.ticks:
            self.fields[TICKED] = fields.field(_ticking(page), required=True)
            self.fields[TICKED].is_compact = False  # type: ignore[attr-defined]
        else:
            for question in page.questions:
                self.fields[question.id] = fields.field(question, required=False)

    @property
    def answers(self) -> Answers:
        """The answers given, by item id; what was not answered is left out."""
        if self.page.ticks:
            return {item.id: int(item.id in self.cleaned_data[TICKED]) for item in self.page.items}
        given = {question.id: self.cleaned_data.get(question.id) for question in self.page.questions}
        return {item: int(value) for item, value in given.items() if value not in (None, "")}

    @property
    def bound_questions(self) -> list[forms.BoundField]:
        """The fields, in order."""
        return [self[name] for name in self.fields]


def _ticking(page: MeasurePage) -> Question:
    """Return the statements of a page as one question whose answers are ticked."""
    statements = [Choice(id=question.id, text=question.text) for question in page.questions]
    return Question(
        id=TICKED,
        group=page.questions[0].group,
        kind=QuestionKind.CHOICES,
        text=_("Tick each sentence that is true for you today."),
        asked_when=(AskedWhen.EVALUATION,),
        choices=(Choice(id=NONE, text=_("None of these")), *statements),
        grade=Grade.DESIGN,
    )


def _initial(page: MeasurePage, known: Answers) -> dict[str, Any]:
    if not page.ticks:
        return {item.id: known[item.id] for item in page.items if item.id in known}
    if not all(item.id in known for item in page.items):
        return {}
    return {TICKED: [item.id for item in page.items if known[item.id]] or [NONE]}
