"""Logs and facts from outside, read strictly; and written again so that reading gives the same."""

from typing import Any

import msgspec
from msgspec.structs import replace

from stepwell.engine import examining, measuring_reading
from stepwell.engine.log import (
    CheckIn,
    Evaluation,
    Examination,
    Fact,
    FlareNote,
    Goal,
    LessonRead,
    Log,
    LogError,
    Measure,
    OnOffTest,
    Order,
    Preference,
    SafetyCheck,
    Session,
    TriggersTold,
)
from stepwell.knowledge.questions import AnswerError, answered
from stepwell.knowledge.schema import Knowledge

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years a fact may be about: further off is a slip of the pen."""

_PLAIN = {
    "Invalid RFC3339 encoded date": "is not a day, write it as 2026-03-01",
    "Object missing required field": "is missing the field",
    "Object contains unknown field": "has an unknown field",
    "Invalid value": "is not a known value:",
    "Expected `object`, got": "should be an object in braces, not",
    "Expected `array`, got": "should be a list in brackets, not",
    "Expected `int`, got": "should be a whole number, not",
    "Expected `str`, got": "should be text in quotes, not",
    "Expected `str` matching regex '^[^\\x00-\\x1f]*$'": "holds a character that cannot be shown",
    "Expected `bool`, got": "should be true or false, not",
}


def read_log(raw: bytes | str | Any, knowledge: Knowledge) -> Log:
    """Return a log from JSON text or from values already parsed.

    Raises:
        LogError: one line that names the field, what is wrong, and what to do. Private words are not repeated.
    """
    parsed = _json(raw) if isinstance(raw, bytes | str) else raw
    if not isinstance(parsed, dict):
        raise LogError('the log is not an object; give {"format": "stepwell-log/1", "facts": [...]}')
    log: Log = _converted(parsed, Log, "log")
    return replace(log, facts=tuple(_checked(fact, f"facts[{index}]", knowledge) for index, fact in enumerate(log.facts)))


def read_fact(raw: bytes | str | Any, knowledge: Knowledge) -> Fact:
    """Return one fact from JSON text or from values already parsed. Raises LogError as ``read_log`` does."""
    parsed = _json(raw) if isinstance(raw, bytes | str) else raw
    return _checked(_converted(parsed, Fact, "fact"), "fact", knowledge)


def written(log: Log) -> bytes:
    """Return a log as JSON text: one fact a line, keys in a fixed order, so that equal logs are equal bytes."""
    made_up = '"made_up": true, ' if log.made_up else ""
    head = f'{{"format": "{log.format}", {made_up}"seed": {log.seed}, "facts": ['
    lines = ",\n".join(msgspec.json.encode(fact, order="deterministic").decode() for fact in log.facts)
    return f"{head}\n{lines}\n]}}\n".encode() if lines else f"{head}]}}\n".encode()


def _json(raw: bytes | str) -> Any:
    try:
        return msgspec.json.decode(raw)
    except msgspec.DecodeError as error:
        raise LogError(f"this is not JSON ({error}); mend it at that place") from None
    except (UnicodeDecodeError, RecursionError):
        raise LogError("this is not JSON text; save it as UTF-8 JSON") from None


def _converted(parsed: Any, kind: Any, what: str) -> Any:
    try:
        return msgspec.convert(parsed, type=kind)
    except msgspec.ValidationError as error:
        wrong, _, path = str(error).partition(" - at ")
        where = path.strip("`").removeprefix("$").removeprefix(".") or what
        raise LogError(f"{where}: {_plain(wrong)}; see `stepwell schema log`") from None


def _plain(wrong: str) -> str:
    """Return what is wrong in words for a person, where the parser's own are for programmers."""
    for theirs, ours in _PLAIN.items():
        wrong = wrong.replace(theirs, ours)
    return wrong


def _checked(fact: Fact, where: str, knowledge: Knowledge) -> Fact:
    if not FIRST_YEAR <= fact.on.year <= LAST_YEAR:
        raise LogError(f"{where}.on: {fact.on} is not a day that can be meant; use a year from {FIRST_YEAR} to {LAST_YEAR}")
    match fact:
        case CheckIn():
            _check_left_open(fact, where, knowledge)
            return replace(fact, answers=_answers(fact.answers, where, knowledge))
        case SafetyCheck() | Evaluation():
            return replace(fact, answers=_answers(fact.answers, where, knowledge))
        case Session():
            for index, item in enumerate(fact.items):
                _check_exercise(item.exercise, f"{where}.items[{index}].exercise", knowledge)
        case Preference():
            _check_preference(fact, where, knowledge)
        case Measure():
            return measuring_reading.checked(fact, where, knowledge)
        case Order() | Examination() | Goal():
            return _told_by_clinician(fact, where, knowledge)
        case FlareNote() | OnOffTest() | LessonRead() | TriggersTold():
            _check_names(fact, where, knowledge)
    return fact


def _told_by_clinician(fact: Order | Examination | Goal, where: str, knowledge: Knowledge) -> Fact:
    match fact:
        case Order():
            _check_order(fact, where, knowledge)
        case Examination():
            return _examined(fact, where, knowledge)
        case Goal():
            if not fact.words.strip():
                raise LogError(f"{where}.words: empty; say what the person wants to do again")
    return fact


def _examined(fact: Examination, where: str, knowledge: Knowledge) -> Examination:
    answers = _answers(fact.answers, where, knowledge)
    for question in answers:
        if not examining.is_of_examination(question, knowledge):
            raise LogError(f"{where}.answers.{question}: is asked of the person, not found by a clinician; put it into an evaluation")
    for index, code in enumerate(fact.codes):
        if code not in knowledge.codes:
            raise LogError(f"{where}.codes[{index}]: {code!r} is not one of the codes; use one of " + ", ".join(knowledge.codes))
    for one, other in examining.excluded_pairs(fact.codes, knowledge):
        raise LogError(f"{where}.codes: {one} and {other} exclude each other; keep one of the two")
    if len(set(fact.codes)) < len(fact.codes):
        raise LogError(f"{where}.codes: a code stands there twice; keep one")
    for question, direction in examining.REPEATED.items():
        if answers.get(question) == "worse" and answers.get(examining.DIRECTION) == direction.value:
            raise LogError(f"{where}.answers.{examining.DIRECTION}: the same direction made the leg worse; mend one of the two")
    return replace(fact, answers=answers)


def _check_names(fact: FlareNote | OnOffTest | LessonRead | TriggersTold, where: str, knowledge: Knowledge) -> None:
    """Refuse what the knowledge does not name."""
    match fact:
        case FlareNote():
            for index, exposure in enumerate(fact.suspected):
                _check_exposure(exposure, f"{where}.suspected[{index}]", knowledge)
        case TriggersTold():
            for exposure in fact.found:
                _check_exposure(exposure, f"{where}.found", knowledge)
        case OnOffTest():
            _check_exposure(fact.exposure, f"{where}.exposure", knowledge)
        case LessonRead():
            if fact.lesson not in knowledge.lessons:
                raise LogError(f"{where}.lesson: {fact.lesson[:40]!r} is not a known lesson; use one of " + ", ".join(knowledge.lessons))


def _answers(raw: dict[str, Any], where: str, knowledge: Knowledge) -> dict[str, Any]:
    try:
        return answered(raw, knowledge)
    except AnswerError as error:
        raise LogError(f"{where}.answers.{error}") from None


def _check_left_open(fact: CheckIn, where: str, knowledge: Knowledge) -> None:
    for index, question in enumerate(fact.left_open):
        if question not in knowledge.questions:
            raise LogError(f"{where}.left_open[{index}]: {question[:40]!r} is not a known question; see `stepwell questions` for the ids")
        if question in fact.answers:
            raise LogError(f"{where}.left_open[{index}]: {question} is also answered; keep one of the two")


def _check_preference(wish: Preference, where: str, knowledge: Knowledge) -> None:
    needed = {"look": "look", "ask": "exposure", "not_ask": "exposure", "did": "own"}.get(wish.wish, "exercise")
    if getattr(wish, needed) is None:
        raise LogError(f"{where}.{needed}: missing for the wish '{wish.wish}'; add it")
    for other in {"look", "exposure", "exercise", "own"} - {needed}:
        if getattr(wish, other) is not None:
            raise LogError(f"{where}.{other}: has no meaning for the wish '{wish.wish}'; leave it out")
    if wish.exposure is not None:
        _check_exposure(wish.exposure, f"{where}.exposure", knowledge)
    for field in ("exercise", "to"):
        if (exercise := getattr(wish, field)) is not None:
            _check_exercise(exercise, f"{where}.{field}", knowledge)


def _check_order(order: Order, where: str, knowledge: Knowledge) -> None:
    needs = {"add": "exercise", "remove": "exercise", "pin": "exercise", "hold": "exercise", "dose": "exercise"}
    needs |= {name: name for name in ("stage", "precaution", "diagnosis", "direction", "own")}
    needed = needs.get(order.order)
    if needed is not None and getattr(order, needed) is None:
        raise LogError(f"{where}.{needed}: missing for the order '{order.order}'; add it")
    if order.exercise is not None and not (order.order == "lift" and order.exercise.startswith("own_")):
        _check_exercise(order.exercise, f"{where}.exercise", knowledge)
    if order.overrides and not order.reason.strip():
        raise LogError(f"{where}.reason: missing, though a warning is overridden; say why")
    for field, question in (("precaution", "conditions"), ("diagnosis", "clinician_diagnosis")):
        value, known = getattr(order, field), knowledge.questions[question].choice_ids
        if value is not None and value not in known:
            raise LogError(f"{where}.{field}: not a known one; use " + ", ".join(known))


def _check_exposure(exposure: str, where: str, knowledge: Knowledge) -> None:
    if exposure not in knowledge.triggers:
        raise LogError(f"{where}: {exposure[:40]!r} is not a known one; use one of " + ", ".join(knowledge.triggers))


def _check_exercise(exercise: str, where: str, knowledge: Knowledge) -> None:
    if exercise not in knowledge.exercises:
        raise LogError(f"{where}: {exercise[:40]!r} is not a known exercise; see `stepwell exercises` for the ids")
