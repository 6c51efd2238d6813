"""Asking for a first visit from a clinic's public page: safety first, exactly what was shown is sent, and no program gets through."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from stepwell.care import sent_along, visit_address
from stepwell.care.actions import visit_requests
from stepwell.care.models import Appointment, Asking, Clinic
from stepwell.web.public import ask
from stepwell.web.shared import asking
from tests.clinic import asking_a_visit as walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def anybody(clinic: Clinic, other_clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Return the browser of somebody without an account, who reads before they press."""
    walk.slowly(monkeypatch)
    return Client(HTTP_HOST="localhost")


def test_the_public_page_tells_how_to_reach_the_clinic(anybody: Client) -> None:
    Clinic.objects.filter(slug="riverside").update(address="1 River Road\nSpringfield", hours="Mon to Fri, 8 to 6")
    page = anybody.get("/clinics/riverside/").content.decode()
    for words in ("Riverside Physical Therapy", "1 River Road", "8 to 6", 'href="tel:5550100"', "What happens at a first visit", walk.ASK):
        assert words in page


@pytest.mark.parametrize("path", ["", "ask/"])
def test_a_clinic_that_does_not_show_itself_looks_like_none(anybody: Client, path: str) -> None:
    Clinic.objects.update(is_public=False)
    closed, none = anybody.get(f"/clinics/riverside/{path}"), anybody.get(f"/clinics/nowhere/{path}")
    assert (closed.status_code, closed.content) == (404, none.content)


def test_exactly_what_was_shown_is_sent(anybody: Client) -> None:
    page = walk.previewed(anybody, summary="Pain: 4 of 10\nWalks 20 minutes").content.decode()
    for words in ("Nia Moreno", "nia@example.org, 555 0177", "Tuesday morning", "My left leg", "Blue Shield", "Pain: 4 of 10"):
        assert words in page
    assert not Appointment.objects.exists()
    walk.sent(anybody, summary="Pain: 4 of 10\nWalks 20 minutes")
    row = Appointment.objects.get()
    kept = (row.name, row.contact, row.preferred, row.reason, row.insurance, row.state)
    assert kept == ("Nia Moreno", "nia@example.org, 555 0177", "Tuesday morning", "My left leg hurts since May", "Blue Shield", "requested")
    summary = sent_along.read(row.shared)
    assert summary is not None
    for section in summary.sections:
        assert section.title in page
        assert section.text.splitlines()[0] in page if section.text else all(answer in page for _, answer in section.rows)


def test_a_signed_letter_is_the_only_thing_that_is_sent(anybody: Client) -> None:
    page = walk.previewed(anybody)
    fields = {"step": "send", "pass": walk.hidden(page, "pass"), "letter": walk.hidden(page, "letter")}
    anybody.post(walk.ASK, fields | {"name": "Somebody Else", "reason": "something else"})
    assert Appointment.objects.get().name == "Nia Moreno"
    assert anybody.post(walk.ASK, fields | {"letter": fields["letter"][:-2] + "xx"}).status_code == 409
    assert anybody.post("/clinics/hilltop/ask/", fields).status_code == 409


def test_no_form_without_the_safety_questions(anybody: Client) -> None:
    assert "Safety first" in anybody.get(walk.ASK).content.decode()
    assert anybody.post(walk.ASK, walk.DETAILS | {"step": "details"}).status_code == 409
    assert anybody.post(walk.ASK, {"step": "safety"}).status_code == 422
    assert not Appointment.objects.exists()


@pytest.mark.parametrize("sign", ["saddle_feeling", "bladder_change", "both_legs_weak", "fever", "mental_crisis", "limb_cold"])
def test_danger_shows_the_care_card_with_words_to_call_and_no_form(anybody: Client, sign: str) -> None:
    page = anybody.post(walk.ASK, walk.ticked(sign)).content.decode()
    assert 'class="care' in page
    assert 'href="tel:' in page
    assert "Nothing was sent" in page
    assert "555 0100" in page
    assert 'name="preferred"' not in page


def test_the_number_to_call_is_that_of_the_country(anybody: Client) -> None:
    assert 'href="tel:999"' in anybody.post(walk.ASK, walk.ticked("saddle_feeling") | {"country": "gb"}).content.decode()


def test_not_sure_asks_once_more_and_then_counts_as_danger(anybody: Client) -> None:
    once_more = anybody.post(walk.ASK, walk.ticked("saddle_feeling", "not_sure"))
    assert once_more.status_code == 422
    assert "One more question" in once_more.content.decode()
    still_not = anybody.post(walk.ASK, walk.ticked("saddle_feeling", "not_sure", saddle_feeling_clear="not_sure"))
    assert 'class="care' in still_not.content.decode()
    cleared = anybody.post(walk.ASK, walk.ticked("saddle_feeling", "not_sure", saddle_feeling_clear="normal"))
    assert 'name="preferred"' in cleared.content.decode()


def test_danger_is_told_even_while_other_answers_are_open(anybody: Client) -> None:
    answers = walk.ticked("saddle_feeling")
    open_one = {key: value for key, value in answers.items() if not key.startswith("feeling_ill-")}
    assert 'class="care' in anybody.post(walk.ASK, open_one).content.decode()


def test_after_an_examination_the_request_goes_on_and_says_so(anybody: Client) -> None:
    care = anybody.post(walk.ASK, walk.ticked("saddle_feeling"))
    passed = walk.hidden(care, "pass")
    assert anybody.post(walk.ASK, {"step": "examined", "pass": passed})["Location"] == walk.ASK
    form = anybody.post(walk.ASK, {"step": "examined", "pass": passed, "examined": "on"})
    page = anybody.post(walk.ASK, walk.DETAILS | {"step": "details", "pass": walk.hidden(form, "pass")})
    assert "A clinician has examined it" in page.content.decode()


def test_what_should_be_seen_within_days_is_told_and_sent(anybody: Client) -> None:
    answers = walk.ticked("leg_gives_way", leg_gives_way="stable")
    assert "within 2 to 7 days" in anybody.post(walk.ASK, answers).content.decode()
    page = walk.previewed(anybody, answers)
    assert "within 2 to 7 days" in page.content.decode()
    anybody.post(walk.ASK, {"step": "send", "pass": walk.hidden(page, "pass"), "letter": walk.hidden(page, "letter")})
    summary = sent_along.read(Appointment.objects.get().shared)
    assert summary is not None
    assert summary.soon


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"email": "", "phone": ""}, {"email": "nobody"}, {"phone": "soon"}, {"preferred": ""}, {"reason": "x" * 1001}],
)
def test_a_form_that_cannot_be_answered_is_refused(anybody: Client, wrong: dict[str, Any]) -> None:
    page = walk.previewed(anybody, **wrong)
    assert page.status_code == 422
    assert 'role="alert"' in page.content.decode()


def test_something_can_be_changed_before_it_is_sent(anybody: Client) -> None:
    page = walk.previewed(anybody, summary="Walks 20 minutes")
    form = anybody.post(walk.ASK, {"step": "change", "pass": walk.hidden(page, "pass"), "letter": walk.hidden(page, "letter")})
    for words in ("Nia Moreno", "nia@example.org", "555 0177", "Tuesday morning", "Walks 20 minutes"):
        assert words in form.content.decode()


def test_sent_twice_it_is_asked_once(anybody: Client) -> None:
    page = walk.previewed(anybody)
    fields = {"step": "send", "pass": walk.hidden(page, "pass"), "letter": walk.hidden(page, "letter")}
    first, second = anybody.post(walk.ASK, fields), anybody.post(walk.ASK, fields)
    assert first["Location"] == second["Location"]
    assert Appointment.objects.count() == len(mail.outbox) == 1


def test_the_mail_leads_to_the_visit_and_says_nothing_of_health(anybody: Client) -> None:
    link = walk.sent(anybody)
    letter = mail.outbox[0]
    assert letter.to == ["nia@example.org"]
    assert link in str(letter.body)
    said = f"{letter.subject} {letter.body}".replace("Riverside Physical Therapy", "")
    for word in ("leg", "hurt", "Blue Shield", "Nia", "Tuesday", "therap", "pain"):
        assert word not in said
    assert "Your request is with the clinic" in anybody.get(link).content.decode()


def test_only_a_hash_of_the_secret_is_kept(anybody: Client) -> None:
    secret = walk.sent(anybody).split("/")[3]
    row = Appointment.objects.get()
    assert row.secret_hash == visit_address.hashed(secret)
    assert secret[32:] not in "".join(str(value) for value in vars(row).values())


# --- against programs -----------------------------------------------------------------------


def test_what_nobody_sees_catches_programs(anybody: Client) -> None:
    page = walk.previewed(anybody, website="https://spam.example")
    assert page.status_code == 200
    assert "Thank you" in page.content.decode()
    assert not Appointment.objects.exists()
    assert Asking.objects.count() == 1


def test_too_quick_for_a_person_is_asked_once_more(clinic: Clinic) -> None:
    browser = Client(HTTP_HOST="localhost")
    page = walk.previewed(browser)
    assert page.status_code == 422
    assert "very quick" in page.content.decode()


def test_an_old_page_begins_again(anybody: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page = walk.previewed(anybody)
    monkeypatch.setattr(asking, "OLDEST_S", -1)
    answer = anybody.post(walk.ASK, {"step": "send", "pass": walk.hidden(page, "pass"), "letter": walk.hidden(page, "letter")})
    assert answer.status_code == 409
    assert not Appointment.objects.exists()


def _again(client: Client, number: int, **extra: Any) -> int:
    page = walk.previewed(client, email=f"n{number}@example.org")
    fields = {"step": "send", "pass": walk.hidden(page, "pass"), "letter": walk.hidden(page, "letter")}
    return client.post(walk.ASK, fields, **extra).status_code


def test_one_address_asks_only_so_often_an_hour(anybody: Client) -> None:
    most = visit_requests.OF_ONE_ADDRESS
    assert [_again(anybody, number) for number in range(most + 1)] == [302] * most + [429]
    assert _again(anybody, 99, REMOTE_ADDR="198.51.100.7") == 302
    Asking.objects.update(at=timezone.now() - timedelta(hours=2))
    assert _again(anybody, 100) == 302


def test_one_clinic_takes_only_so_many_an_hour(anybody: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visit_requests, "AT_ONE_CLINIC", 2)
    codes = [_again(anybody, number, REMOTE_ADDR=f"198.51.100.{number}") for number in range(3)]
    assert codes == [302, 302, 429]


def test_a_mailbox_is_not_filled_by_somebody_else(anybody: Client) -> None:
    most = visit_requests.OF_ONE_CONTACT
    codes = [_again(anybody, 1, REMOTE_ADDR=f"198.51.100.{number}") for number in range(most + 1)]
    assert codes == [302] * most + [429]
    assert len(mail.outbox) == most


def test_no_network_address_is_kept(anybody: Client) -> None:
    walk.sent(anybody)
    row = Asking.objects.get()
    assert "127.0.0.1" not in row.address
    assert visit_requests.hashed_address("127.0.0.1", row.at.date()) == row.address
    assert visit_requests.hashed_address("127.0.0.1", row.at.date() + timedelta(days=1)) != row.address


def test_no_puzzle_and_nobody_else_is_asked(anybody: Client) -> None:
    for page in (anybody.get(walk.ASK), anybody.post(walk.ASK, walk.calm())):
        assert "captcha" not in page.content.decode().lower()
        assert "http" not in page.content.decode().replace("http-equiv", "").replace("http://www.w3.org", "")


def test_the_quickest_is_still_within_reach_of_a_person() -> None:
    assert 1 <= ask.QUICKEST_S <= 5
