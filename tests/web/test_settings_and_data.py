"""Settings, the person's own data, and the pages that anybody may read."""

import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from stepwell import fhir
from stepwell.care.queries import people
from stepwell.engine.log import Look
from stepwell.knowledge import loader
from stepwell.knowledge.loader import load
from tests.web import walked
from tests.web.test_today import plan

OPEN_PAGES = ["/", "/about/", "/sources/", "/help/", "/settings/", "/settings/import/", "/settings/delete/", "/check-in/", "/flare/"]
FORMS = ["/check-in/", "/flare/", "/settings/", "/evaluation/where_it_hurts/", "/safety-check/medicines/", "/try-a-movement/"]
WRONG_SETTINGS = [
    {"country": "atlantis"},
    {"country": ""},
    {"text_size": "huge"},
    {"given_name": "m" * 61},
    {"given_name": "m\x00"},
    {"skin": "green"},
    {"build": ""},
    {"hair": "none"},
]
NO_LOGS = [
    b"",
    b"{",
    b"\xff\xfe\x00",
    b"[]",
    b"null",
    b'{"format": "other"}',
    b'{"facts": [{"kind": "spell", "on": "2026-01-01"}]}',
    b"[" * 100_000,
]
SETTINGS = {"given_name": "Maya", "country": "de", "text_size": "larger", "skin": "tan", "build": "broad", "hair": "bun"}


@pytest.mark.parametrize("address", OPEN_PAGES)
def test_can_be_read_by_somebody_new(newcomer: Client, address: str) -> None:
    assert newcomer.get(address).status_code == 200


def test_the_start_says_what_it_is_not_and_that_nobody_reviewed_it(newcomer: Client) -> None:
    page = newcomer.get("/").content.decode()
    assert "Not a diagnosis" in page
    assert "Not for emergencies" in page
    assert "no clinician has reviewed it yet" in page


def test_somebody_who_has_begun_goes_to_today(settled: Client) -> None:
    assert settled.get("/")["Location"] == "/today/"


def test_settings_are_kept_and_used(newcomer: Client) -> None:
    assert newcomer.post("/settings/", SETTINGS)["Location"] == "/settings/"
    person = people.owner()
    assert (person.given_name, person.country, person.text_size) == ("Maya", "de", "larger")
    page = newcomer.get("/help/").content.decode()
    assert 'data-text="larger"' in page
    assert "tel:112" in page


@pytest.mark.parametrize("wrong", WRONG_SETTINGS)
def test_wrong_settings_are_refused(newcomer: Client, wrong: dict[str, str]) -> None:
    assert newcomer.post("/settings/", {**SETTINGS, **wrong}).status_code == 422
    assert people.owner().country == "us"
    assert walked.saved("preference") == []


def test_the_look_of_the_figure_is_a_wish_in_the_log_and_said_once(settled: Client) -> None:
    for _ in range(2):
        settled.post("/settings/", SETTINGS)
    (wish,) = walked.saved("preference")
    assert (wish.wish, wish.look, wish.exercise) == ("look", Look(skin="tan", build="broad", hair="bun"), None)
    assert plan().look == Look(skin="tan", build="broad", hair="bun")
    page = settled.get("/settings/").content.decode()
    assert re.search(r'value="tan"[^>]* checked', page)
    assert re.search(r'value="broad"[^>]* checked', page)


def test_every_country_has_a_help_page(newcomer: Client) -> None:
    for country in loader.load().countries:
        newcomer.post("/settings/", {**SETTINGS, "country": country})
        assert newcomer.get("/help/").status_code == 200


def test_everything_can_be_taken_away_and_brought_back(settled: Client) -> None:
    taken = settled.get("/settings/export/")
    assert "attachment" in taken["Content-Disposition"]
    log = json.loads(taken.content)
    assert [fact["kind"] for fact in log["facts"]] == ["safety_check", "evaluation"]
    settled.post("/settings/delete/", {"sure": "on"})
    assert settled.get("/today/")["Location"] == "/safety-check/"
    for said in ("Your file was brought in.", "All that this file holds was here already."):
        file = SimpleUploadedFile("stepwell.json", taken.content, "application/json")
        assert said in settled.post("/settings/import/", {"file": file}, follow=True).content.decode()
    assert json.loads(settled.get("/settings/export/").content)["facts"] == log["facts"]
    assert settled.get("/today/").status_code == 200


@pytest.mark.parametrize("content", NO_LOGS)
def test_a_file_that_is_no_log_is_refused_and_changes_nothing(settled: Client, content: bytes) -> None:
    before = settled.get("/settings/export/").content
    response = settled.post("/settings/import/", {"file": SimpleUploadedFile("log.json", content)})
    assert response.status_code == 422
    assert "Nothing was changed" in response.content.decode() or not content
    assert settled.get("/settings/export/").content == before


def test_no_file_is_refused(newcomer: Client) -> None:
    assert newcomer.post("/settings/import/", {}).status_code == 422
    assert newcomer.post("/settings/import/", {"file": "words"}).status_code == 422


def test_a_file_about_a_day_to_come_is_refused(newcomer: Client) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    log = {"format": "stepwell-log/1", "facts": [{"kind": "check_in", "on": tomorrow.isoformat(), "answers": {}}]}
    response = newcomer.post("/settings/import/", {"file": SimpleUploadedFile("log.json", json.dumps(log).encode())})
    assert response.status_code == 422
    assert "a day that has not come yet. Nothing was changed." in response.content.decode()


def test_deleting_needs_the_tick(settled: Client) -> None:
    assert settled.post("/settings/delete/", {}).status_code == 422
    assert len(walked.saved("evaluation")) == 1


def test_deleted_is_deleted(settled: Client) -> None:
    assert "Everything is deleted" in settled.post("/settings/delete/", {"sure": "on"}).content.decode()
    assert walked.saved("evaluation") == []
    assert settled.get("/").status_code == 200


def test_every_source_is_listed(newcomer: Client) -> None:
    page = newcomer.get("/sources/").content.decode()
    assert all(f'id="{source}"' in page for source in loader.load().sources)


@pytest.mark.parametrize("address", ["/check-in/", "/flare/", "/settings/", "/settings/delete/", "/safety-check/medicines/"])
def test_a_form_from_elsewhere_is_refused(db: None, address: str) -> None:
    assert Client(enforce_csrf_checks=True, HTTP_HOST="localhost").post(address, {"sure": "on"}).status_code == 403


@pytest.mark.parametrize("address", ["/", "/about/", "/help/", "/settings/export/", "/care/", "/evaluation/"])
def test_a_page_to_read_takes_no_post(newcomer: Client, address: str) -> None:
    assert newcomer.post(address).status_code == 405


@pytest.mark.parametrize("address", ["/check-in/", "/settings/", "/safety-check/medicines/"])
def test_a_huge_body_is_refused(newcomer: Client, address: str) -> None:
    response = newcomer.post(address, b"a=" + b"x" * 10_000_000, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 413


def test_pages_hold_no_script_or_style_of_their_own(settled: Client) -> None:
    for address in FORMS:
        page = settled.get(address).content.decode()
        assert " style=" not in page, address
        assert "<style" not in page, address
        assert " onclick=" not in page, address


def test_the_file_for_a_clinics_software_holds_all_that_was_told(settled: Client) -> None:
    taken = settled.get("/settings/export/fhir/")
    assert taken["Content-Type"] == "application/fhir+json"
    assert taken["Content-Disposition"].endswith('.fhir.json"')
    read = fhir.read(json.loads(taken.content), load())
    assert read.is_whole
    assert len(read.facts) == len(json.loads(settled.get("/settings/export/").content)["facts"])
    assert "/settings/export/fhir/" in settled.get("/settings/").content.decode()
