"""Which movements may be tried: none that rests because it made the leg worse, or that the person never wants."""

from datetime import date, timedelta

from stepwell.engine.known import Understanding
from stepwell.engine.log import Evaluation, Fact, Hurt, Item, Log, Preference, SafetyCheck, Session
from stepwell.engine.trying import ways
from stepwell.engine.understanding import understand
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Direction
from tests.bench._made_log import EVALUATION, PERSON
from tests.calm_answers import with_calm_answers

KNOWLEDGE = load()
ON = date(2026, 3, 2)


def offered(*told: Fact) -> dict[Direction, str]:
    """Return the exercise by which each direction may be tried on the next day."""
    begun: list[Fact] = [SafetyCheck(on=ON, answers=with_calm_answers(PERSON, KNOWLEDGE)), Evaluation(on=ON, answers=EVALUATION)]
    known: Understanding = understand(Log(facts=(*begun, *told)), KNOWLEDGE)
    return {way.direction: way.exercise.id for way in ways(known, KNOWLEDGE, ON + timedelta(days=1), frozenset())}


def test_an_exercise_that_rests_after_sharp_pain_is_not_tried() -> None:
    tried = offered()[Direction.EXTENSION]
    hurt = Hurt(feeling="sharp", place="thigh", action="stop")
    session = Session(on=ON, items=(Item(exercise=tried, done="part", hurt=hurt),))
    assert tried not in offered(session).values()


def test_an_exercise_that_somebody_never_wants_is_not_tried() -> None:
    tried = offered()[Direction.EXTENSION]
    assert tried not in offered(Preference(on=ON, exercise=tried, wish="never")).values()
