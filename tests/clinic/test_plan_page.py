"""A therapist's page of a plan: what is set in it is seen before it is saved, obeyed at once, and shown to the person."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.care.actions import facts
from stepwell.care.models import Account, AuditEntry, Enrolment, Fact, Person
from stepwell.care.queries import days
from stepwell.engine.decision import DayPlan
from stepwell.engine.log import SafetyCheck
from stepwell.knowledge.loader import load
from tests.bench._made_log import made_log
from tests.clinic.plan_press import press

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SignedIn = Callable[..., Client]


def person_of(account: Account) -> Person:
    assert account.person is not None
    return account.person


@pytest.fixture
def planned(ana: Account) -> Person:
    """Return a person with twelve days behind her, and a plan for today."""
    today = timezone.localdate()
    log = made_log(12, today - timedelta(days=11), load())
    facts.merge(person=person_of(ana), log=log, now=timezone.now())
    return person_of(ana)


def address(person: Person) -> str:
    return f"/therapist/{person.pk}/plan/"


def carried(page: Any) -> dict[str, str]:
    """Return what the page carries to the next post."""
    return {"draft": page.context["draft_text"], "version": str(page.context["desk"].version), "page": page.context["page"]}


def plan_of(person: Person) -> DayPlan:
    decision = days.decision(Person.objects.get(pk=person.pk), timezone.localdate())
    assert isinstance(decision, DayPlan)
    return decision


def test_an_order_is_seen_before_it_is_saved_and_obeyed_once_it_is(signed_in: SignedIn, tess: Account, planned: Person) -> None:
    browser = signed_in(tess)
    page = browser.get(address(planned))
    first = page.context["planned"]["plan"].items[0].exercise
    page = press(browser, address(planned), carried(page) | {"do": f"remove:{first}", f"words-{first}": "rest it"})
    assert page.status_code == 200
    assert first not in [item.exercise for item in page.context["planned"]["plan"].items]
    assert first in [item.exercise for item in plan_of(planned).items]
    seen = page.context["planned"]["plan"]
    answer = press(browser, address(planned), carried(page) | {"do": "save"})
    assert answer.status_code == 302
    assert plan_of(planned).items == seen.items


def test_an_own_dose_is_shown_to_the_person_as_set_by_their_therapist(
    signed_in: SignedIn, tess: Account, ana: Account, planned: Person
) -> None:
    browser = signed_in(tess)
    page = browser.get(address(planned))
    first = "transversus_activation"
    page = press(browser, address(planned), carried(page) | {"do": f"dose:{first}", f"sets-{first}": "1", f"repetitions-{first}": "3"})
    press(browser, address(planned), carried(page) | {"do": "save"})
    item = next(item for item in plan_of(planned).items if item.exercise == first)
    assert (item.sets, item.repetitions, item.set_by) == (1, 3, "therapist")
    assert "Set by your therapist" in signed_in(ana).get("/today/").content.decode()


def test_what_was_set_says_who_set_it_and_is_written_down(signed_in: SignedIn, tess: Account, planned: Person) -> None:
    browser = signed_in(tess)
    page = press(browser, address(planned), carried(browser.get(address(planned))) | {"do": "stage", "stage": "calm"})
    press(browser, address(planned), carried(page) | {"do": "save"})
    assert Fact.objects.get(person=planned, kind="order").author == tess
    assert set(AuditEntry.objects.filter(person=planned, account=tess).values_list("action", "what")) >= {
        ("read", "plan"),
        ("write", "plan"),
    }
    assert "Tess" in browser.get(address(planned)).content.decode()


def test_saving_twice_gives_an_order_once(signed_in: SignedIn, tess: Account, planned: Person) -> None:
    browser = signed_in(tess)
    page = press(browser, address(planned), carried(browser.get(address(planned))) | {"do": "stage", "stage": "calm"})
    for _again in range(2):
        assert press(browser, address(planned), carried(page) | {"do": "save"}).status_code == 302
    assert Fact.objects.filter(person=planned, kind="order").count() == 1


def test_a_plan_that_moved_meanwhile_has_to_be_looked_at_again(signed_in: SignedIn, tess: Account, planned: Person) -> None:
    browser = signed_in(tess)
    page = press(browser, address(planned), carried(browser.get(address(planned))) | {"do": "stage", "stage": "calm"})
    facts.add(person=planned, facts=[made_log(1, timezone.localdate(), load()).facts[0]], now=timezone.now())
    answer = press(browser, address(planned), carried(page) | {"do": "save"})
    assert answer.context["problem"]
    assert "Stage" in answer.content.decode()
    assert not Fact.objects.filter(person=planned, kind="order").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"do": "pin"},
        {"do": "pin", "exercise": "flying"},
        {"do": "dose:cat_cow"},
        {"do": "dose:cat_cow", "sets-cat_cow": "many"},
        {"do": "dose:cat_cow", "repetitions-cat_cow": "0"},
        {"do": "hold:cat_cow", "until-cat_cow": "2001-01-01"},
        {"do": "hold:cat_cow", "until-cat_cow": "soon"},
        {"do": "hold:cat_cow", "until-cat_cow": (date.today() + timedelta(days=400)).isoformat()},
        {"do": "stage", "stage": "summit"},
        {"do": "direction"},
        {"do": "precaution", "precaution": "none such"},
        {"do": "note"},
        {"do": "fly:cat_cow"},
    ],
)
def test_what_makes_no_order_is_told_and_kept_out(signed_in: SignedIn, tess: Account, planned: Person, wrong: dict[str, str]) -> None:
    browser = signed_in(tess)
    answer = press(browser, address(planned), carried(browser.get(address(planned))) | wrong)
    assert answer.context["problem"]
    assert answer.context["draft"] == []


def test_what_was_wrong_is_jumped_to_and_its_field_is_marked(signed_in: SignedIn, tess: Account, planned: Person) -> None:
    """On a phone the words stood two screens above what was shown, and no field said that it was meant."""
    browser = signed_in(tess)
    for typed, field in (
        ({"do": "dose", "exercise": "cat_cow", "sets": "999"}, "sets"),
        ({"do": "hold", "exercise": "cat_cow", "until": "2020-01-01"}, "until"),
        ({"do": "note"}, "note-words"),
    ):
        answer = browser.post(address(planned), carried(browser.get(address(planned))) | typed)
        assert answer["Location"].endswith("#said")
        page = browser.get(answer["Location"]).content.decode()
        assert re.search(rf'name="{field}"[^>]* id="wrong" aria-invalid="true" aria-describedby="said"', page)
        assert re.search(r'id="draft".*role="alert" id="said" tabindex="-1"', page, re.DOTALL)
        assert typed.get("sets", "") in page, "what was typed is kept"


def test_what_was_wrong_in_the_row_of_an_exercise_stands_there(signed_in: SignedIn, tess: Account, planned: Person) -> None:
    browser = signed_in(tess)
    page = browser.get(address(planned))
    at = page.context["planned"]["items"][0]["is"].exercise
    page = press(browser, address(planned), carried(page) | {f"sets-{at}": "999", f"words-{at}": "Slowly.", "do": f"dose:{at}"})
    shown = page.content.decode()
    assert re.search(rf'name="sets-{at}"[^>]* value="999"[^>]* id="wrong"', shown)
    assert 'value="Slowly."' in shown
    assert page.context["row"] == at, "the row is open"


def test_that_it_is_saved_is_jumped_to(signed_in: SignedIn, tess: Account, planned: Person) -> None:
    browser = signed_in(tess)
    page = press(browser, address(planned), carried(browser.get(address(planned))) | {"do": "stage", "stage": "calm"})
    answer = browser.post(address(planned), carried(page) | {"do": "save"})
    assert answer["Location"] == f"{address(planned)}#said"
    assert re.search(r'role="status" id="said" tabindex="-1".*Saved', browser.get(address(planned)).content.decode(), re.DOTALL)


def test_a_page_that_is_come_back_to_is_as_it_was_left(signed_in: SignedIn, tess: Account, ben: Account, planned: Person) -> None:
    """The browser asked to send the form again, and showed an error."""
    browser = signed_in(tess)
    page = browser.get(address(planned))
    item = next(item for item in page.context["items"] if item.item is not None)
    written = {"note-words": "Walk each day.", f"verdict-{item.key}": "rejected", f"why-{item.key}": "It pinched."}
    where = browser.post(address(planned), carried(page) | written | {"do": "stage", "stage": "calm"})["Location"]
    browser.get(f"/therapist/{planned.pk}/goals/")
    for _again in range(2):
        page = browser.get(where)
        assert [each["is"].order for each in page.context["draft"]] == ["remove", "stage"]
        assert page.context["kept"]["note_words"] == "Walk each day."
        assert next(each.why for each in page.context["items"] if each.key == item.key) == "It pinched."
    for later in (browser.get(where.replace(str(planned.pk), str(ben.person_id))), signed_in(tess).get(where)):
        assert later.context["draft"] == [], "on another person's page it is not there, nor in another session"


def test_what_was_wrong_is_told_once(signed_in: SignedIn, tess: Account, planned: Person) -> None:
    browser = signed_in(tess)
    where = browser.post(address(planned), carried(browser.get(address(planned))) | {"do": "note", "own-name": "Stairs"})["Location"]
    assert browser.get(where).context["problem"]
    page = browser.get(where)
    assert (page.context["problem"], page.context["kept"]["own_name"]) == ("", "Stairs")


@pytest.mark.parametrize("draft", ["[", "{}", "[1]", '[{"kind": "order", "on": "2026-01-01", "order": "fly"}]', '[{"kind": "goal"}]'])
def test_a_page_that_was_meddled_with_brings_no_order(signed_in: SignedIn, tess: Account, planned: Person, draft: str) -> None:
    answer = press(signed_in(tess), address(planned), {"draft": draft, "version": "x", "do": "show"})
    assert answer.status_code == 200
    assert answer.context["draft"] == []


def test_orders_are_lifted(signed_in: SignedIn, tess: Account, planned: Person) -> None:
    browser = signed_in(tess)
    for order in ({"do": "stage", "stage": "calm"}, {"do": "remove", "exercise": "cat_cow"}, {"do": "note", "note-words": "Well done."}):
        page = press(browser, address(planned), carried(browser.get(address(planned))) | order)
        press(browser, address(planned), carried(page) | {"do": "save"})
    page = browser.get(address(planned))
    assert len(page.context["orders"]) == 3
    for each in page.context["orders"]:
        page = press(browser, address(planned), carried(page) | {"do": f"lift:{each['is'].id}"})
    press(browser, address(planned), carried(page) | {"do": "save"})
    assert browser.get(address(planned)).context["orders"] == []
    known = days.understanding(planned).orders
    assert (known.stage, known.removed, known.note) == (None, (), "")


def test_without_the_days_no_plan_is_shown_and_orders_still_count(signed_in: SignedIn, tess: Account, planned: Person) -> None:
    Enrolment.objects.filter(person=planned).update(scope="measures")
    browser = signed_in(tess)
    page = browser.get(address(planned))
    assert page.context["planned"] == {"is_shared": False}
    page = press(browser, address(planned), carried(page) | {"do": "remove", "exercise": "cat_cow"})
    press(browser, address(planned), carried(page) | {"do": "save"})
    assert "cat_cow" in days.understanding(planned).orders.removed


def test_not_hers_and_not_there_look_the_same(
    signed_in: SignedIn, tess: Account, omar: Account, mona: Account, ana: Account, carl: Account
) -> None:
    hers, other = person_of(ana).pk, person_of(carl).pk
    for account, person in ((tess, other), (tess, uuid4()), (omar, hers), (mona, hers), (ana, hers)):
        browser = signed_in(account)
        assert browser.get(f"/therapist/{person}/plan/").status_code == 404
        assert browser.post(f"/therapist/{person}/plan/", {"do": "save", "draft": "[]", "version": "0"}).status_code == 404


def test_what_is_written_is_not_lost_when_another_button_is_pressed(signed_in: SignedIn, tess: Account, planned: Person) -> None:
    browser = signed_in(tess)
    page = browser.get(address(planned))
    item = next(item for item in page.context["items"] if item.item is not None)
    written = {
        "note-words": "Walk each day.",
        "own-steps": "Sit tall.",
        f"verdict-{item.key}": "edited",
        f"repetitions-{item.key}": "2",
        f"why-{item.key}": "Gently.",
    }
    page = press(browser, address(planned), carried(page) | written | {"do": "pin", "exercise": "cat_cow"})
    seen = page.content.decode()
    for words in ("Walk each day.", "Sit tall.", "Gently."):
        assert words in seen
    again = next(each for each in page.context["items"] if each.key == item.key)
    assert (again.verdict, again.counts["repetitions"]) == ("edited", "2")
    assert not page.context["kept"]["exercise"]


def test_numbers_beside_an_exercise_that_is_put_in_are_its_dose(signed_in: SignedIn, tess: Account, planned: Person) -> None:
    """They were dropped without a word, and the person got the program's own dose."""
    browser = signed_in(tess)
    page = browser.get(address(planned))
    typed = {"do": "pin", "exercise": "bird_dog", "sets": "2", "repetitions": "6", "words": "for you"}
    page = press(browser, address(planned), carried(page) | typed)
    orders = [order["is"] for order in page.context["draft"]]
    assert [(order.order, order.exercise) for order in orders] == [("pin", "bird_dog"), ("dose", "bird_dog")]
    assert (orders[1].sets, orders[1].repetitions, orders[1].hold_s) == (2, 6, None)
    wrong = press(browser, address(planned), carried(page) | {"do": "add", "exercise": "cat_cow", "sets": "many"})
    assert len(wrong.context["draft"]) == 2, "nothing is put in with half of what was written"
    assert "many" in wrong.content.decode(), "and nothing written is lost"


def test_what_was_put_in_and_did_not_fit_is_said(signed_in: SignedIn, tess: Account, planned: Person) -> None:
    """It stood under "In every session", was not in the plan, and nothing said why."""
    browser = signed_in(tess)
    page = browser.get(address(planned))
    for exercise in sorted(load().exercises):
        page = press(browser, address(planned), carried(page) | {"do": "pin", "exercise": exercise, "words": "for you"})
    present = {item.name for item in page.context["planned"]["plan"].items}
    missing = {
        load().exercises[order["is"].exercise].name
        for order in page.context["draft"]
        if not order["warnings"] and order["is"].exercise != "walking_programme"
    } - present
    assert missing
    said = unescape(page.content.decode())
    assert all(f"{name} is not in this session" in said for name in missing)
    assert not any(f"{name} is not in this session" in said for name in present)


@pytest.mark.parametrize("page", ["", "plan/"])
def test_a_plan_that_sends_to_care_is_said_in_whole_words(signed_in: SignedIn, tess: Account, planned: Person, page: str) -> None:
    facts.add(person=planned, facts=[SafetyCheck(on=timezone.localdate(), answers={"saddle_feeling": "yes"})], now=timezone.now())
    shown = signed_in(tess).get(f"/therapist/{planned.pk}/{page}").content.decode()
    assert "Call the emergency number or go to an emergency department now" in shown
    assert "{emergency}" not in shown
