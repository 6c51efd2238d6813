"""Learn: the shelf and its search, one lesson, the mark that it was read, paper, and what a device keeps of it."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.care.queries import days, facts, people
from stepwell.engine.decision import DayPlan
from stepwell.engine.log import LessonRead
from stepwell.knowledge import loader
from stepwell.web.patient.learn import LONGEST_QUESTION
from stepwell.web.shared import lesson_search
from tests.web import walked

pytestmark = pytest.mark.one_database

LESSONS = loader.load().lessons
KEEPING = {"x-stepwell-keep": "1"}


def titles(client: Client, asked: str = "") -> list[str]:
    """Return the titles on the shelf."""
    page = client.get("/learn/", {"q": asked} if asked else {})
    return [card.lesson.title for group in page.context["groups"] for card in group.cards]


def test_the_shelf_holds_every_lesson_once_by_topic(newcomer: Client) -> None:
    assert sorted(titles(newcomer)) == sorted(lesson.title for lesson in LESSONS.values())
    page = newcomer.get("/learn/")
    assert [group.name for group in page.context["groups"]][:2] == ["Understand it", "Nights and mornings"]
    assert len({group.id for group in page.context["groups"]}) == 6


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("sleep", "Finding a position to sleep"),
        ("SLEEPING", "Finding a position to sleep"),
        ("pillow", "Finding a position to sleep"),
        ("cars", "Driving with less pain"),
        ("how do I lift heavy boxes?", "Lifting without fear"),
        ("MRI", "Scans: what they can and cannot show"),
        ("chiropractor", "Joint mobilization and manipulation"),
        ("boom and bust", "Pacing: not too much, not too little"),
        ("it's flaring", "When it flares up"),
        ("physio", "When to see a physical therapist"),
        ("vacuum", "Housework in portions"),
    ],
)
def test_a_question_finds_its_card(newcomer: Client, asked: str, title: str) -> None:
    assert title in titles(newcomer, asked)


def test_every_word_of_a_question_counts(newcomer: Client) -> None:
    both = set(titles(newcomer, "bed morning"))
    assert both
    assert both <= set(titles(newcomer, "bed")) & set(titles(newcomer, "morning"))
    assert len(both) < len(titles(newcomer, "bed"))


def test_a_question_of_little_words_alone_finds_what_holds_them_or_nothing_but_never_fails(newcomer: Client) -> None:
    for asked in ("the", "?", "  ", "…", "%_", "<script>alert(1)</script>", "x" * 5000, "\x00"):
        page = newcomer.get("/learn/", {"q": asked})
        assert page.status_code == 200
        assert len(page.context["asked"]) <= LONGEST_QUESTION
        assert "<script>alert" not in page.content.decode()


def test_nothing_found_says_so_and_where_else_to_look(newcomer: Client) -> None:
    page = newcomer.get("/learn/", {"q": "zebra"}).content.decode()
    assert "No card has these words." in page
    notice = page[page.index("data-shelf-none") :]
    assert "hidden" not in notice[: notice.index(">")]
    assert '/safety-check/"' in notice
    assert titles(newcomer, "zebra") == []


def test_every_lesson_is_found_by_each_of_its_own_words() -> None:
    """By every word of its title, and by every one of its keywords."""
    for lesson in LESSONS.values():
        for asked in (lesson.title, *lesson.keywords):
            assert lesson in lesson_search.found(LESSONS.values(), asked), (lesson.id, asked)


def test_the_script_finds_with_the_words_that_the_server_finds_with(newcomer: Client) -> None:
    """The page carries them, so that typing finds without asking the server, and without a signal."""
    page = newcomer.get("/learn/").content.decode()
    carried = re.findall(r'<li data-words="([^"]+)">', page)
    assert sorted(carried) == sorted(" ".join(lesson_search.words_of(lesson)) for lesson in LESSONS.values())
    assert f'data-little="{" ".join(sorted(lesson_search.LITTLE))}"' in page


def test_a_lesson_shows_its_points_something_to_try_and_where_it_comes_from(newcomer: Client) -> None:
    page = newcomer.get("/learn/coughing/").content.decode()
    assert "<li>In bed, roll to your side and hug a pillow.</li>" in page
    assert "Try today" in page
    assert "Get emergency help now" in page
    assert "How well known:" in page
    assert "/sources/#girft_ces_2023" in page


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_leaves_no_mark_of_the_file_on_the_page(newcomer: Client, name: str) -> None:
    page = newcomer.get(f"/learn/{name}/")
    article = page.content.decode().split("<article")[1].split("</article>")[0]
    assert "{" not in article
    assert "<p>-" not in article
    assert "<br" not in article


def test_a_lesson_that_is_not_there_is_not_found(newcomer: Client) -> None:
    assert newcomer.get("/learn/no_such_lesson/").status_code == 404
    assert newcomer.post("/learn/no_such_lesson/", {"read": "yes"}).status_code == 404


def test_each_lesson_leads_to_the_next_and_the_last_to_the_first(newcomer: Client) -> None:
    seen, at = [], "what_sciatica_is"
    for _ in LESSONS:
        seen.append(at)
        at = newcomer.get(f"/learn/{at}/").context["next"].id
    assert at == "what_sciatica_is"
    assert sorted(seen) == sorted(LESSONS)


# --- the lesson of the day --------------------------------------------------------------------------


def test_today_shows_the_lesson_of_the_plan_and_why(settled: Client) -> None:
    page = settled.get("/today/").content.decode()
    assert 'href="/learn/what_sciatica_is/"' in page
    assert "This is your first week" in page
    assert "This is your first week" in settled.get("/learn/").content.decode()
    assert "This is your first week" in settled.get("/learn/what_sciatica_is/").content.decode()
    assert "This is your first week" not in settled.get("/learn/hurt_and_harm/").content.decode()


def test_a_flare_up_shows_its_card_on_today_at_once(settled: Client) -> None:
    settled.post("/flare/", {"anything_new": ["none"], "leg_worst": "7"})
    page = settled.get("/today/").content.decode()
    assert 'href="/learn/flare_ups/"' in page
    assert "A flare-up began today." in page


def test_the_lessons_stay_open_when_no_plan_is(newcomer: Client) -> None:
    walked.safety(newcomer, bladder_bowel_saddle={"saddle_feeling": ["yes"]})
    assert newcomer.get("/learn/").status_code == 200
    assert newcomer.get("/learn/hurt_and_harm/").status_code == 200
    assert newcomer.get("/learn/paper/").status_code == 200


def test_a_lesson_shows_only_exercises_that_are_in_todays_plan(settled: Client) -> None:
    """Others may not be right for this person."""
    plan = days.decision(people.owner(), timezone.localdate())
    assert isinstance(plan, DayPlan)
    shown = {exercise.id for name in LESSONS for exercise in settled.get(f"/learn/{name}/").context["exercises"]}
    assert shown
    assert shown <= {plan.walk.exercise, *(item.exercise for item in plan.items)}


def test_what_may_not_suit_says_so(newcomer: Client) -> None:
    walked.safety(newcomer)
    for group, answers in walked.QUICK.items():
        newcomer.post(f"/evaluation/{group}/", answers | ({"conditions": ["osteoporosis"]} if group == "other_conditions" else {}))
    newcomer.post("/evaluation/ready/")
    assert "this card may not suit you" in newcomer.get("/learn/lifting_without_fear/").content.decode()
    assert "this card may not suit you" not in newcomer.get("/learn/walking/").content.decode()


# --- read -------------------------------------------------------------------------------------------


def test_a_lesson_is_marked_as_read_once_a_day_and_stays_todays(settled: Client) -> None:
    for _ in range(2):
        answer = settled.post("/learn/what_sciatica_is/", {"read": "yes"})
        assert answer["Location"] == "/learn/what_sciatica_is/"
    told = facts.of_kind(people.owner(), "lesson_read")
    assert [(fact.lesson, fact.on) for fact in told if isinstance(fact, LessonRead)] == [("what_sciatica_is", timezone.localdate())]
    assert "You read this on" in settled.get("/learn/what_sciatica_is/").content.decode()
    today = settled.get("/today/").content.decode()
    assert 'href="/learn/what_sciatica_is/"' in today
    assert "One small lesson, read" in today


def test_the_shelf_marks_what_was_read(settled: Client) -> None:
    settled.post("/learn/sitting/", {"read": "yes"})
    marked = [card.lesson.id for group in settled.get("/learn/").context["groups"] for card in group.cards if card.is_read]
    assert marked == ["sitting"]


def test_reading_counts_no_days_and_gives_no_points(settled: Client) -> None:
    settled.post("/learn/sitting/", {"read": "yes"})
    pages = (settled.get("/learn/").content + settled.get("/learn/sitting/").content).decode().lower()
    assert not re.search(r"\d+ of \d+|streak|points|in a row|well done", pages.split("<main")[1])


# --- paper and the device ---------------------------------------------------------------------------


def test_all_lessons_go_on_paper_or_one(newcomer: Client) -> None:
    page = newcomer.get("/learn/paper/").content.decode()
    assert all(f"<h3>{lesson.title}</h3>" in page for lesson in LESSONS.values())
    one = newcomer.get("/learn/paper/", {"card": "coughing"}).content.decode()
    assert "<h1>Coughing and sneezing</h1>" in one
    assert "Lifting without fear" not in one
    assert "Content not yet reviewed by a clinician" in one


def test_paper_for_an_unknown_lesson_is_all_of_them(newcomer: Client) -> None:
    assert newcomer.get("/learn/paper/", {"card": "zebra"}).context["one"] is None


def test_what_a_device_keeps_of_lessons_is_nobodys(settled: Client) -> None:
    """A kept page is right on any day: no mark of what was read, no reason of today, no form that cannot be sent."""
    settled.post("/learn/what_sciatica_is/", {"read": "yes"})
    for address in ("/learn/", "/learn/what_sciatica_is/"):
        kept = settled.get(address, headers=KEEPING).content.decode()
        assert "first week" not in kept
        assert "You read this" not in kept
        assert 'method="post"' not in kept
