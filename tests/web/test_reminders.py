"""The page of the reminders, and the calendar that a phone subscribes to."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from stepwell.care import calendar_address
from stepwell.care.queries import calendars, people
from stepwell.engine.reminding import Times
from tests.web import walked

pytestmark = pytest.mark.one_database

CHOSEN: dict[str, Any] = {"session_at": "18:30", "check_in_at": "08:15", "with_measures": "on", "quiet_from": "21:00", "quiet_to": "08:00"}
PAGE = "/settings/reminders/"
HEALTH = re.compile(r"pain|leg|back|sciat|exercis|health|symptom|therap|flare|session|check-in|medic|hurt|nerve|move", re.IGNORECASE)
WRONG: list[dict[str, str]] = [
    {"session_at": "25:00"},
    {"session_at": "soon"},
    {"check_in_at": "8\x00"},
    {"quiet_from": ""},
    {"quiet_to": ""},
    {"quiet_from": "08:00"},
    {"session_at": "", "check_in_at": "", "with_measures": ""},
]


def turned_on(client: Client, **changed: str) -> str:
    """Turn the reminders on as a person does, and return the path of the calendar that the page shows."""
    assert client.post(PAGE, {**CHOSEN, **changed})["Location"] == PAGE
    return urlsplit(str(client.get(PAGE).context["address"])).path


def test_off_until_they_are_turned_on(newcomer: Client) -> None:
    page = newcomer.get(PAGE).content.decode()
    assert "Turn reminders on" in page
    assert "/calendar/" not in page
    assert calendars.of(people.owner()) is None


def test_what_is_chosen_is_kept_and_shown_again(settled: Client) -> None:
    turned_on(settled)
    page = settled.get(PAGE).content.decode()
    assert all(f'value="{CHOSEN[name]}"' in page for name in CHOSEN if name != "with_measures")
    turned_on(settled, session_at="", with_measures="")
    own = calendars.of(people.owner())
    assert own is not None
    assert (own.times.session_at, own.times.with_measures) == (None, False)


def test_changing_a_time_keeps_the_address(settled: Client) -> None:
    assert turned_on(settled) == turned_on(settled, session_at="07:00")


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_times_are_refused_and_change_nothing(settled: Client, wrong: dict[str, str]) -> None:
    turned_on(settled)
    response = settled.post(PAGE, {**CHOSEN, **wrong})
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    own = calendars.of(people.owner())
    assert own is not None
    assert own.times.session_at is not None
    assert own.times.quiet_to is not None


def test_the_page_says_who_may_read_the_address_and_how_to_add_it(settled: Client) -> None:
    turned_on(settled)
    page = settled.get(PAGE).content.decode()
    assert "Whoever has this address can read your times" in page
    assert "iPhone" in page
    assert "Android" in page
    assert 'href="webcal://' in page


def test_a_time_in_the_quiet_hours_is_said_to_be_silent(settled: Client) -> None:
    turned_on(settled)
    assert "makes no sound" not in settled.get(PAGE).content.decode()
    turned_on(settled, session_at="22:00")
    assert "makes no sound" in settled.get(PAGE).content.decode()


def test_a_phone_without_a_cookie_reads_the_calendar(settled: Client) -> None:
    address = turned_on(settled)
    response = Client(HTTP_HOST="localhost").get(address)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in response["Cache-Control"]
    assert not response.cookies
    events = Calendar.from_ical(response.content).walk("VEVENT")
    assert [event.decoded("dtstart").strftime("%H:%M") for event in events[:2]] == ["18:30", "08:15"]


def test_there_is_no_word_of_health_in_it(settled: Client) -> None:
    settled.post("/check-in/", walked.CHECK_IN)
    address = turned_on(settled)
    for event in Calendar.from_ical(settled.get(address).content).walk():
        told = [
            str(event[name])
            for name in ("SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES", "NAME", "X-WR-CALNAME", "URL")
            if name in event
        ]
        assert [words for words in told if HEALTH.search(words)] == []


def test_nothing_of_the_person_is_in_it(settled: Client) -> None:
    address = turned_on(settled)
    content = settled.get(address).content.decode()
    key = address.removeprefix("/calendar/").removesuffix(".ics")
    assert key not in content
    assert str(people.owner().pk) not in content


@pytest.mark.parametrize("made_up", ["none", "a" * 22, "a" * 54, "%00", "ä" * 54, "x" * 4000])
def test_an_unknown_address_looks_like_any_missing_page(settled: Client, made_up: str) -> None:
    turned_on(settled)
    unknown = settled.get(f"/calendar/{made_up}.ics")
    assert unknown.status_code == 404
    assert unknown.content == settled.get("/no/such/page/").content


def test_a_forged_address_reaches_no_row(settled: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    address = turned_on(settled)
    forged = f"{address[:-5]}{'0' if address[-5] != '0' else '1'}.ics"
    with django_assert_num_queries(0):
        assert settled.get(forged).status_code == 404


def test_the_calendar_costs_one_query(settled: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    address = turned_on(settled)
    settled.post("/check-in/", walked.CHECK_IN)
    with django_assert_num_queries(1):
        assert settled.get(address).status_code == 200


def test_a_new_address_closes_the_old_one(settled: Client) -> None:
    old = turned_on(settled)
    assert settled.post(f"{PAGE}moved/")["Location"] == PAGE
    new = turned_on(settled)
    assert new != old
    assert settled.get(old).status_code == 404
    assert settled.get(new).status_code == 200


def test_turned_off_it_is_gone_and_turned_on_again_it_is_elsewhere(settled: Client) -> None:
    old = turned_on(settled)
    settled.post(f"{PAGE}off/")
    assert settled.get(old).status_code == 404
    assert calendars.of(people.owner()) is None
    assert turned_on(settled) != old
    assert settled.get(old).status_code == 404


@pytest.mark.parametrize("action", ["moved", "off"])
def test_a_link_alone_changes_nothing(settled: Client, action: str) -> None:
    address = turned_on(settled)
    assert settled.get(f"{PAGE}{action}/").status_code == 405
    assert settled.get(address).status_code == 200


def test_delete_everything_deletes_the_calendar(settled: Client) -> None:
    address = turned_on(settled)
    assert settled.post("/settings/delete/", {"sure": "on"}).status_code == 200
    assert settled.get(address).status_code == 404


def test_the_export_holds_no_address(settled: Client) -> None:
    address = turned_on(settled).removeprefix("/calendar/").removesuffix(".ics")
    own = calendars.of(people.owner())
    assert own is not None
    exported = settled.get("/settings/export/").content.decode()
    assert address not in exported
    assert address[:22] not in exported


def test_the_rows_alone_do_not_give_the_address() -> None:
    key = calendar_address.new_key()
    address = calendar_address.address_of(key)
    assert calendar_address.key_in(address) == key
    assert calendar_address.key_in(key) is None
    assert address.startswith(key)
    assert len(address) - len(key) == 32


def test_nothing_chosen_means_nothing_to_remind_of() -> None:
    assert not Times(with_measures=False).remind
