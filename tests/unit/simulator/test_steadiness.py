"""What counts as a needless return of an exercise, by hand."""

from msgspec import Struct

from stepwell.knowledge.loader import load
from stepwell.simulator.steadiness import Steadiness

KNOWLEDGE = load()


class Item(Struct):
    exercise: str
    slot: str = "control"


class Plan(Struct):
    items: tuple[Item, ...]
    stage: str = "restore"
    flare: object = None


def seen(*days: tuple[int, Plan]) -> int:
    steadiness = Steadiness(KNOWLEDGE)
    for day, plan in days:
        steadiness.seen(day, plan)  # type: ignore[arg-type]
    return steadiness.returns


def of(exercise: str, **how: object) -> Plan:
    return Plan((Item(exercise),), **how)  # type: ignore[arg-type]


def test_to_and_fro_within_a_week_counts() -> None:
    assert seen((0, of("bird_dog")), (1, of("supine_march")), (2, of("bird_dog"))) == 1


def test_staying_and_moving_on_do_not() -> None:
    assert seen((0, of("bird_dog")), (1, of("bird_dog")), (2, of("supine_march")), (3, of("supine_march"))) == 0


def test_coming_back_after_more_than_a_week_does_not() -> None:
    assert seen((0, of("bird_dog")), (1, of("supine_march")), (9, of("bird_dog"))) == 0


def test_another_stage_or_a_flare_up_is_a_reason() -> None:
    assert seen((0, of("bird_dog")), (1, of("supine_march", stage="calm")), (2, of("bird_dog"))) == 0
    assert seen((0, of("bird_dog")), (1, of("supine_march", flare=1)), (2, of("bird_dog"))) == 0


def test_strength_takes_turns_by_rule() -> None:
    assert seen((0, of("glute_bridge")), (1, of("clamshell")), (2, of("glute_bridge"))) == 0


def test_what_made_the_leg_worse_may_leave_and_come_back() -> None:
    steadiness = Steadiness(KNOWLEDGE)
    steadiness.seen(0, of("bird_dog"))  # type: ignore[arg-type]
    steadiness.set_back("bird_dog")
    steadiness.seen(1, of("supine_march"))  # type: ignore[arg-type]
    steadiness.seen(2, of("bird_dog"))  # type: ignore[arg-type]
    assert steadiness.returns == 0


def test_an_exercise_whose_week_is_full_left_by_rule() -> None:
    steadiness = Steadiness(KNOWLEDGE)
    for day in range(5):
        steadiness.seen(day, of("bird_dog"))  # type: ignore[arg-type]
        steadiness.done(day, "bird_dog")
    steadiness.seen(5, of("supine_march"))  # type: ignore[arg-type]
    steadiness.seen(7, of("bird_dog"))  # type: ignore[arg-type]
    assert steadiness.returns == 0
