"""Every exercise, or one of them in full: steps, doses, cautions and sources."""

from argparse import ArgumentParser, Namespace
from difflib import get_close_matches

from stepwell.cli import _input
from stepwell.cli._errors import Refused
from stepwell.cli._output import print_json
from stepwell.cli._page import Page
from stepwell.cli._reasons import KNOWN_FROM
from stepwell.knowledge.condition_words import in_words
from stepwell.knowledge.schema import DoseRange, DoseStage, Exercise, Knowledge

STAGES = {DoseStage.ACUTE: "While the leg is irritable", DoseStage.SUBACUTE: "As it settles", DoseStage.LONG_TERM: "Long term"}


def arguments(parser: ArgumentParser) -> None:
    """Take which exercise, and the form."""
    parser.add_argument("id", nargs="?", help="one exercise, such as cat_cow; all of them, if left out")
    _input.take_json(parser)


def run(arguments: Namespace) -> int:
    """Print one exercise, or all of them."""
    known = _input.knowledge()
    found = _one(arguments.id, known) if arguments.id is not None else None
    if arguments.json:
        print_json(found or list(known.exercises.values()))
    else:
        (_page(found, known) if found else _list(known)).print()
    return 0


def _one(exercise_id: str, known: Knowledge) -> Exercise:
    if exercise_id in known.exercises:
        return known.exercises[exercise_id]
    near = get_close_matches(exercise_id[:60], known.exercises, n=1)
    mend = f"did you mean {near[0]}?" if near else "see `stepwell exercises` for the ids"
    raise Refused(f"ID: {exercise_id!r} is not a known exercise; {mend}")


def _list(known: Knowledge) -> Page:
    page = Page()
    widest = max(len(exercise.id) for exercise in known.exercises.values())
    for exercise in known.exercises.values():
        kind = f"{exercise.purpose.value}, {exercise.position}".replace("_", " ")
        page.say(f"{exercise.name} ({kind})", mark=f"{exercise.id:<{widest}}  ")
    return page


def _page(exercise: Exercise, known: Knowledge) -> Page:
    page = Page()
    page.title(exercise.name)
    if exercise.clinical_name:
        page.say(f"A therapist may call it: {exercise.clinical_name}")
    page.say(exercise.goal)
    page.say(exercise.equipment_text)
    _add_list(page, "How to do it", (*exercise.steps, f"Breathing: {exercise.breathing}"), numbered=len(exercise.steps))
    _add_list(page, "Keep in mind", (*exercise.cues, f"You may feel: {exercise.sensation}"))
    _add_list(page, "Leave out", exercise.errors)
    _add_list(page, "Stop and rest when you notice", (exercise.stop_signs,))
    page.heading("How much")
    for stage, dose in exercise.doses.items():
        page.say(f"{STAGES[stage]}: {_dose(dose)}", mark="- ")
    whom = [(known.patterns[key].name, suits) for key, suits in exercise.suitability.items() if key in known.patterns]
    _add_list(page, "For whom", [f"{name[:1].upper()}{name[1:]}: {suits.rating.value}. {suits.reason}" for name, suits in whom])
    _add_list(page, "Take care", [f"If {in_words(caution.when)}: {caution.text} ({caution.effect.value})" for caution in exercise.cautions])
    page.heading(f"What is known ({KNOWN_FROM[exercise.grade]})")
    page.say(exercise.evidence)
    for source in exercise.sources:
        page.say(known.sources[source].citation, mark="- ")
    return page


def _add_list(page: Page, heading: str, lines: tuple[str, ...] | list[str], numbered: int = 0) -> None:
    if lines:
        page.heading(heading)
    for number, line in enumerate(lines, 1):
        page.say(line, mark=f"{number}. " if number <= numbered else "- ")


def _dose(dose: DoseRange) -> str:
    parts = (
        _range(dose.minutes, "minutes"),
        _range(dose.sets, "sets") if not dose.minutes[1] else "",
        _range(dose.repetitions, "repetitions") if not dose.minutes[1] else "",
        _range(dose.hold_s, "seconds held") if not dose.minutes[1] else "",
        _range(dose.per_day, "times a day"),
        _range(dose.per_week, "days a week"),
    )
    return ", ".join(part for part in parts if part) + f". {dose.effort} {dose.note}"


def _range(pair: tuple[int, int], what: str) -> str:
    lowest, highest = pair
    if not highest:
        return ""
    return f"{lowest} {what if lowest != 1 else _single(what)}" if lowest == highest else f"{lowest}-{highest} {what}"


def _single(what: str) -> str:
    """Return "set" for "sets", "time a day" for "times a day"."""
    first, space, rest = what.partition(" ")
    return first.removesuffix("s") + space + rest
