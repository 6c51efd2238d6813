"""The player, as a person lying on the floor uses it. The test turns the page's clock, and listens to what the page would say."""

import json
import re
from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import FloatRect, Page, Route, ViewportSize, expect

from tests.e2e import looking
from tests.e2e.conftest import OpenPage, Scheme, Size
from tests.web import walked

Check = Callable[[Page], None]

pytestmark = pytest.mark.one_database  # saving a session on both: test_twice.py and tests/web/test_session.py

HEARD = """
const heard = (window.heard = { said: [], overlaps: 0, cut: 0, lock: [], buzzed: 0, media: {}, tones: 0 });
let speaking = null;
class Utterance { constructor(text) { this.text = text; } }
const voice = (name, lang, localService) => ({ name, lang, localService, default: name === "Own" });
const own = [voice("Own", "en-US", true), voice("Second", "en-GB", true)];
const far = [voice("Far", "en-US", false)];
const changed = [];
const put = (host, name, value) => Object.defineProperty(host, name, { value, configurable: true });
put(window, "SpeechSynthesisUtterance", Utterance);
put(window, "speechSynthesis", {
  getVoices: () => (window.silent ? [] : window.late ? far : [...far, ...own]),
  addEventListener: (_, listener) => changed.push(listener),
  speak(utterance) {
    if (speaking) heard.overlaps += 1;
    speaking = utterance;
    heard.said.push(utterance.text);
    heard.voice = `${utterance.voice.name} ${utterance.rate}`;
    setTimeout(() => { if (speaking === utterance) { speaking = null; utterance.onend(); } }, utterance.text.length * 65);
  },
  cancel() { if (speaking) heard.cut += 1; const was = speaking; speaking = null; was?.onerror?.(); },
});
window.voicesArrive = () => { window.late = false; changed.forEach((listener) => listener()); };
put(navigator, "wakeLock", {
  async request(kind) {
    heard.lock.push(kind);
    return (heard.held = { released: false, async release() { this.released = true; heard.lock.push("off"); } });
  },
});
put(navigator, "vibrate", (pattern) => { if (pattern) heard.buzzed += 1; return true; });
navigator.mediaSession.setActionHandler = (name, act) => { heard.media[name] = act; };
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) { heard.tones += 1; return start.apply(this, when); };
"""


@pytest.fixture(autouse=True)
def a_plan(transactional_db: None) -> None:
    """Give the one person a plan for today."""
    walked.evaluated(Client(HTTP_HOST="localhost"))


def begun(page: Page, *, before: str = "") -> Page:
    """Open the short session and begin it, with the clock in the test's hands and ears in the page."""
    page.add_init_script(HEARD + before)
    page.clock.install()
    page.goto("/session/?length=short")
    page.locator("[data-begin]").click()
    page.clock.run_for(600)
    return page


@pytest.fixture
def player(phone: Page) -> Page:
    """Return the short session, begun, on a phone."""
    return begun(phone)


def plan_of(page: Page) -> Any:
    """Return what the page was given to play."""
    return json.loads(page.locator("#player-data").text_content() or "{}")


def kept(page: Page) -> Any:
    """Return what the device keeps of the session."""
    return json.loads(page.evaluate("localStorage.getItem('stepwell.session')"))


def heard(page: Page, what: str) -> Any:
    """Return what the device was asked to do."""
    return page.evaluate(f"heard.{what}")


def until(page: Page, step: str, *, at_most_s: int = 1500) -> float:
    """Let time pass until a question is open; return how many seconds passed."""
    begin = page.evaluate("Date.now()")
    for _ in range(at_most_s // 5):
        if page.locator(f"[data-step={step}]").is_visible():
            return float(page.evaluate("Date.now()") - begin) / 1000
        page.clock.run_for(5000)
    raise AssertionError(f"the question {step} never came")


def answer(page: Page, *values: str) -> None:
    """Press the fields of the questions that are open, one after the other."""
    for value in values:
        page.clock.run_for(400)
        page.locator(f".player-ask button[value='{value}']:visible").click()
    page.clock.run_for(200)


def goes_on(page: Page) -> None:
    """Let time pass until no question is open; no longer, for what is sent then needs the time of this machine."""
    for _ in range(100):
        if not page.locator(".player-ask").is_visible():
            return
        page.clock.run_for(200)
    raise AssertionError("the question stayed")


def to_work(page: Page) -> None:
    """Say "ready" by a tap, and let three seconds of work pass."""
    page.locator("[data-zone]").click()
    page.clock.run_for(3000)


def test_a_whole_session_by_ear(player: Page) -> None:
    plan = plan_of(player)
    begin = player.evaluate("Date.now()")
    player.emulate_media(reduced_motion="reduce")
    for number, item in enumerate(plan["items"]):
        expect(player.locator("[data-name]")).to_have_text(item["name"])
        until(player, "effort")
        answer(player, "right")
        if number == 0:
            answer(player, "eased")
        else:
            until(player, "leg")
            goes_on(player)  # without an answer
    minutes = (player.evaluate("Date.now()") - begin) / 60_000
    said = heard(player, "said")
    player.wait_for_url("**/done/**")
    expect(player.get_by_role("heading", level=1)).to_have_text("Done for now")
    (session,) = walked.saved("session")
    assert [(item.exercise, item.done, item.effort, item.leg) for item in session.items] == [
        (item["exercise"], "all", "right", "eased" if number == 0 else None) for number, item in enumerate(plan["items"])
    ]
    assert not session.stopped_early
    for told, item in zip(session.items, plan["items"], strict=True):
        assert told.spent_s == pytest.approx(item["seconds"] - plan["rating_s"], rel=0.1, abs=4)
    assert minutes == pytest.approx(sum(item["seconds"] for item in plan["items"]) / 60, rel=0.1)
    names = [said.index(next(each for each in said if item["name"] in each)) for item in plan["items"]]
    assert names == sorted(names)
    assert {"Hold.", "Let go.", "Two more.", "Last one.", "How was it?", "And the leg?", "That was the session."} <= set(said)
    assert any("change position" in each for each in said)


def test_every_step_is_shown_while_getting_ready(player: Page) -> None:
    steps, seen = plan_of(player)["items"][0]["steps"], []
    for _ in range(30):
        seen.append(player.locator("[data-cue]").inner_text())
        player.clock.run_for(1000)
    assert list(dict.fromkeys(seen))[: len(steps)] == steps


def test_it_never_talks_over_itself_stays_awake_buzzes_and_beeps(player: Page) -> None:
    to_work(player)
    assert heard(player, "overlaps") == 0
    assert heard(player, "lock") == ["screen"]
    assert heard(player, "buzzed") >= 2
    assert heard(player, "tones") >= 3
    assert heard(player, "voice") == "Own 1"  # never the voice that would send the words away
    said = len(heard(player, "said"))
    player.locator("[data-zone]").click()
    player.clock.run_for(2000)
    assert heard(player, "said")[said:] == ["Paused."]
    assert heard(player, "lock")[-1] == "off"
    player.locator("[data-zone]").click()
    player.clock.run_for(1000)
    assert heard(player, "lock")[-1] == "screen"
    player.evaluate("heard.held.release().then(() => document.dispatchEvent(new Event('visibilitychange')))")  # seen again
    assert heard(player, "lock")[-2:] == ["off", "screen"]
    assert heard(player, "overlaps") == 0


def test_the_whole_screen_pauses_and_a_tap_goes_on(player: Page) -> None:
    boxes = player.evaluate("[...document.querySelectorAll('.player-stage, .player')].map((each) => each.getBoundingClientRect().height)")
    assert boxes[1] >= 0.7 * boxes[0]
    assert player.locator("[data-zone]").evaluate("(zone) => zone.getBoundingClientRect().width") == 390
    to_work(player)
    name = player.locator("[data-name]").bounding_box()
    assert name is not None
    player.touchscreen.tap(name["x"] + name["width"] / 2, name["y"] + name["height"] / 2)
    expect(player.locator("[data-state]")).to_have_text("Paused")
    number = player.locator("[data-number]").inner_text()
    player.clock.run_for(8000)
    assert player.locator("[data-number]").inner_text() == number


def test_a_reload_goes_on_where_it_was_and_a_locked_screen_waits(player: Page) -> None:
    to_work(player)
    player.clock.run_for(4000)
    before = kept(player)
    player.reload()
    player.get_by_role("button", name="Continue where you were").click()
    player.clock.run_for(200)
    expect(player.locator("[data-state]")).to_have_text("Get back into position")
    player.locator("[data-zone]").click()
    player.clock.run_for(100)
    after = kept(player)
    assert (after["id"], after["at"], after["index"]) == (before["id"], before["at"], before["index"])
    assert after["passed"] == pytest.approx(before["passed"], abs=2500)
    player.clock.fast_forward(3_600_000)
    expect(player.locator("[data-step=effort]")).to_contain_text("The phone was asleep, so we waited for you here.")
    player.clock.run_for(60_000)
    expect(player.locator("[data-step=effort]")).to_be_visible()
    assert heard(player, "said")[-1] == "Touch the top for easy, the middle for just right, the bottom for hard."
    answer(player, "right", "same")
    assert kept(player)["results"][before["at"]]["done"] == "all"


def test_smaller_eases_what_is_alike_and_says_so(player: Page) -> None:
    to_work(player)
    player.locator("[data-hurts]").click()
    player.clock.run_for(20_000)
    answer(player, "sharp", "thigh", "smaller")
    state = kept(player)
    expect(player.locator("[data-smaller]")).not_to_be_empty()
    player.clock.run_for(30_000)
    item = plan_of(player)["items"][0]
    assert state["smaller"][0] == item["exercise"]
    assert state["eased"] == [
        each["exercise"] for each in plan_of(player)["items"][1:] if each["exercise"] in item["linked"] and each["smaller"]
    ]
    said = " ".join(heard(player, "said"))
    assert "What is it like? The session waits. Touch a field to hear it. Touch it again to choose it. 1, top left, Just a stretch" in said
    assert item["smaller"]["says"] in said
    assert ("smaller today too" in said) == bool(state["eased"])
    until(player, "effort")
    answer(player, "easy", "same")
    told = next(iter(kept(player)["results"].values()))
    assert (told["smaller"], told["done"], told["hurt"]) == (True, "all", {"feeling": "sharp", "place": "thigh", "action": "smaller"})


def test_a_swap_works_without_a_signal_and_the_whole_session_is_sent_later(player: Page) -> None:
    player.context.set_offline(True)
    item = plan_of(player)["items"][0]
    player.locator("[data-hurts]").click()
    answer(player, "sharp", "thigh", "swap")
    if len(item["swaps"]) > 1:
        answer(player, "1")
    chosen = item["swaps"][-1]
    expect(player.locator("[data-name]")).to_have_text(chosen["name"])
    for _ in plan_of(player)["items"]:
        player.locator("[data-forward]").click()
        player.clock.run_for(200)
    expect(player.locator("[data-state]")).to_have_text("That was the session. Well done.")
    player.clock.run_for(15_000)
    expect(player.locator("[data-waits]")).to_contain_text("kept on this device and will be sent by itself")
    assert walked.saved("session") == []
    with player.expect_response("**/session/save/"):
        player.context.set_offline(False)
    (session,) = walked.saved("session")
    assert [told.exercise for told in session.items][:2] == [item["exercise"], chosen["exercise"]]
    assert session.items[0].hurt.action == "swap"


def test_a_swap_with_a_signal_is_also_a_wish(player: Page) -> None:
    item = plan_of(player)["items"][0]
    player.locator("[data-hurts]").click()
    with player.expect_response("**/wish/"):
        answer(player, "stretch", "swap", *(["0"] if len(item["swaps"]) > 1 else []))
    (wish,) = walked.saved("preference")
    assert (wish.exercise, wish.to) == (item["exercise"], item["swaps"][0]["exercise"])
    state = kept(player)
    player.reload()
    player.get_by_role("button", name="Continue where you were").click()
    expect(player.locator("[data-name]")).to_have_text(item["swaps"][0]["name"])
    assert kept(player)["id"] == state["id"]


def test_danger_ends_the_session_keeps_it_and_asks_the_safety_questions(player: Page) -> None:
    to_work(player)
    player.locator("[data-hurts]").click()
    with player.expect_response("**/session/save/"):  # before anything else is pressed
        answer(player, "numb")
    player.clock.run_for(400)
    player.keyboard.press("Escape")  # the way out leads to the questions too
    player.wait_for_url("**/safety-check/**")
    (session,) = walked.saved("session")
    assert (session.items[0].hurt.feeling, session.stopped_early) == ("numb", True)


def test_danger_without_a_signal_shows_the_emergency_words(player: Page) -> None:
    player.context.set_offline(True)
    player.locator("[data-hurts]").click()
    answer(player, "sharp", "between_legs", "check")
    player.clock.run_for(10_000)
    expect(player.locator("[data-waits-check]")).to_be_visible()
    expect(player.get_by_role("link", name=re.compile("Call"))).to_be_visible()


def test_pain_told_over_a_finished_exercise_offers_only_what_can_be_done(player: Page) -> None:
    """Also where the exercise has no smaller form; and "further down" after it stops what was still to come."""
    player.evaluate("localStorage.removeItem('stepwell.session')")
    player.route("**/session/**", lambda route: _without_smaller(route) if route.request.method == "GET" else route.continue_())
    player.reload()
    player.locator("[data-begin]").click()
    player.clock.run_for(600)
    to_work(player)
    player.clock.run_for(2000)
    player.locator("[data-forward]").click()
    player.clock.run_for(400)
    player.locator("[data-hurts]").click()
    answer(player, "sharp", "thigh", "smaller")
    expect(player.locator("[data-count]")).to_contain_text("2 of")
    to_work(player)
    player.clock.run_for(2000)
    player.locator("[data-forward]").click()
    with player.expect_response("**/session/save/"):
        answer(player, "right", "further_down")
    player.clock.run_for(400)
    player.get_by_role("button", name="Answer the safety questions").click()
    player.wait_for_url("**/safety-check/**")
    (session,) = walked.saved("session")
    assert [item.hurt.feeling for item in session.items] == ["sharp", "further_down"]


def _without_smaller(route: Route) -> None:
    answer = route.fetch()
    found = re.search(r'(<script id="player-data" type="application/json">)(.*?)(</script>)', answer.text(), re.DOTALL)
    assert found
    data = json.loads(found[2])
    data["items"] = [each | {"smaller": None} for each in [*data["items"], *data["items"][0]["swaps"]]]
    data["items"] = [{"swaps": [], **each} for each in data["items"]]
    route.fulfill(response=answer, body=answer.text().replace(found[0], found[1] + json.dumps(data) + found[3]))


def test_the_page_of_another_day_is_loaded_anew(player: Page) -> None:
    player.locator("[data-leave]").click()
    player.evaluate("window.isOld = true")
    player.clock.fast_forward(24 * 3_600_000)
    with player.expect_navigation():
        player.locator("[data-begin]").click()
    expect(player.get_by_role("button", name="Start the timer")).to_be_visible()
    assert player.evaluate("window.isOld") is None


def test_stop_and_rest_ends_the_session_kindly(player: Page) -> None:
    to_work(player)
    player.locator("[data-hurts]").click()
    answer(player, "stretch", "stop")
    player.wait_for_url("**/done/**")
    (session,) = walked.saved("session")
    assert session.items[0].hurt.action == "stop"


def test_with_the_keys_alone_and_without_motion(open_page: OpenPage) -> None:
    page = begun(open_page("desktop", reduced_motion="reduce"))

    def press(*keys: str) -> None:
        for key in keys:
            page.keyboard.press(key)
            page.clock.run_for(500)

    expect(page.locator("[data-zone]")).to_be_focused()
    press("Space", "Enter")
    expect(page.locator("[data-state]")).to_have_text("Paused")
    press("Enter")
    page.clock.run_for(5000)
    press("ArrowRight", "2", "3")
    assert [told["leg"] for told in kept(page)["results"].values()] == ["worse"]
    expect(page.locator("[data-count]")).to_contain_text("2 of")
    press("ArrowLeft")
    expect(page.locator("[data-count]")).to_contain_text("1 of")
    press("h", "1", "1")
    expect(page.locator("[data-smaller]")).not_to_be_empty()
    press("h", "Escape")  # it is fine now
    expect(page.locator(".player-stage")).to_be_visible()
    press("Escape")
    expect(page.locator("dialog.player")).to_be_hidden()
    expect(page.get_by_role("button", name="Continue where you were")).to_be_visible()


def test_a_double_tap_answers_one_question_and_starts_nothing(phone: Page) -> None:
    phone.add_init_script(HEARD)
    phone.clock.install()
    phone.goto("/session/?length=short")
    phone.locator("[data-begin]").click()
    phone.evaluate("document.querySelector('[data-zone]').dispatchEvent(new MouseEvent('click', { detail: 2 }))")
    expect(phone.locator("[data-state]")).to_have_text("Get into position")
    phone.clock.run_for(600)
    to_work(phone)
    phone.clock.run_for(2000)
    phone.locator("[data-forward]").click()
    phone.clock.run_for(500)
    phone.evaluate("""() => ["effort", "leg"].forEach((step) => {
      document.querySelector(`[data-step=${step}] button`).dispatchEvent(new MouseEvent("click", { bubbles: true, detail: 1 }));
    })""")
    state = kept(phone)
    assert (state["mode"], state["question"], state["answers"]) == ("rate", 1, {"effort": "easy"})


def test_a_headset_says_ready_pauses_skips_and_goes_back(player: Page) -> None:
    player.evaluate("heard.media.play()")
    player.clock.run_for(500)
    expect(player.locator("[data-state]")).not_to_have_text("Get into position")
    player.evaluate("heard.media.pause()")
    expect(player.locator("[data-state]")).to_have_text("Paused")
    player.evaluate("heard.media.nexttrack()")
    expect(player.locator("[data-count]")).to_contain_text("2 of")
    player.evaluate("heard.media.previoustrack()")
    expect(player.locator("[data-count]")).to_contain_text("1 of")
    assert player.evaluate("navigator.mediaSession.metadata.title") == plan_of(player)["items"][0]["name"]


def test_voice_and_pause_are_chosen_once_and_kept_on_the_device(phone: Page) -> None:
    begun(phone, before="window.late = true;")
    assert heard(phone, "said") == []
    phone.evaluate("voicesArrive()")  # many browsers load them late: the first words are then still said
    assert plan_of(phone)["items"][0]["name"] in heard(phone, "said")[0]
    phone.locator("[data-choices]").click()
    sheet = phone.locator("[data-choices-sheet]")
    sheet.get_by_label("Voice", exact=True).select_option("Second")
    sheet.get_by_text("Slow", exact=True).click()
    sheet.get_by_text("Until I tap").click()
    sheet.get_by_role("button", name="Done").click()
    phone.clock.run_for(120_000)
    expect(phone.locator("[data-state]")).to_have_text("Get into position")
    assert heard(phone, "voice") == "Second 0.8"
    phone.reload()
    phone.locator("[data-begin]").click()
    phone.evaluate("voicesArrive()")
    phone.locator("[data-choices]").click()
    expect(sheet.get_by_label("Until I tap")).to_be_checked()
    expect(sheet.get_by_label("Voice", exact=True)).to_have_value("Second")
    assert sheet.locator("option", has_text="Far").count() == 0
    sheet.get_by_label("Speak to me").uncheck()
    sheet.get_by_role("button", name="Done").click()
    before = len(heard(phone, "said"))
    to_work(phone)
    assert (len(heard(phone, "said")), heard(phone, "tones") > 0) == (before, True)


def test_everybody_can_use_the_player_its_questions_and_its_choices(player: Page, accessible: Check) -> None:
    to_work(player)
    accessible(player)
    player.locator("[data-choices]").click()
    accessible(player)
    player.locator("[data-choices-sheet]").get_by_role("button", name="Done").click()
    player.locator("[data-forward]").click()
    player.clock.run_for(200)
    looking.picture(player, "player-question", full_page=False)
    accessible(player)


@pytest.mark.night
@pytest.mark.parametrize("size", ["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_each_question_about_pain(open_page: OpenPage, accessible: Check, size: Size, scheme: Scheme) -> None:
    page = begun(open_page(size, scheme))
    accessible(page)
    page.locator("[data-hurts]").click()
    for value in ("sharp", "thigh", "swap"):
        accessible(page)
        answer(page, value)
    accessible(page)
    if page.locator("[data-step=swap]").is_visible():
        answer(page, "0")
    page.locator("[data-hurts]").click()
    answer(page, "numb")
    accessible(page)


@pytest.mark.night
@pytest.mark.parametrize(
    ("feeling", "place"), [("further_down", None), ("numb", None), ("weak", None), ("sharp", "both_legs"), ("sharp", "between_legs")]
)
def test_each_danger_leads_to_the_safety_questions(player: Page, feeling: str, place: str | None) -> None:
    to_work(player)
    player.locator("[data-hurts]").click()
    with player.expect_response("**/session/save/"):
        answer(player, feeling, *([place] if place else []))
    player.clock.run_for(400)
    player.get_by_role("button", name="Answer the safety questions").click()
    player.wait_for_url("**/safety-check/**")
    (session,) = walked.saved("session")
    assert (session.items[0].hurt.feeling, session.items[0].hurt.place) == (feeling, place)


@pytest.mark.night
@pytest.mark.parametrize("viewport", [{"width": 844, "height": 390}, {"width": 195, "height": 422}])
def test_in_landscape_and_enlarged_to_200_percent_everything_can_be_reached(open_page: OpenPage, viewport: ViewportSize) -> None:
    page = begun(open_page("phone", viewport=viewport))
    for named in ("[data-zone]", "[data-hurts]", "[data-choices]", "[data-leave]", "[data-forward]", "[data-back]"):
        page.locator(named).click(trial=True)
    assert page.locator(".player-stage").evaluate("(stage) => stage.scrollWidth <= stage.clientWidth")
    to_work(page)
    page.locator("[data-forward]").click()
    page.locator("[data-step=effort] button").last.scroll_into_view_if_needed()
    answer(page, "hard", "worse")
    assert next(iter(kept(page)["results"].values()))["leg"] == "worse"


@pytest.mark.parametrize("viewport", [{"width": 320, "height": 640}, pytest.param({"width": 844, "height": 390}, marks=pytest.mark.night)])
def test_letters_of_200_percent_hide_nothing_on_a_small_phone_upright_or_not(open_page: OpenPage, viewport: ViewportSize) -> None:
    large = "addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '200%'; });"
    page = begun(open_page("phone", viewport=viewport), before=large)
    to_work(page)
    for named in ("[data-zone]", "[data-hurts]", "[data-choices]", "[data-leave]", "[data-forward]", "[data-back]"):
        page.locator(named).click(trial=True)
    boxes = {name: page.locator(f".player [data-{name}]").bounding_box() for name in ("name", "next", "number", "state", "cue", "tap")}
    shown = [box for box in boxes.values() if box is not None]
    stage = page.locator(".player-stage").bounding_box()
    assert stage is not None
    assert len(shown) == len(boxes)
    assert all(box["y"] >= stage["y"] and box["y"] + box["height"] <= stage["y"] + stage["height"] for box in shown), boxes
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= viewport["width"] for box in shown), boxes
    assert not [(one, other) for one, other in combinations(shown, 2) if _overlap(one, other)]
    page.locator("[data-forward]").click()
    page.locator("[data-step=effort] button").last.click(trial=True)


def _overlap(one: FloatRect, other: FloatRect) -> bool:
    across = one["x"] < other["x"] + other["width"] - 1 and other["x"] < one["x"] + one["width"] - 1
    return across and one["y"] < other["y"] + other["height"] - 1 and other["y"] < one["y"] + one["height"] - 1


def test_each_answer_about_pain_is_spoken_with_the_number_of_its_key_and_its_place(open_page: OpenPage) -> None:
    page = begun(open_page("desktop"))
    page.keyboard.press("h")
    page.clock.run_for(30_000)
    spoken = [words for words in heard(page, "said") if re.match(r"\d, ", words)]
    fields = page.locator("[data-step=feeling] button:visible")
    places = ["top left", "top right", "middle left", "middle right", "bottom left", "bottom right"]
    for number, words in enumerate(fields.locator("[data-words]").all_inner_texts()):
        assert f"{number + 1}, {places[number]}, {words}.".startswith(spoken[number]), "said sentence by sentence"
    assert fields.locator("kbd").all_inner_texts() == [str(place) for place in range(1, len(spoken) + 1)]
    page.keyboard.press("2")
    page.clock.run_for(400)
    expect(page.locator("[data-step=feeling]")).to_be_hidden()


def test_with_closed_eyes_a_session_is_finished_in_which_something_hurts(player: Page) -> None:
    """Nothing is looked for: the screen is touched where the voice says that an answer is."""
    player.emulate_media(reduced_motion="reduce")
    said = 0

    def tap(x: float, y: float) -> None:
        player.clock.run_for(400)
        player.touchscreen.tap(x * 390, y * 844)

    def touch(x: float, y: float) -> str:
        nonlocal said
        tap(x, y)
        player.clock.run_for(5000)
        words, said = heard(player, "said")[said:], len(heard(player, "said"))
        return " ".join(words)

    to_work(player)
    assert "What is it like? The session waits. Touch a field to hear it." in touch(0.5, 0.95)
    assert touch(0.75, 0.5) == "4, middle right, Numb or tingling more than before. Touch it again to choose it.", "not chosen yet"
    assert touch(0.75, 0.25) == "2, top right, Sharp or shooting. Touch it again to choose it."
    assert "Where is it?" in touch(0.75, 0.25)
    player.evaluate("heard.media.play()")
    player.clock.run_for(500)
    assert heard(player, "said")[-1] == "Where is it?", "the button of a headset reads the question again"
    for _ in range(3):
        player.evaluate("heard.media.nexttrack()")
    player.clock.run_for(4000)
    assert heard(player, "said")[-2:] == ["3, second row left, Thigh.", "Press play to choose it."]
    player.evaluate("heard.media.play()")
    player.clock.run_for(20_000)
    assert {"1, top left, Make it smaller.", "3, bottom, Stop and rest."} & set(heard(player, "said"))
    touch(0.25, 0.3)
    touch(0.25, 0.3)
    expect(player.locator("[data-smaller]")).not_to_be_empty()
    for _ in plan_of(player)["items"]:
        until(player, "effort")
        tap(0.5, 0.5)
        tap(0.5, 0.5)
    player.wait_for_url("**/done/**")
    (session,) = walked.saved("session")
    first = session.items[0]
    assert (first.hurt.feeling, first.hurt.place, first.hurt.action, first.effort) == ("sharp", "thigh", "smaller", "right")


@pytest.mark.parametrize("address", [pytest.param("/session/?length=short", marks=pytest.mark.night), "/today/"])
def test_a_session_left_on_another_day_is_told_after_all(player: Page, address: str) -> None:
    to_work(player)
    player.clock.run_for(1000)
    player.locator("[data-forward]").click()
    answer(player, "easy", "same")
    player.locator("[data-leave]").click()
    player.evaluate("""() => {
      const kept = JSON.parse(localStorage.getItem("stepwell.session"));
      localStorage.setItem("stepwell.session", JSON.stringify({ ...kept, on: "2026-03-01" }));
    }""")
    with player.expect_response("**/session/save/"):
        player.goto(address)
    if address == "/today/":
        expect(player.locator("[data-device]")).to_contain_text("Your last session was not finished. What you did of it is saved.")
        assert player.evaluate("localStorage.getItem('stepwell.session')") is None
    else:
        expect(player.get_by_role("button", name="Start the timer")).to_be_visible()
    (session,) = walked.saved("session")
    assert (session.on.isoformat(), session.items[0].done, session.stopped_early) == ("2026-03-01", "part", True)


def test_a_session_of_today_that_was_left_is_not_told_before_it_is_over(player: Page) -> None:
    to_work(player)
    player.locator("[data-leave]").click()
    player.goto("/today/")
    player.wait_for_load_state("networkidle")
    assert kept(player)["mode"] == "play"
    assert walked.saved("session") == []
