"""Every question that can be asked, with its possible answers.

The ids are those that `stepwell triage` and the log's answers use.
"""

from argparse import ArgumentParser, Namespace

from msgspec import Struct

from stepwell.cli import _input
from stepwell.cli._output import print_json
from stepwell.cli._page import Page
from stepwell.knowledge.condition_words import in_words
from stepwell.knowledge.schema import AskedWhen, Group, Knowledge, Question, QuestionKind

SIGNS = {"no": "No", "yes": "Yes", "not_sure": "Not sure"}
MEASURED = (QuestionKind.SCALE, QuestionKind.NUMBER)


class Possible(Struct, frozen=True, kw_only=True):
    """One possible answer."""

    id: str
    text: str
    help: str


class Asked(Struct, frozen=True, kw_only=True):
    """One question.

    Attributes:
        kind: sign, choice (one of the choices), choices (a list of them; "none" stands alone),
            scale and number (a whole number), text (up to 500 characters).
        choices: calmest first; empty where there is nothing to choose from.
        lowest, highest, unit: for scale and number; null otherwise.
        hard: nobody may exercise while it is unanswered. standing: asked once, not every week.
        quick: one of the few that make a first gentle session possible. optional: may be skipped.
        clarifier: the question that is shown once after "not_sure"; null when there is none.
        only_if: when it is asked, in words; null when always. "not_sure" counts as yes there.
    """

    id: str
    text: str
    kind: QuestionKind
    choices: tuple[Possible, ...]
    asked_when: tuple[AskedWhen, ...]
    group: str
    help: str
    why: str
    lowest: int | None
    highest: int | None
    unit: str | None
    hard: bool
    standing: bool
    quick: bool
    optional: bool
    clarifier: str | None
    only_if: str | None


def arguments(parser: ArgumentParser) -> None:
    """Take which questions, and their form."""
    parser.add_argument("--when", choices=[when.value for when in AskedWhen], help="only those that belong to one moment")
    _input.take_json(parser)


def run(arguments: Namespace) -> int:
    """Print the questions in the order in which they are asked."""
    known = _input.knowledge()
    asked = [shown(question) for question in known.questions.values() if arguments.when is None or arguments.when in question.asked_when]
    if arguments.json:
        print_json(asked)
    else:
        _page(asked, known).print()
    return 0


def shown(question: Question) -> Asked:
    """Return a question with every field filled in."""
    is_measured = question.kind in MEASURED
    return Asked(
        id=question.id,
        text=question.text,
        kind=question.kind,
        choices=_choices(question),
        asked_when=question.asked_when,
        group=question.group,
        help=question.help,
        why=question.why,
        lowest=int(question.lowest) if is_measured else None,
        highest=int(question.highest) if is_measured else None,
        unit=question.unit if is_measured else None,
        hard=question.hard,
        standing=question.standing,
        quick=question.quick,
        optional=question.optional,
        clarifier=question.clarifier,
        only_if=in_words(question.only_if) if question.only_if is not None else None,
    )


def _choices(question: Question) -> tuple[Possible, ...]:
    texts = {choice.id: choice.text for choice in question.choices} or SIGNS
    helps = {choice.id: choice.help for choice in question.choices}
    return tuple(Possible(id=choice, text=texts.get(choice, choice), help=helps.get(choice, "")) for choice in question.choice_ids)


def _page(asked: list[Asked], known: Knowledge) -> Page:
    page = Page()
    group: Group | None = None
    for question in asked:
        if group is None or group.id != question.group:
            group = known.groups[question.group]
            page.heading(f"{group.title} ({group.asked_when.value})")
        page.gap()
        page.say(f"{question.id}: {question.text}")
        page.say(_answers(question), indent=4)
        page.say("; ".join(_notes(question)), indent=4)
    return page


def _answers(question: Asked) -> str:
    if question.kind in MEASURED:
        return f"a whole number from {question.lowest} to {question.highest} {question.unit or ''}"
    if question.kind is QuestionKind.TEXT:
        return "words"
    how = "any of: " if question.kind is QuestionKind.CHOICES else "one of: "
    return how + "; ".join(f"{choice.id} ({choice.text})" for choice in question.choices)


def _notes(question: Asked) -> list[str]:
    notes = [name for name in ("hard", "standing", "quick", "optional") if getattr(question, name)]
    notes += [f"asked if {question.only_if}"] if question.only_if else []
    return notes + ([f"after not_sure: {question.clarifier}"] if question.clarifier else [])
