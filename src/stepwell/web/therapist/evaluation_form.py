"""The form of an examination: findings side by side, codes, irritability, precautions and goals."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stepwell.engine import examining
from stepwell.engine.log import Answers, Examination, Goal, Order
from stepwell.knowledge.schema import AskedWhen, Group, Knowledge, Question, QuestionKind
from stepwell.web.patient import fields

NOT_EXAMINED = "\N{EN DASH}"
SIDES = ("left", "right")
GOALS = ("goal_1", "goal_2", "goal_3")
IRRITABILITY = (
    ("", gettext_lazy("Not judged")),
    ("low", gettext_lazy("Low: hard to set off, settles at once")),
    ("moderate", gettext_lazy("Moderate: settles within about half an hour")),
    ("high", gettext_lazy("High: easily set off, stays long")),
)
WORDS_MOST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table: what is examined, and its field, or one for each side."""

    label: str
    help: str
    unit: str
    sides: tuple[forms.BoundField, ...]

    @property
    def is_sided(self) -> bool:
        """Whether left and right stand apart."""
        return len(self.sides) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One group of findings. ``filled``: how many of its lines hold something."""

    group: Group
    lines: list[Line]
    is_sided: bool
    filled: int


class EvaluationForm(forms.Form):
    """An examination as it is filled in.

    Args:
        data: what was posted, or a kept draft; None for an empty form.
        goals: as they stand, to begin with.
    """

    def __init__(self, knowledge: Knowledge, *, data: Any = None, goals: tuple[Goal, ...] = ()) -> None:
        super().__init__(data, initial={one.goal: one.words for one in goals})
        self.knowledge = knowledge
        self.questions = [question for question in knowledge.questions.values() if AskedWhen.EXAMINATION in question.asked_when]
        for question in self.questions:
            self.fields[question.id] = _field(question)
        codes = [(code.code, f"{code.code} {_(code.text)}") for code in knowledge.codes.values()]
        self.fields["codes"] = forms.MultipleChoiceField(choices=codes, required=False, widget=forms.CheckboxSelectMultiple)
        self.fields["irritability"] = forms.ChoiceField(choices=IRRITABILITY, required=False, widget=forms.RadioSelect)
        conditions = [(choice.id, _(choice.text)) for choice in knowledge.questions["conditions"].choices if choice.id != "none"]
        self.fields["precautions"] = forms.MultipleChoiceField(choices=conditions, required=False, widget=forms.CheckboxSelectMultiple)
        for goal in GOALS:
            self.fields[goal] = forms.CharField(
                max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "list": "wants"})
            )
        self.fields["words"] = forms.CharField(max_length=WORDS_MOST, required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def clean_codes(self) -> tuple[str, ...]:
        """Return the codes chosen. Raises ValidationError for two that exclude each other, and for more than six."""
        codes = tuple(self.cleaned_data["codes"])
        for one, other in examining.excluded_pairs(codes, self.knowledge):
            words = {"one": one, "other": other}
            self.add_error("codes", _("%(one)s and %(other)s exclude each other (Excludes1). Keep one of the two.") % words)
        if len(codes) > 6:
            self.add_error("codes", _("Choose six codes at most."))
        return codes

    def clean(self) -> dict[str, Any]:
        """Refuse a direction that eases and one that makes worse where they are the same."""
        cleaned = super().clean() or self.cleaned_data
        for question, direction in examining.REPEATED.items():
            if cleaned.get(question) == "worse" and cleaned.get(examining.DIRECTION) == direction.value:
                self.add_error(examining.DIRECTION, _("The same direction is marked as making the leg worse. Mend one of the two."))
        return cleaned

    @property
    def answers(self) -> Answers:
        """What was examined. What was left open is left out: it is not normal, it is not known."""
        given = {question.id: fields.answer(question, self.cleaned_data.get(question.id)) for question in self.questions}
        return {key: value for key, value in given.items() if value is not None}

    def examination(self, on: date, fact_id: str) -> Examination:
        """Return the examination as a fact."""
        return Examination(
            on=on,
            id=fact_id,
            answers=self.answers,
            codes=self.cleaned_data["codes"],
            irritability=self.cleaned_data["irritability"] or None,
            words=self.cleaned_data["words"].strip(),
        )

    def precautions(self, on: date, fact_id: str) -> list[Order]:
        """Return an order for each precaution."""
        said = self.cleaned_data["precautions"]
        return [Order(on=on, id=f"{fact_id[:40]}-{one}"[:64], order="precaution", precaution=one) for one in said]

    def goals(self, on: date, before: tuple[Goal, ...]) -> list[Goal]:
        """Return the goals that are new or say something else than before; one that was emptied is dropped."""
        stood = {goal.goal: goal for goal in before}
        found = []
        for goal in GOALS:
            words, former = " ".join(self.cleaned_data[goal].split()), stood.get(goal)
            if words and (former is None or former.words != words):
                found.append(Goal(on=on, goal=goal, words=words))
            elif not words and former is not None and former.state == "open":
                found.append(Goal(on=on, goal=goal, words=former.words, state="dropped"))
        return found

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was filled in."""
        kept = (self.answers, *(self.cleaned_data[name] for name in ("codes", "irritability", "precautions", "words", *GOALS)))
        return not any(kept)

    @property
    def blocks(self) -> Iterator[Block]:
        """The groups of findings, each a table."""
        for group in self.knowledge.groups.values():
            if group.asked_when is AskedWhen.EXAMINATION:
                lines = list(self._lines(group))
                filled = sum(1 for line in lines if any(field.value() for field in line.sides))
                yield Block(group=group, lines=lines, is_sided=any(line.is_sided for line in lines), filled=filled)

    @property
    def goal_fields(self) -> list[forms.BoundField]:
        """The fields of the goals."""
        return [self[goal] for goal in GOALS]

    def _lines(self, group: Group) -> Iterator[Line]:
        asked = {question.id: question for question in self.questions if question.group == group.id}
        for name, question in asked.items():
            stem, _sep, side = name.rpartition("_")
            if side == SIDES[0] and f"{stem}_{SIDES[1]}" in asked:
                label = _(question.text).replace(", left", "")
                sides: tuple[forms.BoundField, ...] = (self[name], self[f"{stem}_{SIDES[1]}"])
            elif side == SIDES[1] and f"{stem}_{SIDES[0]}" in asked:
                continue
            else:
                label, sides = _(question.text), (self[name],)
            about, unit = (_(words) if words else "" for words in (question.help, question.unit))
            yield Line(label=label, help=about, unit=unit, sides=sides)


def kept(posted: Any, knowledge: Knowledge) -> dict[str, Any]:
    """Return what a draft keeps of a post: the form's own fields, and nothing else."""
    names = [question.id for question in knowledge.questions.values() if AskedWhen.EXAMINATION in question.asked_when]
    several = {"codes", "precautions", *(name for name in names if knowledge.questions[name].kind is QuestionKind.CHOICES)}
    found: dict[str, Any] = {}
    for name in (*names, "codes", "precautions", "irritability", "words", *GOALS):
        value = posted.getlist(name) if name in several else posted.get(name, "")
        if value:
            found[name] = value
    return found


def from_draft(draft: Mapping[str, Any]) -> Any:
    """Return a kept draft as if it were posted."""
    data = QueryDict(mutable=True)
    for name, value in draft.items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    return data


def _field(question: Question) -> forms.Field:
    """Return the field of one finding: a list to choose from that begins with "not examined"."""
    made = fields.field(question, required=False)
    if question.kind is QuestionKind.CHOICE:
        choices = [("", NOT_EXAMINED), *((choice.id, _(choice.text)) for choice in question.choices)]
        made = forms.ChoiceField(choices=choices, required=False)
        made.label = _(question.text)
    return made
