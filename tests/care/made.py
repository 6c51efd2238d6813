"""Facts and days that the tests of the records share."""

from datetime import UTC, date, datetime, timedelta

from stepwell.engine.decision import DayPlan
from stepwell.engine.log import Answer, CheckIn, Fact, Item, Preference, SafetyCheck, Session
from stepwell.knowledge import loader
from stepwell.knowledge.schema import AskedWhen, Question, QuestionKind
from tests.bench._made_log import as_planned

DAY_1 = date(2026, 3, 2)


def day(number: int) -> date:
    """Return the date of a day; day 1 is the first."""
    return DAY_1 + timedelta(days=number - 1)


def noon(number: int) -> datetime:
    """Return the middle of a day, as the clock would give it (17:00 UTC is noon in the tests' time zone)."""
    on = day(number)
    return datetime(on.year, on.month, on.day, 17, tzinfo=UTC)


def safety_check(number: int = 1, *, id: str = "safety-1") -> SafetyCheck:
    """Return a safety check with nothing to worry about: the calmest answer to every question."""
    asked = [question for question in loader.load().questions.values() if AskedWhen.SAFETY in question.asked_when]
    return SafetyCheck(on=day(number), id=id, answers={question.id: _calmest(question) for question in asked})


def _calmest(question: Question) -> Answer:
    if question.kind is QuestionKind.NUMBER:
        return 44
    return ("none",) if question.kind is QuestionKind.CHOICES else question.choice_ids[0]


def check_in(number: int, *, id: str | None = None, leg: int = 3) -> CheckIn:
    """Return how a day is. Its id is made of the day unless one is given."""
    return CheckIn(on=day(number), id=id or f"check-in-{number}", answers={"leg_waking": leg, "leg_worst": leg + 1, "walked_minutes": 20})


def session(number: int, *, id: str | None = None) -> Session:
    """Return a session that was done on a day."""
    done = Item(exercise="pelvic_tilt", sets=2, repetitions=8, hold_s=3, effort="right", leg="same")
    return Session(on=day(number), id=id or f"session-{number}", items=(done,), walked_minutes=10, leg_before=3, leg_after=3)


def session_as_planned(number: int, plan: DayPlan) -> Session:
    """Return a session in which all that was planned was done, and felt right."""
    return Session(on=day(number), id=f"planned-{number}", items=as_planned(plan))


def wish(number: int, *, id: str = "wish-1", exercise: str = "cat_cow") -> Preference:
    """Return a wish not to be shown an exercise."""
    return Preference(on=day(number), id=id, exercise=exercise, wish="never")


def days(count: int) -> list[Fact]:
    """Return a log of so many days: a safety check first, then a check-in and a session each day."""
    facts: list[Fact] = [safety_check()]
    for number in range(1, count + 1):
        facts += [check_in(number, leg=number % 5), session(number)]
    return facts
