"""An examination on paper: what was found, by group, both sides beside each other; and what a clinician has set since."""

from collections.abc import Mapping, Sequence

from stepwell.engine.history import in_words
from stepwell.engine.in_force import in_force
from stepwell.engine.log import Answer, Examination, Order
from stepwell.knowledge.schema import Knowledge, Question
from stepwell.paper import words
from stepwell.paper.document import AnyBlock, Bullets, Facts, History, Text, Told
from stepwell.paper.record import Record

NOT_EXAMINED = "No examination is recorded."
NAME_MOST, SAYS_MOST, WORDS_MOST, REASON_MOST = 60, 120, 900, 120
MOST_ORDERS = 10
SIDES = ("left", "right")
ORDERS = {
    "add": "Added",
    "pin": "Always in the session",
    "remove": "Left out",
    "hold": "Paused",
    "dose": "Dose",
    "stage": "Stage",
    "direction": "Direction",
    "precaution": "Precaution",
    "diagnosis": "Diagnosis",
    "note": "Note to the person",
    "own": "The clinic’s own exercise",
}


def findings(record: Record) -> tuple[AnyBlock, ...]:
    """Return what examinations found; of each question the latest answer. What was not examined is not there."""
    found = [fact for fact in record.of(Examination) if isinstance(fact, Examination)]
    if not found:
        return (Text(text=NOT_EXAMINED),)
    answers: dict[str, Answer] = {}
    for each in found:
        answers |= each.answers
    groups = _groups(answers, record.knowledge)
    said = [each for each in found if each.words][-2:]
    return (
        Facts(rows=_head(found, record)),
        *((History(groups=groups),) if groups else ()),
        *(Text(strong=f"{words.short_day(each.on, record.today)}:", text=words.cut(each.words, WORDS_MOST)) for each in said),
    )


def orders(record: Record) -> Bullets | None:
    """Return what a clinician has set and what of it stands today; None where nothing does."""
    given = (fact for fact in record.of(Order) if isinstance(fact, Order))
    standing = in_force(given, record.today)[-MOST_ORDERS:]
    return Bullets(items=tuple((f"{ORDERS[each.order]}:", _ordered(each, record)) for each in standing)) if standing else None


def _head(found: Sequence[Examination], record: Record) -> tuple[tuple[str, str], ...]:
    irritability = next((each.irritability for each in reversed(found) if each.irritability), "")
    chosen = next((each.codes for each in reversed(found) if each.codes), ())
    named = {code.code: code.text for code in record.knowledge.codes.values()}
    codes = "; ".join(f"{code} {words.cut(named.get(code, ''), NAME_MOST)}".strip() for code in chosen)
    rows = (("Examined", words.day(found[-1].on)), ("Working diagnosis", codes), ("Irritability", irritability))
    return tuple((name, value) for name, value in rows if value)


def _groups(answers: Mapping[str, Answer], knowledge: Knowledge) -> tuple[Told, ...]:
    asked = [question for question in knowledge.questions.values() if question.id in answers]
    titles = {group.id: group.title for group in knowledge.groups.values()}
    found = ((title, [question for question in asked if question.group == group]) for group, title in titles.items())
    return tuple(Told(title=title, pairs=_pairs(questions, answers)) for title, questions in found if questions)


def _pairs(questions: Sequence[Question], answers: Mapping[str, Answer]) -> tuple[tuple[str, str], ...]:
    """Return names and values, left and right of one test together: "both full", or "left 4, right 5"."""
    tests: dict[str, dict[str, str]] = {}
    for question in questions:
        side = next((each for each in SIDES if question.text.endswith(f", {each}")), "")
        test = question.text.removesuffix(f", {side}") if side else question.text
        tests.setdefault(test, {})[side] = words.cut(in_words(question, answers[question.id]), SAYS_MOST)
    return tuple((words.cut(test, NAME_MOST), _both(sides)) for test, sides in tests.items())


def _both(sides: Mapping[str, str]) -> str:
    if len(sides) == len(SIDES) and len(set(sides.values())) == 1:
        return f"both {next(iter(sides.values()))}"
    return ", ".join(f"{side} {says}".strip() for side, says in sides.items())


def _ordered(order: Order, record: Record) -> str:
    exercises, stages = record.knowledge.exercises, record.knowledge.stages
    named = exercises[order.exercise].name if order.exercise in exercises else order.exercise or ""
    amount = words.amount(order.sets, order.repetitions, order.hold_s) if order.order == "dose" else ""
    until = f"until {words.day(order.until)}" if order.until else ""
    stage = stages[order.stage].name if order.stage in stages else ""
    direction = order.direction.value.replace("_", " ") if order.direction else ""
    own = order.own.name if order.own else ""
    other = (order.precaution or order.diagnosis or "").replace("_", " ")
    said = " ".join(part for part in (named, amount, until, stage, direction, own, other) if part)
    return " ".join(words.sentence(part) for part in (said, words.cut(order.reason, REASON_MOST)) if part)
