"""What is never and always true of the lesson of a day, whatever a life brought."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given

from stepwell.engine import lessons
from stepwell.engine.decision import DayPlan
from stepwell.engine.understanding import advance, begin
from tests.property.logs import KNOWLEDGE, Life, lives
from tests.unit.engine.test_lessons import CALM, STENOSIS, Person

MONTHS = 130
"""Days in which everything that suits somebody comes up."""


def _offered(life: Life) -> list[tuple[int, str]]:
    """Return the day and the lesson of every day of a life that had a plan, as it stood at the end of that day."""
    known, found = begin(life.log.seed), []
    last = life.log.facts[0].on
    for fact in life.log.facts:
        for ahead in range(1, min((fact.on - last).days, 15)):
            day = last + timedelta(days=ahead)
            found.append((day.toordinal(), lessons.of_the_day(known, KNOWLEDGE, day).lesson))
        known, last = advance(known, fact, KNOWLEDGE), fact.on
        if found and found[-1][0] == fact.on.toordinal():
            found.pop()
        found.append((fact.on.toordinal(), lessons.of_the_day(known, KNOWLEDGE, fact.on).lesson))
    return found


@given(lives(most_days=30))
def test_the_same_lesson_never_comes_on_two_days_in_a_row(life: Life) -> None:
    """Not even across days on which nothing was told, nor when a flare-up begins."""
    for (day, lesson), (next_day, next_lesson) in pairwise(_offered(life)):
        assert next_day - day != 1 or lesson != next_lesson


@given(lives())
def test_a_lesson_never_contradicts_what_is_known(life: Life) -> None:
    """What an answer, or a missing one, speaks against is not offered, nor what is of a later stage."""
    lesson = KNOWLEDGE.lessons[lessons.of_the_day(life.known, KNOWLEDGE, life.today).lesson]
    assert not lessons.speaks_against(lesson, life.known)
    tomorrow = KNOWLEDGE.lessons[lessons.of_the_day(life.known, KNOWLEDGE, life.today + timedelta(days=1)).lesson]
    assert not lessons.speaks_against(tomorrow, life.known)
    assert not tomorrow.stages or (life.known.orders.stage or life.known.standing.stage) in tomorrow.stages


@given(lives(most_days=20))
def test_a_lesson_stays_all_day_unless_a_flare_up_begins_or_is_taken_back_or_an_answer_speaks_against_it(life: Life) -> None:
    known = begin(life.log.seed)
    for fact in life.log.facts:
        later = advance(known, fact, KNOWLEDGE)
        before = lessons.of_the_day(known, KNOWLEDGE, fact.on)
        after = lessons.of_the_day(later, KNOWLEDGE, fact.on)
        against = lessons.speaks_against(KNOWLEDGE.lessons[before.lesson], later)
        taken_back = before.why.id == "lesson_flare_begins" and (later.flare is None or later.flare.said_on < fact.on)
        assert after.lesson == before.lesson or after.why.id == "lesson_flare_begins" or taken_back or against
        known = later


@given(lives(calm=True))
def test_a_plan_has_a_lesson_that_says_why(life: Life) -> None:
    if isinstance(life.answer, DayPlan):
        assert life.answer.lesson is not None
        assert life.answer.lesson.why.text
        assert "{" not in life.answer.lesson.why.text
        assert life.answer.lesson == lessons.of_the_day(life.known, KNOWLEDGE, life.today)


@given(lives(most_days=40))
def test_what_is_remembered_for_lessons_does_not_grow_with_the_log(life: Life) -> None:
    taught = life.known.taught
    for days in (taught.seen, taught.called, taught.read, taught.suits):
        assert set(days) <= KNOWLEDGE.lessons.keys()
    assert set(taught.ticked) <= KNOWLEDGE.triggers.keys()
    assert all(len(days) <= 9 for days in taught.ticked.values())


def test_every_lesson_comes_up_for_somebody() -> None:
    """A person with the usual answers, one whose legs tire with walking, and one who reaches the last stage see all of them."""
    people = [Person(), Person(**STENOSIS), Person(worse_with=["mornings"], leg_now=1, began="weeks_6_12")]
    offered = {lesson for person in people for lesson in _in_months(person)}
    assert offered == KNOWLEDGE.lessons.keys()


def _in_months(person: Person) -> set[str]:
    found = set()
    for _ in range(MONTHS):
        person.tell("safety_check", answers=CALM)
        person.tell("check_in", answers={"leg_waking": 0, "leg_worst": 1, "anything_new": ["none"]})
        person.tell("session", items=[{"exercise": "pelvic_tilt", "leg": "same"}])
        found.add(person.lesson.lesson)
        person.wait()
    return found
