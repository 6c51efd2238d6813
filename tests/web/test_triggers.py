"""What sets it off, and on/off tests: the pages."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.care import replay
from stepwell.care.actions import facts as actions
from stepwell.care.actions import logs
from stepwell.care.queries import days, people, plans
from stepwell.care.queries.facts import of_kind as told_facts
from stepwell.engine import lessons, on_off, triggers
from stepwell.engine.log import CheckIn, Fact, OnOffTest
from stepwell.engine.trigger_findings import Finding, Findings, Verdict
from stepwell.knowledge.loader import load
from stepwell.web.patient import trigger_words
from tests.made_diary import diary_log
from tests.web import walked

pytestmark = pytest.mark.one_database

KNOWLEDGE = load()
BANS = re.compile(r"\b(avoid|never|must not|must|stay away|forbidden|dangerous|harmful|give up)\b", re.IGNORECASE)
A_DAY = timedelta(days=1)
SURE = {"sure": "yes"}
VERDICTS = get_args(Verdict)


def words(page: bytes) -> str:
    """Return the words of a page's main part, without tags."""
    main = page.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).replace("&#x27;", "'").split())


def lived(number: int, **how: Any) -> date:
    """Give the owner a diary of so many days, and return its last: today."""
    today = timezone.localdate()
    logs.import_log(person=people.owner(), log=diary_log(number, today, KNOWLEDGE, **how))
    return today


def tell(*facts: Fact) -> None:
    actions.add(person=people.owner(), facts=facts, now=timezone.now())


def finding(verdict: Verdict, exposure: str = "heavy_lifting", effect: float = 0.7, interval: tuple[float, float] = (0.2, 1.1)) -> Finding:
    return Finding(
        exposure=exposure,
        verdict=verdict,
        probability=0.9,
        probability_helps=0.0,
        effect_points=effect,
        interval=interval,
        days_exposed=22,
        days_unexposed=40,
        needs=12 if verdict == "not_enough" else 0,
    )


@pytest.mark.parametrize(
    ("verdict", "says"),
    [
        ("likely", "It settles; it isn’t damage."),
        ("possible", "too early to be sure"),
        ("unclear", "cannot tell yet"),
        ("not_enough", "About 12 more days of check-ins may tell."),
        ("probably_not", "You can stop guarding against it."),
        ("helps", "a little better"),
    ],
)
def test_each_verdict_has_its_words_and_the_days_behind_it(verdict: Verdict, says: str) -> None:
    card = trigger_words.card(finding(verdict), KNOWLEDGE, is_new=False)
    assert says in card.says
    assert card.days == "22 days with it, 40 without."
    assert bool(card.effect) is (verdict in ("likely", "possible", "helps"))
    assert bool(card.advice) is (verdict in ("likely", "possible"))


@pytest.mark.parametrize(
    ("effect", "interval", "says"),
    [
        (0.7, (0.2, 1.1), "About 0.7 points worse, likely between 0.2 and 1.1."),
        (0.4, (-0.1, 0.8), "About 0.4 points worse, likely between 0.1 better and 0.8 worse."),
        (0.3, (-0.03, 0.6), "About 0.3 points worse, likely between 0.0 and 0.6."),
        (0.02, (-0.3, 0.4), "On average the same, likely between 0.3 better and 0.4 worse."),
        (-0.5, (-0.9, -0.2), "About 0.5 points better, likely between 0.2 and 0.9."),
    ],
)
def test_an_effect_is_said_with_its_range(effect: float, interval: tuple[float, float], says: str) -> None:
    assert trigger_words.effect(finding("likely", effect=effect, interval=interval)) == says


def test_no_verdict_on_anything_is_a_ban_or_frightens() -> None:
    for trigger in KNOWLEDGE.triggers.values():
        for verdict in VERDICTS:
            card = trigger_words.card(finding(verdict, trigger.id), KNOWLEDGE, is_new=True)
            said = " ".join((card.name, card.chip, card.says, card.effect, card.days, *card.advice, trigger.less_day))
            assert not BANS.search(said.replace("There is no reason to give it up", "")), said


def test_drinking_and_lying_low_are_not_praised() -> None:
    for exposure in ("alcohol", "inactivity_day", "missed_exercise_day"):
        for verdict in ("helps", "probably_not"):
            says = trigger_words.card(finding(verdict, exposure), KNOWLEDGE, is_new=False).says
            assert "stop guarding" not in says
            assert "no need to hold back" not in says


def test_before_there_are_enough_days_it_says_when_and_accuses_nothing(settled: Client) -> None:
    page = words(settled.get("/triggers/").content)
    opens = timezone.localdate() + timedelta(days=30)
    assert f"Opens around {opens:%B} {opens.day}" in page
    assert "nothing you need to stop doing" in page
    assert not any(trigger.name in page for trigger in KNOWLEDGE.triggers.values() if trigger.asked)


def test_twenty_days_are_not_enough_even_where_something_matters_much(newcomer: Client) -> None:
    lived(20, sets_off={"heavy_lifting": 4.0})
    page = words(newcomer.get("/triggers/").content)
    assert "Opens around" in page
    assert "Heavy lifting" not in page


def test_after_weeks_it_shows_what_is_likely_first_and_what_can_be_let_go(newcomer: Client) -> None:
    lived(95)
    response = newcomer.get("/triggers/")
    page = words(response.content)
    assert page.index("Worth knowing") < page.index("Heavy lifting") < page.index("You can let these go") < page.index("Can’t tell yet")
    assert "points worse, likely between" in page
    assert "For a few days, try this instead" in page
    assert KNOWLEDGE.triggers["heavy_lifting"].build_back in page
    assert "You can stop guarding against it." in page
    assert "More pain for a day is not harm" in page
    assert not BANS.search(page), BANS.search(page)
    assert 'href="/triggers/test/heavy_lifting/"' in response.content.decode()


def test_the_first_check_in_of_a_week_notes_what_was_found_and_a_lesson_of_the_next_days_comes_of_it(newcomer: Client) -> None:
    today = timezone.localdate()
    last_sunday = today - timedelta(days=today.weekday() + 1)
    logs.import_log(person=people.owner(), log=diary_log(95, last_sunday, KNOWLEDGE))
    newcomer.post("/check-in/", walked.CHECK_IN)
    noted = told_facts(people.owner(), "triggers_told")
    assert [fact.on for fact in noted] == [today]
    known = days.understanding(people.owner())
    assert known.taught.found["heavy_lifting"].verdict == "likely"
    assert "probably_not" in {found.verdict for found in known.taught.found.values()}
    coming = [lessons.of_the_day(known, KNOWLEDGE, today + A_DAY * ahead) for ahead in range(1, 5)]
    assert "lifting_without_fear" in {lesson.lesson for lesson in coming if lesson.why.id == "lesson_likely"}


def test_a_second_check_in_notes_nothing_more_and_neither_does_a_diary_that_is_too_young(newcomer: Client) -> None:
    today = timezone.localdate()
    last_sunday = today - timedelta(days=today.weekday() + 1)
    logs.import_log(person=people.owner(), log=diary_log(20, last_sunday, KNOWLEDGE, sets_off={"heavy_lifting": 4.0}))
    for _ in range(2):
        newcomer.post("/check-in/", walked.CHECK_IN)
    assert told_facts(people.owner(), "triggers_told") == []


def test_only_the_first_check_in_of_a_week_judges_the_diary(newcomer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a Monday too, on which each further check-in changes what is judged: who corrects an answer does not wait for it."""
    monday = datetime(2026, 3, 9, 15, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: monday)
    logs.import_log(person=people.owner(), log=diary_log(95, monday.date() - A_DAY, KNOWLEDGE), now=monday)
    judged: list[date] = []
    through = triggers.through

    def counted(diary: Any, knowledge: Any, week: date, before: Any) -> Findings:
        judged.append(week)
        return through(diary, knowledge, week, before)

    monkeypatch.setattr(triggers, "through", counted)
    for _ in range(3):
        newcomer.post("/check-in/", walked.CHECK_IN)
    assert judged == [monday.date()]


def test_a_plan_that_uses_what_was_found_can_be_made_again(newcomer: Client) -> None:
    today = timezone.localdate()
    logs.import_log(person=people.owner(), log=diary_log(95, today - timedelta(days=today.weekday() + 1), KNOWLEDGE))
    newcomer.post("/check-in/", walked.CHECK_IN)
    stored = plans.stored(people.owner())
    assert stored
    assert all(replay.replayed(plan, KNOWLEDGE) == plans.shown(plan) for plan in stored)


def test_the_page_is_reached_from_progress_and_learn(settled: Client) -> None:
    for address in ("/progress/", "/learn/"):
        assert 'href="/triggers/"' in settled.get(address).content.decode()


# --- what the check-in asks for ---------------------------------------------------------------------


def asked(client: Client) -> set[str]:
    page = client.get("/check-in/").content.decode()
    return {trigger for trigger in KNOWLEDGE.triggers if f'value="{trigger}"' in page}


def test_the_check_in_asks_for_what_the_person_chose_and_no_longer_when_they_change_their_mind(settled: Client) -> None:
    usual = {trigger.id for trigger in KNOWLEDGE.triggers.values() if trigger.asked} - {"poor_sleep_last_night"}  # a question of its own
    assert asked(settled) == usual
    settled.post("/triggers/asked/", {"exposure": ["alcohol", "menstruation"]})
    assert asked(settled) == usual | {"alcohol", "menstruation"}
    settled.post("/triggers/asked/", {"exposure": ["missed_exercise_day"]})
    assert asked(settled) == usual | {"alcohol", "menstruation"}
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()  # of today it would be shown, to be changed
    settled.post("/check-in/", {**walked.CHECK_IN, "exposures": ["alcohol"], "on": yesterday})
    assert walked.saved("check_in")[-1].answers["exposures"] == ("alcohol",)
    settled.post("/triggers/asked/", {"exposure": ["menstruation"]})
    assert asked(settled) == usual | {"menstruation"}
    settled.post("/triggers/asked/", {"exposure": ["menstruation"]})
    assert [fact.wish for fact in walked.saved("preference")] == ["ask", "ask", "not_ask"]


def test_a_kept_check_in_from_before_is_taken_and_the_device_is_told_to_fetch_it_again(settled: Client) -> None:
    def version() -> str:
        (kept,) = (page for page in settled.get("/offline/keep/").json()["pages"] if page["at"] == "/check-in/")
        return str(kept["version"])

    before = version()
    settled.post("/triggers/asked/", {"exposure": ["sex"]})
    assert version() != before
    settled.post("/triggers/asked/", {})
    assert settled.post("/check-in/", {**walked.CHECK_IN, "exposures": ["sex"]}).status_code == 302


# --- on/off tests -----------------------------------------------------------------------------------


def test_a_test_is_explained_started_shown_and_stopped(newcomer: Client) -> None:
    today = lived(40)
    page = words(newcomer.get("/triggers/test/heavy_lifting/").content)
    assert KNOWLEDGE.triggers["heavy_lifting"].less_day in page
    for promise in (
        "28 days",
        "drawn by lot",
        "stop at any time",
        "pauses it",
        "small differences",
        KNOWLEDGE.triggers["heavy_lifting"].less_day,
    ):
        assert promise in page
    assert not BANS.search(page)
    assert newcomer.post("/triggers/test/heavy_lifting/", SURE)["Location"] == "/triggers/test/"
    (test,) = walked.saved("on_off_test")
    assert (test.exposure, test.wish, test.on) == ("heavy_lifting", "start", today)
    assert "It begins tomorrow." in words(newcomer.get("/triggers/test/").content)
    assert "Your test begins tomorrow" in words(newcomer.get("/today/").content)
    assert newcomer.get("/triggers/test/prolonged_sitting/")["Location"] == "/triggers/"
    assert "Stop the test?" in words(newcomer.get("/triggers/test/stop/").content)
    assert newcomer.post("/triggers/test/stop/", SURE)["Location"] == "/triggers/test/"
    page = words(newcomer.get("/triggers/test/").content)
    assert "You stopped it." in page
    assert "too few days" in page


def test_sent_twice_a_test_starts_once(newcomer: Client) -> None:
    lived(40)
    for _ in range(2):
        newcomer.post("/triggers/test/heavy_lifting/", {**SURE, "fact_id": "0b1c2d3e-0000-4000-8000-000000000002"})
    assert len(walked.saved("on_off_test")) == 1


def test_today_says_which_day_it_is_and_which_tomorrow_is_and_later_days_stay_hidden(newcomer: Client) -> None:
    today = timezone.localdate()
    logs.import_log(person=people.owner(), log=diary_log(40, today, KNOWLEDGE))
    tell(OnOffTest(on=today - 5 * A_DAY, exposure="heavy_lifting", wish="start"))
    known = days.understanding(people.owner())
    kinds = {day.on: day.kind for day in on_off.days(known.trials[-1], known.seed, KNOWLEDGE)}
    page, running = words(newcomer.get("/today/").content), newcomer.get("/triggers/test/")
    assert ("a day with less of it" if kinds[today] == "less" else "a day as usual") in page
    assert f"Tomorrow: a day {'with less of it' if kinds[today + A_DAY] == 'less' else 'as usual'}" in page
    assert "Day 5 of 28" in page
    assert [day["kind"] for day in running.context["calendar"]["days"]] == [kinds[on] for on in sorted(kinds)[:6]]
    assert running.context["calendar"]["hidden"] == 22


@pytest.mark.parametrize(
    ("effect", "says"), [(4.0, "your leg was worse than on the days with less of it"), (0.0, "No difference worth minding.")]
)
def test_at_the_end_it_says_what_the_days_say(newcomer: Client, effect: float, says: str) -> None:
    today = timezone.localdate()
    logs.import_log(person=people.owner(), log=diary_log(1, today - 31 * A_DAY, KNOWLEDGE))
    tell(OnOffTest(on=today - 31 * A_DAY, exposure="heavy_lifting", wish="start"))
    known = days.understanding(people.owner())
    for number, day in enumerate(on_off.days(known.trials[-1], known.seed, KNOWLEDGE)):
        answers: dict[str, Any] = {"leg_waking": 2, "leg_worst": 3 + number % 2 + int(effect) * (day.kind == "usual"), "flare": "no"}
        tell(CheckIn(on=day.on + A_DAY, answers={**answers, "exposures": ("none",), "anything_new": ("none",)}))
    page = words(newcomer.get("/triggers/test/").content)
    assert says in page
    assert "14 of 14 as usual, 14 of 14 with less" in page
    assert not BANS.search(page)


def test_an_unfinished_test_says_nothing_yet(newcomer: Client) -> None:
    today = lived(40)
    tell(OnOffTest(on=today - 20 * A_DAY, exposure="heavy_lifting", wish="start"))
    response = newcomer.get("/triggers/test/")
    assert response.context["results"] == []
    assert "points worse" not in words(response.content)


def test_a_flare_up_pauses_the_test_and_says_so(newcomer: Client) -> None:
    today = lived(40)
    tell(OnOffTest(on=today - 3 * A_DAY, exposure="heavy_lifting", wish="start"))
    newcomer.post("/check-in/", {**walked.CHECK_IN, "flare": "yes"})
    assert "Your test is paused" in words(newcomer.get("/today/").content)
    assert "Paused for the flare-up" in words(newcomer.get("/triggers/test/").content)


@pytest.mark.parametrize("exposure", ["weather", "poor_sleep_last_night", "alcohol", "no_such_thing"])
def test_what_cannot_be_tested_has_no_page(newcomer: Client, exposure: str) -> None:
    lived(40)
    assert newcomer.get(f"/triggers/test/{exposure}/").status_code == 404


def test_no_test_is_offered_in_the_calm_stage_or_while_something_urgent_is_held(settled: Client) -> None:
    assert days.understanding(people.owner()).standing.stage == "calm"
    assert settled.get("/triggers/test/heavy_lifting/")["Location"] == "/triggers/"
    settled.post("/safety-check/bladder_bowel_saddle/", {"saddle_feeling": ["yes"]})
    assert settled.get("/triggers/test/heavy_lifting/")["Location"] == "/care/"
    assert settled.get("/triggers/").status_code == 200


def test_without_a_test_its_page_leads_back(settled: Client) -> None:
    assert settled.get("/triggers/test/")["Location"] == "/triggers/"
    assert settled.get("/triggers/test/stop/")["Location"] == "/triggers/test/"


def test_the_first_check_in_of_a_week_with_news_leads_to_it(newcomer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    lived(40)
    news = Findings(week=timezone.localdate(), days=40, found=(finding("likely"),))
    monkeypatch.setattr("stepwell.web.patient.triggers.has_news", lambda request: bool(list(trigger_words.new_ones(news))))
    assert newcomer.post("/check-in/", walked.CHECK_IN)["Location"] == "/today/"
    news = Findings(week=news.week, days=40, found=(Finding(**{**_fields(news.found[0]), "since": news.week}),))
    assert newcomer.post("/check-in/", walked.CHECK_IN)["Location"] == "/triggers/"


def _fields(of: Finding) -> dict[str, Any]:
    return {name: getattr(of, name) for name in of.__struct_fields__}
