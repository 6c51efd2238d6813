"""Today, an exercise, and the pages that are read."""

from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from stepwell.care.actions import facts
from stepwell.care.queries import days, people
from stepwell.engine.decision import DayPlan
from stepwell.engine.log import Evaluation
from stepwell.knowledge import loader
from tests.web import walked

pytestmark = pytest.mark.one_database


def words(client: Client, path: str) -> str:
    """Return a page with its quotation marks as they are read."""
    return unescape(client.get(path).content.decode())


def plan() -> DayPlan:
    """Return today's plan of the one person."""
    decision = days.decision(people.owner(), timezone.localdate())
    assert isinstance(decision, DayPlan)
    return decision


def test_shows_every_exercise_with_its_reasons(settled: Client) -> None:
    page = words(settled, "/today/")
    for item in plan().items:
        assert item.name in page
        assert all(reason.text in page for reason in item.reasons)
    assert plan().title in page


def test_a_newcomer_is_asked_about_safety_first(newcomer: Client) -> None:
    for path in ("/today/", "/session/", "/picture/", "/print/", "/exercise/cat_cow/"):
        assert newcomer.get(path)["Location"] == "/safety-check/"


def test_an_urgent_answer_closes_every_page_with_exercises(settled: Client) -> None:
    walked.safety(settled, bladder_bowel_saddle={"saddle_feeling": "yes"})
    for path in ("/today/", "/session/", "/picture/", "/print/", "/exercise/cat_cow/"):
        assert settled.get(path)["Location"] == "/care/"


def test_today_needs_few_queries_and_no_more_with_a_long_log(
    settled: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    settled.post("/check-in/", walked.CHECK_IN)
    settled.get("/today/")
    with django_assert_max_num_queries(4):
        settled.get("/today/")


def test_the_kept_page_follows_a_check_in(settled: Client) -> None:
    assert "Four answers" in words(settled, "/today/")
    settled.post("/check-in/", walked.CHECK_IN)
    assert "You have checked in today" in words(settled, "/today/")


def test_nothing_on_today_breaks_the_content_policy(settled: Client) -> None:
    page = words(settled, "/today/")
    assert " style=" not in page
    assert "<style" not in page
    assert " onclick=" not in page


def test_an_exercise_of_today_offers_its_swaps(settled: Client) -> None:
    item = next(item for item in plan().items if item.swaps)
    page = words(settled, f"/exercise/{item.exercise}/")
    for other in item.swaps:
        assert loader.load().exercises[other].name in page


def test_a_swap_is_in_the_plan_at_once(settled: Client) -> None:
    item = next(item for item in plan().items if item.swaps)
    assert settled.post(f"/exercise/{item.exercise}/wish/", {"wish": "swap", "to": item.swaps[0]})["Location"] == "/today/"
    assert item.exercise not in [each.exercise for each in plan().items]
    assert item.swaps[0] in [each.exercise for each in plan().items]


def test_a_skipped_exercise_is_gone_for_today(settled: Client) -> None:
    item = plan().items[0]
    settled.post(f"/exercise/{item.exercise}/wish/", {"wish": "skip"})
    assert item.exercise not in [each.exercise for each in plan().items]


@pytest.mark.parametrize(
    "sent", [{}, {"wish": "eat"}, {"wish": "swap"}, {"wish": "swap", "to": "moon_walk"}, {"wish": "swap", "to": "side_plank_full"}]
)
def test_a_wish_that_makes_no_sense_saves_nothing(settled: Client, sent: dict[str, str]) -> None:
    item = plan().items[0]
    assert settled.post(f"/exercise/{item.exercise}/wish/", sent)["Location"] == f"/exercise/{item.exercise}/"
    assert walked.saved("preference") == []


@pytest.mark.parametrize("path", ["/exercise/moon_walk/", "/learn/moon/", "/session/done/nothing/"])
def test_what_is_not_there_is_not_found(settled: Client, path: str) -> None:
    assert settled.get(path).status_code == 404


def test_every_exercise_has_a_page(settled: Client) -> None:
    for exercise in loader.load().exercises.values():
        response = settled.get(f"/exercise/{exercise.id}/")
        assert response.status_code == 200
        assert "<svg" in response.content.decode()


def test_every_lesson_has_a_page(newcomer: Client) -> None:
    for lesson in loader.load().lessons.values():
        assert newcomer.get(f"/learn/{lesson.id}/").status_code == 200


def test_the_picture_says_that_it_is_no_diagnosis(settled: Client) -> None:
    page = words(settled, "/picture/")
    assert "It is not a diagnosis" in page
    assert "What your plan does" in page


def test_progress_is_open_before_anything_is_known(newcomer: Client) -> None:
    assert newcomer.get("/progress/").status_code == 200


def test_progress_tells_the_weeks_in_numbers_too(settled: Client) -> None:
    settled.post("/check-in/", {**walked.CHECK_IN, "walked_minutes": "17"})
    page = words(settled, "/progress/")
    assert "17 min" in page
    assert "Week by week" in page


def test_paper_holds_every_exercise_and_the_warning_signs(settled: Client) -> None:
    page = words(settled, "/print/")
    for item in plan().items:
        assert item.name in page
    assert "Get help now if you notice" in page


def test_whoever_has_a_bike_may_choose_it_instead_of_the_walk_and_go_back(settled: Client) -> None:
    told = Evaluation(on=timezone.localdate(), answers={"equipment": ("bike",), "sitting_minutes": 30})
    facts.add(person=people.owner(), facts=[told], now=timezone.now())
    page = settled.get("/exercise/walking_programme/").content.decode()
    assert "Walk, ride or water" in page
    assert "/exercise/water_walking_swimming/wish/" in page
    assert page.count("Not for now") == 1, "there is no pool"
    settled.post("/exercise/stationary_cycling/wish/", {"wish": "prefer"})
    assert days.understanding(people.owner()).walk.other == "stationary_cycling"
    page = words(settled, "/exercise/walking_programme/")
    assert "Chosen. Today your plan has something gentler in its place." in page, "sitting bent is not for a leg like this yet"
    settled.post("/exercise/walking_programme/wish/", {"wish": "prefer"})
    assert days.understanding(people.owner()).walk.other == ""


def test_the_page_of_an_exercise_that_is_nothing_for_somebody_says_why(newcomer: Client) -> None:
    """It is one tap away from the page of its easier form, with all its steps."""
    walked.safety(newcomer)
    for group, answers in walked.QUICK.items():
        newcomer.post(f"/evaluation/{group}/", answers | ({"conditions": ["osteoporosis"]} if group == "other_conditions" else {}))
    newcomer.post("/evaluation/ready/")
    page = newcomer.get("/exercise/mcgill_curl_up/").content.decode()
    assert "Not for you now" in page
    assert "lifting the upper body bends the spine under load" in page
    assert "Not for you now" not in newcomer.get("/exercise/pelvic_tilt/").content.decode()


def test_the_page_of_todays_walk_does_not_call_it_none_of_today(settled: Client) -> None:
    """Today links there as "How to do it, or another way"."""
    for path, is_said in (("walking_programme", False), ("wall_squat", True)):
        page = settled.get(f"/exercise/{path}/").content.decode()
        assert ("not part of today" in page or "Not for you now" in page) is is_said
