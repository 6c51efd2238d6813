"""The lesson of a day: which rule brings which card, that it stays all day, and why."""

from datetime import date, timedelta
from typing import Any

import pytest

from stepwell.engine import lessons
from stepwell.engine.decision import DayPlan, LessonToday
from stepwell.engine.known import Understanding
from stepwell.engine.plan import plan_from
from stepwell.engine.reading import read_fact
from stepwell.engine.understanding import advance, begin
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import LessonEvent
from tests.calm_answers import with_calm_answers

KNOWLEDGE = load()
DAY_1 = date(2026, 3, 2)
CALM = with_calm_answers({"age": 44, "sex": "female"}, KNOWLEDGE)
QUICK: dict[str, Any] = {
    "pain_places": ["back", "left_thigh"],
    "leg_now": 3,
    "back_now": 2,
    "worse_with": ["none"],
    "better_with": ["none"],
    "conditions": ["none"],
    "floor_transfer": "yes",
}
GOOD = {"leg_waking": 2, "leg_worst": 3, "anything_new": ["none"]}


class Person:
    """Somebody whose days are told one after the other."""

    def __init__(self, **evaluation: Any) -> None:
        self.known: Understanding = begin(0)
        self.on = DAY_1
        self.tell("safety_check", answers=CALM)
        self.tell("evaluation", answers=QUICK | evaluation)

    def tell(self, kind: str, **said: Any) -> None:
        self.known = advance(self.known, read_fact({"kind": kind, "on": self.on, **said}, KNOWLEDGE), KNOWLEDGE)

    def wait(self, days: int = 1) -> None:
        self.on += timedelta(days=days)

    def check_in(self, **more: Any) -> None:
        self.tell("check_in", answers=GOOD | more)

    def pass_first_week(self, *, weekly: bool = True) -> None:
        """Go to the eighth day, when the first things to know were offered."""
        for _ in range(7):
            self.check_in()
            self.wait()
        if weekly:
            self.tell("safety_check", answers=CALM)

    @property
    def lesson(self) -> LessonToday:
        return lessons.of_the_day(self.known, KNOWLEDGE, self.on)

    def days(self, count: int) -> list[str]:
        """Return the lessons of the next days, the present one first, while nothing is told."""
        return [lessons.of_the_day(self.known, KNOWLEDGE, self.on + timedelta(days=ahead)).lesson for ahead in range(count)]


def test_the_first_days_bring_what_to_know_first() -> None:
    person = Person()
    assert person.days(4) == ["what_sciatica_is", "hurt_and_harm", "walking", "how_long_it_takes"]
    assert person.lesson.why.text == "This is your first week, and this is one of the things to know first."


def test_the_plan_of_a_day_holds_its_lesson() -> None:
    plan = plan_from(Person().known, KNOWLEDGE, DAY_1)
    assert isinstance(plan, DayPlan)
    assert plan.lesson is not None
    assert plan.lesson.title == "What sciatica is"


def test_a_flare_up_that_begins_today_brings_its_card_at_once() -> None:
    person = Person()
    person.pass_first_week()
    before = person.lesson.lesson
    person.check_in(flare="yes", leg_worst=7)
    assert before != "flare_ups"
    assert (person.lesson.lesson, person.lesson.why.text) == ("flare_ups", "A flare-up began today.")


def test_the_softer_days_bring_another_card_each_and_the_flare_card_does_not_come_twice_in_a_row() -> None:
    person = Person()
    person.pass_first_week()
    person.check_in(flare="yes", leg_worst=7)
    person.wait()
    assert person.lesson.lesson == "heat_cold_and_rest"
    assert person.lesson.why.id == "lesson_flare_days"


def test_on_the_way_back_from_a_flare_up_comes_pacing() -> None:
    person = Person()
    person.pass_first_week()
    person.check_in(flare="yes", leg_worst=7)
    person.wait(5)
    assert (person.lesson.lesson, person.lesson.why.id) == ("pacing", "lesson_flare_return")


def test_long_sitting_told_twice_brings_sitting_and_says_so() -> None:
    person = Person()
    person.pass_first_week()
    for _ in range(2):
        person.check_in(exposures=["prolonged_sitting"])
        person.wait()
    assert person.lesson.lesson == "sitting"
    assert person.lesson.why.text == "You told us this more than once in the last week: sat much longer than usual."


def test_long_sitting_told_once_brings_nothing_special() -> None:
    person = Person()
    person.pass_first_week()
    person.check_in(exposures=["prolonged_sitting"])
    person.wait()
    assert person.lesson.why.id != "lesson_ticked"


@pytest.mark.parametrize(
    ("exposure", "lesson", "chip"),
    [
        ("prolonged_sitting", "sitting", "sat much longer than usual"),
        ("long_drive", "driving", "drove or rode much longer"),
        ("heavy_lifting", "lifting_without_fear", "lifted heavy things"),
        ("sleep_posture_prone_or_odd", "sleep_positions", "slept on my front or in an odd position"),
    ],
)
@pytest.mark.parametrize(
    ("verdict", "says"),
    [
        ("likely", "Your check-ins say that your leg tends to be worse after this: "),
        ("possible", "Your check-ins hint that this may matter, but it is too early to be sure: "),
    ],
)
def test_what_the_check_ins_point_to_brings_its_card_the_next_day_and_says_how_sure_it_is(
    exposure: str, lesson: str, chip: str, verdict: str, says: str
) -> None:
    person = Person()
    person.pass_first_week()
    before = person.lesson.lesson
    person.tell("triggers_told", found={exposure: verdict})
    assert person.lesson.lesson == before
    person.wait()
    assert (person.lesson.lesson, person.lesson.why.text) == (lesson, f"{says}{chip}.")


def test_the_likely_comes_before_the_possible_and_both_before_what_was_only_told() -> None:
    person = Person()
    person.pass_first_week()
    person.tell("triggers_told", found={"hard_surface_walk_run": "possible", "heavy_lifting": "likely"})
    for _ in range(2):
        person.check_in(exposures=["stressful_day"])
        person.wait()
    rules = [lessons.of_the_day(person.known, KNOWLEDGE, person.on + timedelta(days=ahead)).why.id for ahead in range(6)]
    assert list(dict.fromkeys(rules))[:3] == ["lesson_likely", "lesson_possible", "lesson_ticked"]


def test_a_finding_that_stands_brings_its_card_about_once_a_month() -> None:
    person = Person()
    person.pass_first_week()
    person.tell("triggers_told", found={"long_drive": "likely"})
    person.wait()
    came = []
    for _ in range(60):
        if person.lesson.lesson == "driving":
            came.append(person.on)
        person.tell("safety_check", answers=CALM)
        person.check_in()
        person.wait()
    assert (came[1] - came[0]).days == 28


def test_a_finding_that_is_told_again_is_no_news() -> None:
    person = Person()
    person.pass_first_week()
    person.tell("triggers_told", found={"long_drive": "likely"})
    person.wait()
    assert person.lesson.lesson == "driving"
    person.wait(7)
    person.tell("triggers_told", found={"long_drive": "likely", "heavy_lifting": "probably_not"})
    person.wait()
    assert "driving" not in person.days(15)


def test_what_was_seen_before_it_was_found_need_not_wait_a_month() -> None:
    person = Person()
    person.pass_first_week()
    for _ in range(2):
        person.check_in(exposures=["long_drive"])
        person.wait()
    assert (person.lesson.lesson, person.lesson.why.id) == ("driving", "lesson_ticked")
    person.wait(3)
    person.tell("triggers_told", found={"long_drive": "likely"})
    person.wait()
    assert (person.lesson.lesson, person.lesson.why.id) == ("driving", "lesson_likely")


@pytest.mark.parametrize("verdict", ["probably_not", "helps"])
def test_what_the_check_ins_clear_is_not_brought_by_telling_it_often(verdict: str) -> None:
    person = Person()
    person.pass_first_week()
    person.tell("triggers_told", found={"long_drive": verdict})
    for _ in range(2):
        person.check_in(exposures=["long_drive"])
        person.wait()
    assert "driving" not in person.days(2)


def test_a_finding_that_fell_away_brings_nothing() -> None:
    person = Person()
    person.pass_first_week()
    person.tell("triggers_told", found={"long_drive": "likely"})
    person.tell("triggers_told", found={})
    person.wait()
    assert all(
        lessons.of_the_day(person.known, KNOWLEDGE, person.on + timedelta(days=ahead)).why.id != "lesson_likely" for ahead in range(5)
    )


def test_a_card_that_an_answer_speaks_against_is_not_brought_by_a_finding() -> None:
    person = Person(conditions=["osteoporosis"])
    person.pass_first_week()
    person.tell("triggers_told", found={"heavy_lifting": "likely"})
    person.wait()
    assert "lifting_without_fear" not in person.days(3)


def test_what_was_told_twice_counts_for_a_week() -> None:
    person = Person()
    person.pass_first_week()
    for _ in range(2):
        person.check_in(exposures=["long_drive"])
        person.wait()
    person.wait(8)
    person.check_in()
    person.wait()
    assert person.lesson.why.id != "lesson_ticked"


def test_poor_nights_count_as_told() -> None:
    person = Person()
    person.pass_first_week()
    for _ in range(2):
        person.check_in(sleep="poor")
        person.wait()
    assert person.lesson.lesson == "sleep_positions"


def test_what_is_suspected_of_a_flare_up_brings_its_card_after_the_softer_days() -> None:
    person = Person()
    person.pass_first_week()
    person.check_in(flare="yes", leg_worst=7)
    person.tell("flare_note", suspected=["stressful_day"])
    person.wait()
    told = [lessons.of_the_day(person.known, KNOWLEDGE, person.on + timedelta(days=ahead)) for ahead in range(4)]
    assert ("stress_and_mood", "lesson_suspected") in [(lesson.lesson, lesson.why.id) for lesson in told]


def test_after_days_away_comes_starting_again() -> None:
    person = Person()
    person.pass_first_week()
    person.tell("session", items=[{"exercise": "pelvic_tilt"}])
    person.wait(4)
    assert person.lesson.lesson == "starting_again"
    assert person.lesson.why.text == "Welcome back after 3 days without a session."


def test_the_days_after_a_harder_one_bring_what_hurt_means() -> None:
    person = Person()
    person.pass_first_week()
    person.tell("session", items=[{"exercise": "pelvic_tilt", "leg": "same"}])
    person.wait()
    person.check_in(leg_waking=6, leg_worst=6, after_session="worse_still", flare="no")
    person.wait()
    assert (person.lesson.lesson, person.lesson.why.id) == ("hurt_and_harm", "lesson_worse_day")


def test_what_counts_as_a_harder_day_is_what_the_rules_tell_of() -> None:
    assert set(lessons.HARDER) <= KNOWLEDGE.reasons.keys()


def test_every_rule_has_its_sentence() -> None:
    rules = {*LessonEvent, "likely", "possible", "suspected", "ticked", "new_exercise", "answers", "pattern", "next", "again"}
    assert {f"lesson_{rule}" for rule in rules} == {name for name in KNOWLEDGE.reasons if name.startswith("lesson_")}


def test_the_last_stage_brings_keeping_well() -> None:
    person = Person(leg_now=1, began="weeks_6_12", settles="under_30_min", night_waking="no")
    while person.known.standing.stage != "maintain":
        assert person.on < DAY_1 + timedelta(days=90), "no way to the last stage was found"
        person.tell("safety_check", answers=CALM)
        person.tell("check_in", answers={"leg_waking": 0, "leg_worst": 0, "anything_new": ["none"]})
        person.tell("session", items=[{"exercise": "pelvic_tilt", "leg": "same"}])
        person.wait()
    assert ("keeping_well", "lesson_graduation") in [
        (lesson.lesson, lesson.why.id)
        for lesson in (lessons.of_the_day(person.known, KNOWLEDGE, person.on + timedelta(days=ahead)) for ahead in range(3))
    ]


def test_a_clinicians_order_brings_what_therapists_do() -> None:
    person = Person()
    person.pass_first_week()
    person.tell("order", order="direction", direction="extension")
    person.wait()
    assert person.lesson.lesson == "directional_exercise"
    assert person.lesson.why.id == "lesson_therapist"


def test_a_visit_that_is_advised_brings_what_to_bring() -> None:
    person = Person()
    person.pass_first_week(weekly=False)
    person.tell("safety_check", answers=CALM | {"leak": "old_unchanged"})
    person.wait()
    assert person.days(2) == ["physical_therapist", "first_visit"]


def test_what_was_done_for_the_first_time_brings_its_card() -> None:
    person = Person()
    person.pass_first_week()
    person.tell("session", items=[{"exercise": "sciatic_slider_supine", "leg": "same"}])
    person.wait()
    assert person.lesson.lesson == "nerve_therapy"
    assert person.lesson.why.text.startswith("You have just done this for the first time: Nerve slider")


@pytest.mark.parametrize(
    ("answers", "lesson", "because"),
    [
        ({"worse_with": ["coughing"]}, "coughing", "You said that coughing or straining makes it worse."),
        ({"worse_with": ["driving"]}, "driving", "You said that driving makes it worse."),
        ({"work": "heavy"}, "lifting_without_fear", "You said that you lift and carry at work."),
        ({"worry": 8}, "stress_and_mood", "You told us that you worry a lot about it."),
        ({"night_waking": "yes"}, "sleep_positions", "You said that leg pain wakes you at night."),
    ],
)
def test_an_answer_brings_its_card(answers: dict[str, Any], lesson: str, because: str) -> None:
    person = Person(**answers)
    told = []
    for _ in range(10):
        told.append(person.lesson)
        person.check_in()
        person.wait()
    assert (lesson, because) in [(each.lesson, each.why.text) for each in told]


STENOSIS: dict[str, Any] = {
    "worse_with": ["walking", "standing", "mornings"],
    "better_with": ["sitting", "bending_forward", "leaning_on_trolley"],
    "pain_places": ["left_thigh", "left_calf", "right_thigh", "right_calf"],
    "worst_part": "leg",
}


def test_legs_that_tire_with_walking_bring_outings_and_never_the_first_hour() -> None:
    """Whom bending forward eases need not wait with it, though mornings are hard."""
    person = Person(**STENOSIS)
    assert person.known.picture is not None
    assert person.known.picture.pattern == "stenosis"
    offered = set()
    for _ in range(60):
        offered.add(person.lesson.lesson)
        person.tell("safety_check", answers=CALM)
        person.check_in()
        person.wait()
    assert "outings_with_rests" in offered
    assert "first_hour" not in offered


def test_outings_with_rests_are_offered_to_nobody_else() -> None:
    person = Person(worse_with=["sitting"], better_with=["walking"])
    offered = set()
    for _ in range(90):
        offered.add(person.lesson.lesson)
        person.tell("safety_check", answers=CALM)
        person.check_in()
        person.wait()
    assert "outings_with_rests" not in offered


def test_thin_bones_keep_back_what_loads_them() -> None:
    person = Person(conditions=["osteoporosis"], worse_with=["bending", "lifting"])
    for name in ("bending", "lifting_without_fear", "gardening"):
        assert lessons.speaks_against(KNOWLEDGE.lessons[name], person.known)
    assert not lessons.speaks_against(KNOWLEDGE.lessons["walking"], person.known)


def test_an_answer_that_is_missing_keeps_back_as_a_yes_does() -> None:
    person = Person()
    silent = begin(0)
    silent = advance(silent, read_fact({"kind": "safety_check", "on": DAY_1, "answers": CALM}, KNOWLEDGE), KNOWLEDGE)
    assert lessons.speaks_against(KNOWLEDGE.lessons["lifting_without_fear"], silent)
    assert not lessons.speaks_against(KNOWLEDGE.lessons["lifting_without_fear"], person.known)


def test_what_was_read_does_not_come_again_soon() -> None:
    person = Person()
    person.pass_first_week()
    person.tell("lesson_read", lesson="sitting")
    for _ in range(2):
        person.check_in(exposures=["prolonged_sitting"])
        person.wait()
    assert person.lesson.lesson == "desk_setup"


def test_reading_the_lesson_of_the_day_marks_it_and_does_not_change_it() -> None:
    person = Person()
    before = person.lesson
    person.tell("lesson_read", lesson=before.lesson)
    assert (before.is_read, person.lesson.is_read) == (False, True)
    assert person.lesson.lesson == before.lesson
    person.wait()
    assert not person.lesson.is_read


def test_what_is_told_today_changes_tomorrow() -> None:
    person = Person()
    person.pass_first_week()
    person.check_in(exposures=["long_drive"])
    person.wait()
    before = person.lesson.lesson
    person.check_in(exposures=["long_drive"])
    assert person.lesson.lesson == before
    person.wait()
    assert person.lesson.lesson == "driving"


def test_when_all_were_seen_the_one_seen_longest_ago_comes_again() -> None:
    person = Person()
    offered = []
    for _ in range(60):
        offered.append(person.lesson)
        person.tell("safety_check", answers=CALM)
        person.check_in()
        person.wait()
    assert offered[-1].why.id == "lesson_again"
    everybodys = {lesson.id for lesson in KNOWLEDGE.lessons.values() if lesson.everybody and not lesson.stages}
    assert everybodys <= {lesson.lesson for lesson in offered}
