"""The player's rules as pure functions: a state, an event and a time go in, the next state comes out.

They are scripts, so a browser runs them; but there is no page, no server and no real clock, and they are loaded only once.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

import stepwell.web
from stepwell.engine.decision import DayPlan
from stepwell.engine.plan import plan_from
from stepwell.engine.understanding import understand
from stepwell.knowledge.loader import load
from stepwell.web.patient.player_data import player_data
from tests.bench._made_log import made_log

pytestmark = pytest.mark.one_database

SCRIPTS = Path(stepwell.web.__file__).parent / "static" / "stepwell" / "js"
PLAY = """async ({ plan, events, state }) => {
  const { fresh } = await import("/player/view.js");
  const { step } = await import("/player/session.js");
  let now = state ?? fresh({ id: "a", on: "2026-03-02", length: "full" });
  return events.map(([at, type, more]) => (now = step(plan, JSON.parse(JSON.stringify(now)), { type, ...more }, at))).at(-1);
}"""
SAY = """async ({ plan, events, words }) => {
  const { fresh } = await import("/player/view.js");
  const { step } = await import("/player/session.js");
  const { cues } = await import("/player/script.js");
  let now = fresh({ id: "a", on: "2026-03-02", length: "full" });
  return events.map(([at, type, more]) => {
    const before = now;
    now = step(plan, now, { type, ...more }, at);
    return { at, cues: cues(plan, before, now, words) };
  }).filter((each) => each.cues.length);
}"""
BY_VOICE = """async ({ plan, words, letter_ms, rest_ms }) => {
  const { fresh } = await import("/player/view.js");
  const { step, waitsForVoice } = await import("/player/session.js");
  const { cues, join } = await import("/player/script.js");
  const { sentences } = await import("/player/voice.js");
  let [now, spokenUntil, state] = [0, 0, fresh({ id: "a", on: "2026-03-02", length: "full" })];
  const act = (type) => {
    const before = state;
    state = step(plan, before, { type }, now);
    const made = cues(plan, before, state, words);
    const text = join(...made.map((each) => each.say));
    if (!text || (spokenUntil > now && !made.some((each) => each.say && each.over))) return;
    spokenUntil = now + sentences(text).reduce((sum, each) => sum + each.length * letter_ms + rest_ms, 0);
  };
  const look = () => act(spokenUntil > now && waitsForVoice(plan, state) ? "spoken" : "tick");
  for (act("start"); state.mode !== "ended" && now < 1e7; now += 100) look();
  return now / 1000;
}"""
DANGER = {"check": True, "asks_place": False, "actions": ["stop"], "eases_rest": True, "says": "Stop."}
HURT = {
    "stretch": {**DANGER, "check": False, "actions": ["smaller", "swap", "stop"], "eases_rest": False, "places": {}},
    "sharp": {**DANGER, "check": False, "actions": ["smaller", "swap", "stop"], "places": {"both_legs": DANGER}},
    "numb": {**DANGER, "places": {}},
}
READY, HOLD = 10, 20
Events = list[tuple[Any, ...]]


def item(name: str, *, position: str = "supine", holds: int = 3, **more: Any) -> dict[str, Any]:
    """Return an exercise of some holds on both sides at once: 10 s to get ready, 20 s each, 5 s between them."""
    phases: list[list[Any]] = [["ready", READY, "", 0, 0]]
    for count in range(1, holds + 1):
        phases += [["hold", HOLD, "", 1, count], ["ease", 5, "", 1, count]]
    made = {
        "exercise": name, "name": name.title(), "position": position, "getting_there": f"Lie for {name}.", "steps": ["Lie down."],
        "cue": "Breathe.", "cues": ["Breathe.", "Let go."], "sets": 1, "repetitions": holds, "hold_s": HOLD, "minutes": 0,
        "phases": phases[:-1], "smaller": None, "linked": [], "swaps": [],
    }  # fmt: skip
    return made | more


def smaller(holds: int) -> dict[str, Any]:
    """Return the smaller form of such an exercise."""
    return {"says": "Half as far.", "sets": 1, "repetitions": holds, "minutes": 0, "phases": item("small", holds=holds)["phases"]}


def plan(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a session of these exercises; of two by default, in different positions."""
    return {"items": list(items or (item("bridge"), item("cobra", position="prone"))), "rating_s": 8, "hurt": HURT, "wait": None, **more}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Return an empty page that can import the player's scripts."""

    def served(route: Route) -> None:
        path = SCRIPTS / urlsplit(route.request.url).path.lstrip("/")
        known = path.suffix == ".js" and path.exists()
        route.fulfill(path=path, content_type="text/javascript") if known else route.fulfill(
            body="<!doctype html><html lang=en>", content_type="text/html"
        )

    opened = browser.new_page()
    opened.route("**/*", served)
    opened.goto("http://localhost/")
    yield opened
    opened.close()


@pytest.fixture
def played(page: Page) -> Any:
    """Return a function that lets events happen, each (at ms, type, more), and returns the last state."""

    def play(events: Events, *, of: dict[str, Any] | None = None, state: Any = None) -> Any:
        return page.evaluate(PLAY, {"plan": of or plan(), "events": [list(event) for event in events], "state": state})

    return play


def looks(until_s: float, every_ms: int = 100, start_ms: int = 0) -> Events:
    """Return looks at the clock, so often."""
    return [(at, "tick") for at in range(start_ms + every_ms, int(until_s * 1000) + 1, every_ms)]


START = (0, "start")
TO_HOLD = [START, (READY * 1000, "tick")]


# --- time ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("every_ms", [50, 1000, 7000])
def test_however_seldom_one_looks_the_phase_is_that_of_the_clock(played: Any, every_ms: int) -> None:
    state = played([START, *looks(56, every_ms), (56_000, "tick")])
    assert (state["index"], state["passed"], state["spent"]) == (4, 1000, 56_000)


def test_a_pause_is_not_counted_and_the_hold_goes_on_where_it_was(played: Any) -> None:
    state = played([*TO_HOLD, (15_000, "tap"), (95_000, "tick"), (95_000, "tap"), (100_000, "tick")])
    assert (state["index"], state["passed"], state["spent"]) == (1, 10_000, 20_000)


def test_after_a_sleep_past_its_end_the_hold_is_over_and_the_session_waits(played: Any) -> None:
    state = played([*TO_HOLD, (12_000, "tick"), (400_000, "tick")])
    assert (state["at"], state["index"], state["passed"]) == ("bridge", 2, 0)
    assert (state["running"], state["why"]) == (False, "asleep")
    assert state["spent"] == (READY + HOLD) * 1000


def test_a_sleep_inside_a_long_hold_does_not_make_it_longer(played: Any) -> None:
    walk = item("walk", position="standing", phases=[["ready", 10, "", 0, 0], ["timed", 600, "", 0, 0]], minutes=10)
    state = played([*TO_HOLD, (310_000, "tick")], of=plan(walk))
    assert (state["index"], state["passed"], state["running"]) == (1, 300_000, True)


def test_whoever_fell_asleep_while_getting_ready_starts_getting_ready_again(played: Any) -> None:
    state = played([START, (500_000, "tick")])
    assert (state["index"], state["passed"], state["running"], state["why"]) == (0, 0, False, "asleep")


def test_a_sleep_never_begins_the_next_exercise(played: Any) -> None:
    state = played([START, *looks(79), (900_000, "tick")])
    assert (state["at"], state["mode"], state["running"]) == ("bridge", "rate", False)
    asked = played([START, *looks(81), (900_000, "tick")])
    assert (asked["at"], asked["index"], asked["running"], asked["why"]) == ("cobra", 0, False, "asleep")


def test_after_a_sleep_one_gets_back_into_position_first(played: Any) -> None:
    slept = [*TO_HOLD, (12_000, "tick"), (400_000, "tick"), (500_000, "tap")]
    assert played(slept)["lead"] == READY * 1000
    on = played([*slept, (509_000, "tick"), (512_000, "tick")])
    assert (on["lead"], on["index"], on["passed"]) == (0, 2, 2000)
    assert played([*slept, (503_000, "tap")])["lead"] == 0


def test_a_reload_goes_on_with_what_was_left_of_the_hold(played: Any) -> None:
    left = played([*TO_HOLD, (18_000, "leave")])
    again = played([(5, "start")], state=left)
    assert (again["at"], again["index"], again["passed"], again["lead"]) == ("bridge", 1, 8000, READY * 1000)
    assert played([(5, "start"), (10_005, "tick"), (22_004, "tick")], state=left)["index"] == 1
    assert played([(5, "start"), (10_005, "tick"), (18_000, "tick"), (22_005, "tick")], state=left)["index"] == 2


def test_a_reload_at_the_questions_asks_them_again_and_loses_no_set(played: Any) -> None:
    left = played([START, *looks(81), (81_000, "leave")])
    state = played(
        [(5, "start"), (6, "rate", {"question": 0, "value": "right"}), (7, "rate", {"question": 1, "value": "same"})], state=left
    )
    assert state["results"]["bridge"]["done"] == "all"


def test_where_the_plan_has_changed_it_goes_on_with_what_is_not_done(played: Any) -> None:
    left = played([*TO_HOLD, (18_000, "leave")])
    assert played([(5, "start")], state=left, of=plan(item("other"), item("cobra")))["at"] == "other"
    assert played([(5, "start")], state={**left, "results": {"other": {}}}, of=plan(item("other")))["mode"] == "ended"


def test_the_clock_counts_sleep_and_never_goes_back(page: Page) -> None:
    told = page.evaluate("""async () => {
      const { makeClock } = await import("/player/clock.js");
      const looks = [[1000, 50], [1100, 150], [600, 250], [700, 350], [60700, 360], [60800, 460]];
      let at = 0;
      const clock = makeClock(() => looks[at][0], () => looks[at][1]);
      return looks.map((_, place) => ((at = place), clock()));
    }""")
    assert told == [0, 100, 200, 300, 60_300, 60_400]


# --- ready --------------------------------------------------------------------------------------


def test_a_tap_says_ready_and_a_tap_in_a_hold_pauses(played: Any) -> None:
    assert played([START, (3000, "tap")])["index"] == 1
    assert played([START, (3000, "ready")])["index"] == 1
    paused = played([START, (3000, "tap"), (4000, "tap")])
    assert (paused["index"], paused["passed"], paused["running"]) == (1, 1000, False)


@pytest.mark.parametrize(("wait", "first", "same"), [(None, 10, 10), (40, 40, 10), ("me", None, None)])
def test_it_waits_for_a_new_position_as_long_as_the_person_set(played: Any, wait: Any, first: int | None, same: int | None) -> None:
    of = plan(item("bridge", holds=1), item("tilt"), wait=wait)
    begun = [START, *looks(first or 3600, 9000)]
    assert played(begun, of=of)["index"] == 0
    ready = [START, (1000, "ready"), *looks(21, 100, 1000), (21_500, "skip")]
    waiting = played([*ready, *looks(21.5 + (same or 3600) - 0.3, 200 if same else 9000, 21_500)], of=of)
    assert (waiting["at"], waiting["index"]) == ("tilt", 0)
    if same:
        assert played([*ready, *looks(21.5 + same + 0.3, 200, 21_500)], of=of)["index"] == 1


# --- skip, back, the two questions -----------------------------------------------------------------


@pytest.mark.parametrize(("at_s", "done"), [(5, "none"), (12, "none"), (15, "part"), (33, "part"), (79.9, "part")])
def test_what_is_skipped_is_told_as_far_as_it_was_done(played: Any, at_s: float, done: str) -> None:
    state = played([START, *looks(at_s), (at_s * 1000, "skip")])
    assert state["mode"] == ("play" if done == "none" else "rate")
    assert played([(at_s * 1000, "skip")], state=state)["results"]["bridge"]["done"] == done


def test_two_taps_and_then_the_next_exercise(played: Any) -> None:
    asked = [START, *looks(80)]
    state = played([*asked, (81_000, "rate", {"question": 0, "value": "easy"}), (82_000, "rate", {"question": 1, "value": "worse"})])
    assert (state["at"], state["index"], state["running"]) == ("cobra", 0, True)
    told = state["results"]["bridge"]
    assert (told["done"], told["effort"], told["leg"], told["spent_s"], told["smaller"]) == ("all", "easy", "worse", 80, False)


def test_without_an_answer_it_goes_on_and_records_none(played: Any) -> None:
    state = played([START, *looks(88.2)])
    assert state["at"] == "cobra"
    assert not {"effort", "leg"} & state["results"]["bridge"].keys()


def test_an_answer_that_comes_too_late_is_not_taken_for_the_next_question(played: Any) -> None:
    state = played([START, *looks(84.2), (84_300, "rate", {"question": 0, "value": "hard"})])
    assert (state["question"], state["answers"]) == (1, {})


def test_the_time_to_answer_begins_after_the_question_was_said(played: Any) -> None:
    said = [(at, "spoken") for at in range(80_100, 90_000, 100)]
    of = plan(rating_s=12)
    state = played([START, *looks(80), *said, (93_800, "tick")], of=of)
    assert (state["mode"], state["question"]) == ("rate", 0)
    assert played([(94_100, "tick")], state=state, of=of)["question"] == 1, "but the question has taken of the time that was shown"


def test_back_begins_again_and_then_goes_to_the_one_before(played: Any) -> None:
    second = [START, (3000, "tap"), *looks(10, 100, 3000), (10_000, "skip"), (10_100, "skip")]
    assert played(second)["at"] == "cobra"
    state = played([*second, (12_000, "back")])
    assert (state["at"], state["index"], state["results"]) == ("bridge", 0, {})
    inside = played([*second, (12_000, "tap"), *looks(40, 100, 12_000), (40_000, "back")])
    assert (inside["at"], inside["index"]) == ("cobra", 0)


def test_the_last_exercise_ends_the_session_and_tells_it_whole(played: Any, page: Page) -> None:
    state = played([START, (1, "skip"), (2, "skip")])
    assert (state["mode"], state["running"]) == ("ended", False)
    fact = page.evaluate("async (state) => (await import('/player/view.js')).told(state)", state)
    assert [(each["exercise"], each["done"]) for each in fact["items"]] == [("bridge", "none"), ("cobra", "none")]
    assert (fact["kind"], fact["stopped_early"]) == ("session", False)


# --- it hurts -----------------------------------------------------------------------------------


def hurts(at: int, **told: Any) -> tuple[Any, ...]:
    """Return that it hurts: sharp, in the thigh, and made smaller unless told otherwise."""
    return (at, "hurt", {"feeling": "sharp", "place": "thigh", "action": "smaller", **told})


def test_smaller_begins_with_getting_ready_and_asks_for_nothing_again(played: Any) -> None:
    of = plan(item("bridge", holds=4, smaller=smaller(3)))
    state = played([START, *looks(40), hurts(40_000)], of=of)
    assert (state["index"], state["smaller"], state["running"]) == (0, ["bridge"], True)
    on = played([*looks(40 + READY, 100, 40_000)], state=state, of=of)
    assert of["items"][0]["smaller"]["phases"][on["index"]] == ["hold", HOLD, "", 1, 2]


def test_whoever_has_done_as_much_as_the_smaller_form_is_asked_how_it_was(played: Any) -> None:
    of = plan(item("bridge", smaller=smaller(1)), item("cobra"))
    state = played([START, *looks(40), hurts(40_000)], of=of)
    assert state["mode"] == "rate"
    told = played([(41_000, "skip")], state=state, of=of)["results"]["bridge"]
    assert (told["done"], told["smaller"], told["hurt"]) == ("all", True, {"feeling": "sharp", "place": "thigh", "action": "smaller"})


def test_a_walk_made_smaller_ends_after_half_of_it_in_all(played: Any) -> None:
    timed = [["ready", 10, "", 0, 0], ["timed", 600, "", 0, 0]]
    half = {"says": "Half.", "sets": 1, "repetitions": 1, "minutes": 5, "phases": [["ready", 10, "", 0, 0], ["timed", 300, "", 0, 0]]}
    of = plan(item("walk", phases=timed, minutes=10, smaller=half))
    early = played([START, *looks(210, 1000), hurts(210_000), *looks(221, 1000, 210_000)], of=of)
    assert (early["index"], early["passed"]) == (1, 201_000)
    assert played([START, *looks(400, 1000), hurts(400_000)], of=of)["mode"] == "rate"


def test_a_swap_is_played_in_its_place_and_both_are_told(played: Any) -> None:
    of = plan(item("bridge", swaps=[item("march"), item("tilt")]), item("cobra"))
    state = played([START, *looks(40), hurts(40_000, action="swap", to="tilt")], of=of)
    assert (state["at"], state["index"], state["running"]) == ("tilt", 0, True)
    assert (state["results"]["bridge"]["done"], state["results"]["bridge"]["hurt"]["action"]) == ("part", "swap")
    assert played([(41_000, "skip")], state=state, of=of)["at"] == "cobra"
    planned = plan(item("tilt"), item("cobra"))  # as the page has it after a reload, when the wish has arrived
    assert played([(41_000, "leave"), (5, "start")], state=state, of=planned)["at"] == "tilt"


def test_what_loads_the_same_way_is_played_smaller_later(played: Any) -> None:
    alike = item("bridge", smaller=smaller(2), linked=["cobra", "march", "lie"])
    of = plan(alike, item("cobra", smaller=smaller(1)), item("march", smaller=smaller(1)), item("lie"))
    state = played([START, hurts(11_000)], of=of)
    assert state["eased"] == ["cobra", "march"]
    assert "lie" not in state["smaller"]
    mild = played([START, hurts(11_000, feeling="stretch", place=None)], of=of)
    assert (mild["smaller"], mild["eased"]) == (["bridge"], [])


@pytest.mark.parametrize(
    "told", [{"feeling": "numb", "place": None}, {"feeling": "sharp", "place": "both_legs"}, {"feeling": "unheard_of", "place": None}]
)
@pytest.mark.parametrize("action", ["smaller", "swap", "stop"])
def test_danger_stops_whatever_was_chosen_and_keeps_what_was_done(played: Any, told: dict[str, Any], action: str) -> None:
    state = played([START, *looks(40), hurts(40_000, **told, action=action, to="x")])
    assert (state["mode"], state["check"], state["running"]) == ("stopped", True, False)
    assert (state["results"]["bridge"]["done"], state["results"]["bridge"]["hurt"]) == ("part", {**told, "action": "stop"})
    assert played([(50_000, "tick")], state=state)["mode"] == "stopped"


def test_to_stop_and_rest_ends_the_session_early_without_the_safety_questions(played: Any, page: Page) -> None:
    state = played([START, hurts(12_000, action="stop")])
    assert (state["mode"], state["check"]) == ("stopped", False)
    assert page.evaluate("async (state) => (await import('/player/view.js')).told(state)", state)["stopped_early"]


def test_a_stretch_told_later_does_not_hide_the_pain_told_before(played: Any) -> None:
    of = plan(item("bridge", smaller=smaller(3)), item("cobra"))
    events = [START, hurts(11_000), hurts(30_000, feeling="stretch", place=None, action="stop")]
    assert played(events, of=of)["results"]["bridge"]["hurt"]["feeling"] == "sharp"


def test_what_hurt_stays_told_after_going_back(played: Any) -> None:
    of = plan(item("bridge", smaller=smaller(3)), item("cobra"))
    state = played([START, hurts(11_000), (12_000, "back"), (13_000, "skip")], of=of)
    assert state["results"]["bridge"]["hurt"]["feeling"] == "sharp"


def test_pain_told_at_the_questions_goes_on_to_the_next_exercise(played: Any) -> None:
    state = played([START, *looks(81), (81_000, "pause", {"why": "asks"}), hurts(90_000)])
    assert (state["at"], state["running"], state["results"]["bridge"]["hurt"]["feeling"]) == ("cobra", True, "sharp")


@pytest.mark.parametrize(("at_s", "index", "passed"), [(18, 1, 8000), (25, None, 0)])
def test_a_hold_made_smaller_is_never_longer_than_planned(played: Any, at_s: int, index: int | None, passed: int) -> None:
    """One hold of 20 s, whose smaller form is 10 s: after 8 s two are left, after 15 s none."""
    short = {"says": "Half.", "sets": 1, "repetitions": 1, "minutes": 0, "phases": [["ready", 10, "", 0, 0], ["hold", 10, "", 1, 1]]}
    of = plan(item("bridge", holds=1, smaller=short), item("cobra"))
    state = played([START, *looks(at_s), hurts(at_s * 1000)], of=of)
    if index is None:
        assert (state["mode"], state["amount"]) == ("rate", "all")
    else:
        assert state["from"] == {"index": index, "passed": passed}


def test_what_stands_in_and_loads_the_same_way_is_played_smaller_too(played: Any) -> None:
    """By the swap itself, and by a swap later on."""
    march, tilt = item("march", smaller=smaller(1)), item("tilt", smaller=smaller(1))
    of = plan(item("bridge", linked=["march", "tilt"], swaps=[march]), item("cobra", swaps=[tilt]))
    state = played([START, hurts(11_000, action="swap", to="march")], of=of)
    assert (state["at"], set(state["smaller"]), state["eased"]) == ("march", {"march", "tilt"}, [])


def test_what_hurt_or_was_done_or_is_planned_never_stands_in(played: Any) -> None:
    of = plan(item("bridge", swaps=[item("cobra")]), item("cobra", swaps=[item("march"), item("bridge")]))
    assert played([START, hurts(11_000, action="swap", to="cobra")], of=of)["mode"] == "stopped"
    later = [START, hurts(11_000), (12_000, "skip"), hurts(13_000, action="swap", to="bridge")]
    assert played(later, of=plan(item("bridge", smaller=smaller(2)), of["items"][1]))["mode"] == "stopped"


def test_pain_further_down_told_after_an_exercise_stops_what_was_still_to_come(played: Any) -> None:
    told = [(81_000, "rate", {"question": 0, "value": "right"}), (82_000, "rate", {"question": 1, "value": "further_down"})]
    state = played([START, *looks(81), *told])
    assert (state["mode"], state["check"]) == ("stopped", True)
    assert (state["results"]["bridge"]["done"], state["results"]["bridge"]["leg"]) == ("all", "further_down")
    assert state["results"]["bridge"]["hurt"] == {"feeling": "further_down", "place": None, "action": "stop"}
    last = played([START, *looks(81), *told], of=plan(item("bridge")))
    assert (last["mode"], "hurt" in last["results"]["bridge"]) == ("ended", False)


# --- nothing that was told is lost ----------------------------------------------------------------


@pytest.fixture
def told(page: Page) -> Any:
    """Return a function that returns what is told of a session as it stands: (exercise, done, what hurt) each."""

    def tell(state: Any) -> list[tuple[Any, ...]]:
        fact = page.evaluate("async (state) => (await import('/player/view.js')).told(state)", state)
        return [(each["exercise"], each["done"], each.get("hurt", {}).get("feeling")) for each in fact["items"]]

    return tell


def test_the_exercise_that_was_left_in_the_middle_is_told_too(played: Any, told: Any) -> None:
    of = plan(item("bridge", smaller=smaller(3)), item("cobra"))
    state = played([START, *looks(40), hurts(40_000), (41_000, "leave")], of=of)
    assert told(state) == [("bridge", "part", "sharp")]
    assert told(played([(5, "start")], state=state, of=plan(item("other")))) == [("bridge", "part", "sharp")]


def test_what_was_done_before_going_back_stays_told(played: Any, told: Any) -> None:
    of = plan(item("bridge"), item("cobra", smaller=smaller(2)))
    done = [START, *looks(81), (81_000, "skip"), hurts(82_000), (83_000, "back")]
    state = played(done, of=of)
    assert state["at"] == "bridge"
    assert sorted(told(state)) == [("bridge", "all", None), ("cobra", "none", "sharp")]
    again = played([(84_000, "skip"), (85_000, "skip"), (86_000, "skip")], state=state, of=of)
    assert sorted(told(again)) == [("bridge", "all", None), ("cobra", "none", "sharp")]
    assert again["results"]["bridge"]["spent_s"] == 81


# --- what is said and heard ---------------------------------------------------------------------


@pytest.fixture
def said(page: Page) -> Any:
    """Return a function that plays events and returns what was said: pairs of (at ms, sentence), and the sounds beside."""

    def heard(events: Events, of: dict[str, Any] | None = None) -> tuple[list[tuple[int, str]], list[str]]:
        words = _words()
        made = page.evaluate(SAY, {"plan": of or plan(), "events": [list(event) for event in events], "words": words})
        spoken = [(each["at"], cue["say"]) for each in made for cue in each["cues"] if cue.get("say")]
        return spoken, [cue["sound"] for each in made for cue in each["cues"] if cue.get("sound")]

    return heard


WHERE_IT_HURTS = "If it hurts, touch the bottom middle of the screen."
HALFWAY = "Halfway. 10 more seconds."


def _words() -> dict[str, str]:
    from stepwell.web.shared import player_words

    return {key: str(value) for key, value in player_words.screen().items()}


def test_every_state_of_a_session_is_said_in_order(said: Any) -> None:
    spoken, sounds = said([START, *looks(200)])
    assert [words for _, words in spoken] == [
        f"Bridge. Lie down. 3 times. {WHERE_IT_HURTS} Tap anywhere when you are ready.",
        "Hold. Breathe.",
        HALFWAY,
        "Let go.",
        "Two more. Hold.",
        HALFWAY,
        "Let go.",
        "Last one. Hold.",
        HALFWAY,
        "In ten seconds you change position. Lie for cobra.",
        "How was it? Touch the top for easy, the middle for just right, the bottom for hard.",
        "And the leg? The top is eased, the middle the same, bottom left worse, bottom right further down.",
        "This is the last one. Next: Cobra. Lie down. 3 times.",
        "Hold. Breathe.",
        HALFWAY,
        "Let go.",
        "Two more. Hold.",
        HALFWAY,
        "Let go.",
        "Last one. Hold.",
        HALFWAY,
        "How was it? Easy, just right, hard.",
        "And the leg? Eased, the same, left worse, right further down.",
        "That was the session. Well done. Rest a moment before you get up, slowly.",
    ]
    assert (sounds.count("ready"), sounds.count("start"), sounds.count("done")) == (2, 6, 1)
    assert sounds[:4] == ["ready", "count", "count", "count"]


@pytest.mark.parametrize(("every_s", "hold_s"), [(0.1, 4), (0.1, 2), (3, 4)])
def test_ten_seconds_are_never_said_before_a_last_repetition(said: Any, every_s: float, hold_s: int) -> None:
    """What is shorter than ten seconds says with its last repetition what comes next, once."""
    moves = [["ready", 10, "", 0, 0], *(["move", hold_s, "", 1, count] for count in range(1, 7))]
    spoken, _ = said(
        [START, *looks(10 + 6 * hold_s, int(every_s * 1000))], plan(item("bridge", phases=moves), item("cobra", position="prone"))
    )
    words = [each for _, each in spoken]
    assert not any("ten seconds" in each for each in words)
    assert words.count("Then you change position. Lie for cobra.") == 1
    assert words.index("Then you change position. Lie for cobra.") == words.index("Last one.") + 1


def test_a_last_hold_of_a_minute_tells_the_change_and_not_the_same_seconds_twice(said: Any) -> None:
    minute = [["ready", 10, "", 0, 0], ["hold", 60, "", 1, 1]]
    spoken, _ = said([START, *looks(65)], plan(item("bridge", phases=minute), item("cobra", position="prone")))
    assert [words for _, words in spoken][2:] == ["Halfway. 30 more seconds.", "In ten seconds you change position. Lie for cobra."]
    alone, _ = said([START, *looks(65)], plan(item("bridge", phases=minute)))
    assert [words for _, words in alone][2:] == ["Halfway. 30 more seconds.", "Ten more seconds."]


BREATH = {"in_s": 4, "out_s": 6, "from_s": 20, "after_s": 5}


def held(seconds: int, kind: str = "hold", **more: Any) -> dict[str, Any]:
    """Return a session of one hold, in a position in which one can rest, and of another exercise after it."""
    phases = [["ready", 10, "", 0, 0], [kind, seconds, "", 1, 1]]
    return plan(item("rest", phases=phases, breathes=True) | more, item("cobra", position="prone"), breath=BREATH)


@pytest.mark.parametrize("seconds", [20, 30, 60, 300])
def test_a_long_hold_guides_whole_breaths_and_leaves_its_end_alone(said: Any, seconds: int) -> None:
    spoken, sounds = said([START, *looks(10 + seconds - 0.2)], held(seconds))
    breaths = (seconds - 3 - 5) // 10
    assert [sound for sound in sounds if "breathe" in sound] == ["breathe_in", "breathe_out"] * breaths
    words = [(at, each) for at, each in spoken if each.startswith("Breathe ")]
    assert (15_000, "Breathe in.") in words
    assert len(words) <= 4, "after two breaths the sound alone goes on"
    said_besides = [at for at, each in spoken if each.startswith(("Halfway", "In ten", "Ten more"))]
    assert all(not -3000 <= at - other <= 3000 for at, _ in words for other in said_besides)


@pytest.mark.parametrize(
    "of", [held(19), held(60, kind="timed"), held(60, breathes=False), held(60) | {"breath": None}], ids=["short", "walk", "work", "off"]
)
def test_no_breath_is_guided_where_it_is_short_or_work_or_switched_off(said: Any, of: Any) -> None:
    spoken, sounds = said([START, *looks(69)], of)
    assert not any("breathe" in sound for sound in sounds)
    assert not any(words.startswith("Breathe ") for _, words in spoken)


@pytest.mark.parametrize("every_ms", [50, 1000, 4000])
def test_a_change_of_position_is_said_ten_seconds_ahead(said: Any, every_ms: int) -> None:
    spoken, _ = said([START, *looks(80, every_ms)])
    (at,) = [at for at, words in spoken if words.startswith("In ten seconds")]
    assert 70_000 <= at < 70_000 + every_ms


def test_a_change_is_said_also_where_the_last_hold_is_itself_ten_seconds(said: Any) -> None:
    short = [["ready", 10, "", 0, 0], ["hold", 10, "", 1, 1], ["ease", 5, "", 1, 1], ["hold", 10, "", 1, 2]]
    spoken, _ = said([START, *looks(35)], plan(item("bridge", phases=short), item("cobra", position="prone")))
    assert [words for at, words in spoken if at == 25_000] == ["Last one. Hold.", "In ten seconds you change position. Lie for cobra."]


def test_sides_sets_and_repetitions_are_said(said: Any) -> None:
    moves = [["ready", 10, "right", 0, 0]]
    for number in (1, 2):
        for side in ("right", "left"):
            moves += [["switch", 8, side, number, 0]] * (side == "left") + [["move", 4, side, number, count] for count in range(1, 6)]
        moves += [["rest", 20, "right", number, 0]] * (number == 1)
    spoken, sounds = said([START, *looks(145)], plan(item("slider", phases=moves, sets=2, repetitions=5, hold_s=0)))
    assert [words for _, words in spoken][:13] == [
        f"Slider. Lie down. 2 sets of 5. Right side first. {WHERE_IT_HURTS} Tap anywhere when you are ready.",
        "Right side. Slowly. Breathe.", "2.", "3.", "Two more.", "Last one.",
        "Change sides. Left side.", "Left side. Slowly. Breathe.", "2.", "3.", "Two more.", "Last one.",
        "Rest. Set 2 of 2.",
    ]  # fmt: skip
    assert sounds.count("switch") == 2


def test_a_hold_shorter_than_a_sentence_is_said_in_few_words(said: Any) -> None:
    short = [["ready", 10, "right", 0, 0], *(["hold", 2, side, 1, count] for count in (1, 2) for side in ("right", "left"))]
    spoken, _ = said([START, *looks(17)], plan(item("bird", phases=short, repetitions=2, hold_s=2)))
    assert [words for _, words in spoken][1:5] == ["Right side.", "Left side.", "Right side. Last one.", "Left side. Last one."]


@pytest.mark.parametrize(("wait", "times"), [(None, 1), (60, 1), ("me", 2)])
def test_that_a_tap_says_ready_is_said_once_where_the_session_goes_on_by_itself(said: Any, wait: Any, times: int) -> None:
    spoken, _ = said([START, (1000, "ready"), *looks(110, start_ms=1000)], plan(wait=wait))
    assert sum("Tap anywhere" in words for _, words in spoken) == times


def test_every_step_and_what_holds_today_are_said_before_it_begins(said: Any) -> None:
    told = item("bird") | {"steps": ["Start on hands and knees.", "Slide one foot back."], "note": "The toes stay down."}
    spoken, _ = said([START, *looks(5)], plan(told))
    assert spoken[0][1].startswith("Bird. Start on hands and knees. Slide one foot back. The toes stay down.")


def test_sides_that_take_turns_are_named_each_time(said: Any) -> None:
    turns = [["ready", 10, "left", 0, 0], *(["move", 4, side, 1, count] for count in (1, 2, 3) for side in ("left", "right"))]
    spoken, _ = said([START, *looks(33)], plan(item("march", phases=turns, repetitions=3, hold_s=0)))
    assert [words for _, words in spoken][1:] == [
        "Left side. Slowly. Breathe.", "Right side. Slowly. Breathe.", "Left side. Two more.", "Right side. Two more.",
        "Left side. Last one.", "Right side. Last one.",
    ]  # fmt: skip


def test_what_is_eased_later_is_said_with_its_name(said: Any) -> None:
    of = plan(item("bridge", smaller=smaller(2), linked=["cobra"]), item("cobra", smaller=smaller(1)))
    spoken, _ = said([START, (11_000, "pause", {"why": "asks"}), hurts(12_000)], of)
    assert [words for at, words in spoken if at == 12_000] == [
        f"Bridge. Lie down. Half as far. 2 times. {WHERE_IT_HURTS} Tap anywhere when you are ready.",
        "This will be smaller today too: Cobra.",
    ]


def test_a_sleep_is_said_and_a_pause_too(said: Any) -> None:
    slept, _ = said([*TO_HOLD, (12_000, "tick"), (400_000, "tick"), (500_000, "tap")])
    assert [words for _, words in slept][-2:] == [
        "The phone was asleep, so we waited for you here. Tap when you are ready to go on.", "Get back into position. Bridge."
    ]  # fmt: skip
    paused, _ = said([*TO_HOLD, (12_000, "tap"), (15_000, "tap")])
    assert [words for _, words in paused][-2:] == ["Paused.", "On we go. Hold."]


@pytest.mark.parametrize("day", [1, 6, 16, 31])
@pytest.mark.parametrize("length", ["full", "short"])
@pytest.mark.parametrize("letter_ms", [65, 85])
def test_with_the_voice_on_and_nobody_tapping_a_session_is_as_long_as_shown(page: Page, day: int, length: str, letter_ms: int) -> None:
    """A voice of about 170 words a minute, and a slow one of about 130; a fifth of a second between two sentences."""
    knowledge, first = load(), date(2026, 1, 5)
    known = understand(made_log(day, first, knowledge), knowledge)
    planned = plan_from(known, knowledge, first + timedelta(days=day))
    assert isinstance(planned, DayPlan)
    data = player_data(planned, known, length)
    of = {"items": data["items"], "rating_s": data["rating_s"], "hurt": data["hurt"], "wait": None, "breath": data["breath"]}
    played = page.evaluate(BY_VOICE, {"plan": of, "words": data["words"], "letter_ms": letter_ms, "rest_ms": 200})
    assert played == pytest.approx(sum(each["seconds"] for each in data["items"]), rel=0.1)


def test_no_piece_of_speech_is_so_long_that_a_browser_cuts_it_off(page: Page) -> None:
    text = (
        "Lie on your back with your knees bent, your feet flat on the floor as wide as your hips, your arms beside you, "
        "palms up, and let your whole back grow heavy, long and wide on the mat. Then breathe."
    )
    pieces = page.evaluate("async (text) => (await import('/player/voice.js')).sentences(text)", text)
    assert " ".join(pieces) == text
    assert max(map(len, pieces)) <= 140


def test_where_to_lie_next_is_said_to_its_end_and_what_comes_meanwhile_after_it(page: Page) -> None:
    told = page.evaluate("""async () => {
      const { Voice } = await import("/player/voice.js");
      const said = [];
      let now = null;
      const put = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true });
      put("SpeechSynthesisUtterance", class { constructor(text) { this.text = text; } });
      put("speechSynthesis", {
        getVoices: () => [{ name: "Own", lang: "en-US", localService: true, default: true }],
        speak(utterance) { now = utterance; said.push(utterance.text); }, cancel() { said.push("cut"); },
      });
      const voice = new Voice(() => ({ voice: true, name: "", rate: 1 }));
      voice.say("Lie down.", { firm: true });
      const refused = voice.say("Breathe in.", { over: false });
      voice.say("Let go.");
      voice.say("Last one.");
      now.onend();
      const later = voice.speaking;
      voice.say("Lie down.", { firm: true });
      await new Promise((resolve) => setTimeout(resolve, 100));
      voice.say("Paused.", { over: "now" });
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { said, refused, later };
    }""")
    assert told == {"said": ["Lie down.", "Last one.", "cut", "Lie down.", "cut", "Paused."], "refused": False, "later": True}


def test_each_sound_is_heard_is_not_clipped_and_is_like_no_other(page: Page) -> None:
    rendered = page.evaluate("""async () => {
      const { SOUNDS, schedule } = await import("/player/sounds.js");
      const heard = {};
      for (const kind of Object.keys(SOUNDS)) {
        const context = new OfflineAudioContext(1, 44100, 44100);
        schedule(context, kind, 0);
        const wave = (await context.startRendering()).getChannelData(0);
        const rms = Math.sqrt(wave.reduce((sum, each) => sum + each * each, 0) / wave.length);
        heard[kind] = { rms, peak: wave.reduce((most, each) => Math.max(most, Math.abs(each)), 0), ends: Math.abs(wave.at(-1)) };
      }
      return heard;
    }""")
    assert set(rendered) == {"ready", "start", "count", "end", "switch", "breathe_in", "breathe_out", "done"}
    for kind, sound in rendered.items():
        assert sound["rms"] > 0.01, kind
        assert 0.1 < sound["peak"] < 0.95, kind
        assert sound["ends"] < 0.001, kind
    assert len({round(sound["rms"], 5) for sound in rendered.values()}) == len(rendered)


def test_the_body_moves_into_a_hold_stays_and_comes_back(page: Page) -> None:
    parts = page.evaluate("""async () => {
      const { partOf } = await import("/player/body.js");
      return [[["hold", 20], 0], [["hold", 20], 1], [["hold", 20], 2], [["hold", 20], 19], [["ease", 5], 0], [["ease", 5], 4],
        [["move", 4], 0], [["move", 4], 2], [["move", 4], 4], [["ready", 10], 5], [["move", 4], 2, true]].map((each) => partOf(...each));
    }""")
    assert parts == [0, 0.5, 1, 1, 1, 0, 0, 1, 0, 0, 0.5]
