"""What is asked too often waits, and is told so in kind words, with how long. No header makes somebody else of whoever asks."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils import timezone

from stepwell.care.actions import invitations, visit_requests
from stepwell.care.models import Account, Clinic
from stepwell.care.queries.accounts import visitor
from stepwell.server import limits
from stepwell.web.public import ask
from tests.clinic import asking_a_visit as walk
from tests.clinic import programs
from tests.clinic.conftest import PASSWORD

pytestmark = pytest.mark.django_db

SignedIn = Callable[..., Client]
LOGIN = "/account/login/"
LIMITS = {limit.name: limit for limit in limits.LIMITS}
PROXY = "10.0.0.7"


@pytest.fixture(autouse=True)
def fresh_counts(db: None) -> None:
    cache.clear()


@pytest.fixture
def behind_a_server() -> Iterator[None]:
    environment = msgspec.structs.replace(settings.ENVIRONMENT, trusted_proxy=(f"{PROXY}/32",))
    with override_settings(ENVIRONMENT=environment):
        yield


def browser(**meta: str) -> Client:
    return Client(HTTP_HOST="localhost", **meta)  # type: ignore[arg-type]


def refused(answer: Any, seconds: int) -> bool:
    """Whether an answer says in words, and for programs, that it was too often."""
    if answer.status_code != 429:
        return False
    assert answer["Retry-After"] == str(seconds)
    if "json" in answer["Content-Type"]:
        said = json.loads(answer.content)
        assert (said["resourceType"], said["issue"][0]["code"]) == ("OperationOutcome", "throttled")
    else:
        assert "Nothing you saved before is lost" in answer.content.decode()
    return True


def test_guessing_invitations_ends_after_thirty_and_holds_for_every_other_link() -> None:
    limit = LIMITS["wrong links"]
    guesser = browser()
    codes = [guesser.get(f"/clinics/invitation/{number:043}/").status_code for number in range(limit.most)]
    assert set(codes) == {410}
    for link in ("/clinics/invitation/x/", "/clinics/visit/x/", "/clinics/calendar/x.ics", "/calendar/x.ics"):
        assert refused(guesser.get(link), 600), link
    assert guesser.get("/help/").status_code == 200, "help is never refused"
    assert browser(REMOTE_ADDR="198.51.100.7").get("/clinics/invitation/x/").status_code == 410, "nobody else waits"


def test_a_link_that_is_right_is_opened_as_often_as_wished(clinic: Clinic, mona: Account) -> None:
    sent = invitations.invite(who=visitor(mona), clinic=clinic.pk, email="new@example.org", name="", role="patient", now=timezone.now())
    page = f"/clinics/invitation/{sent.secret}/"
    assert {browser().get(page).status_code for _ in range(LIMITS["wrong links"].most + 5)} == {200}


def test_taking_up_invitations_is_limited_where_each_try_costs_a_hash(clinic: Clinic) -> None:
    limit = LIMITS["invitations taken up"]
    tries = [browser().post("/clinics/invitation/x/") for _ in range(limit.most + 1)]
    assert [answer.status_code for answer in tries[:-1]] == [410] * limit.most
    assert refused(tries[-1], 600)


def test_a_therapist_does_not_send_invitations_without_end(tess: Account, omar: Account, signed_in: SignedIn) -> None:
    def sent(who: Client, number: int) -> HttpResponse:
        return who.post("/therapist/invite/", {"name": "", "email": f"n{number}@example.org"})  # type: ignore[return-value]

    by_tess = signed_in(tess)
    answers = [sent(by_tess, number) for number in range(LIMITS["invitations sent"].most + 1)]
    assert 429 not in {answer.status_code for answer in answers[:-1]}
    assert refused(answers[-1], 3600)
    assert by_tess.get("/therapist/invite/").status_code != 429, "looking is free"
    assert sent(signed_in(omar), 1).status_code != 429


def test_guessing_tokens_ends_after_thirty() -> None:
    limit = LIMITS["wrong tokens"]
    for number in range(limit.most):
        assert browser().get("/fhir/Patient", headers={"Authorization": f"Bearer {number}"}).status_code == 401
    answer = browser().get("/fhir/Patient", headers={"Authorization": "Bearer another"})
    assert refused(answer, 600)
    assert answer["Content-Type"] == "application/fhir+json"
    assert browser(REMOTE_ADDR="198.51.100.7").get("/fhir/Patient", headers={"Authorization": "Bearer x"}).status_code == 401


def test_one_program_does_not_take_all_and_another_goes_on(mona: Account, clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    few = msgspec.structs.replace(LIMITS["requests of a program"], most=5)
    monkeypatch.setattr(limits, "LIMITS", tuple(few if limit.name == few.name else limit for limit in limits.LIMITS))
    one, other = programs.let_in(mona, clinic), programs.let_in(mona, clinic)
    assert {one.get("Organization").status_code for _ in range(few.most)} == {200}
    assert refused(one.get("Organization"), 60)
    assert other.get("Organization").status_code == 200


@pytest.mark.parametrize("path", ["/account/password/reset/", "/account/password/reset/key/x-y/", LOGIN])
def test_sign_in_and_new_passwords_are_limited_by_address(path: str) -> None:
    form = {"email": "nobody@example.org", "login": "nobody@example.org", "password": "wrong"}
    answers = [browser().post(path, form) for _ in range(35)]
    assert refused(answers[-1], 60) or path == LOGIN
    assert answers[-1].status_code == 429


def test_a_lock_says_how_long_it_lasts(ana: Account) -> None:
    answers = [browser().post(LOGIN, {"login": ana.email, "password": "wrong"}) for _ in range(5)]
    assert (answers[-1].status_code, answers[-1]["Retry-After"]) == (429, "900")
    assert "sign-in now waits for 15 minutes" in answers[-1].content.decode()


def test_another_address_in_a_header_does_not_lift_a_lock(ana: Account) -> None:
    for number in range(5):
        browser(HTTP_X_FORWARDED_FOR=f"198.51.100.{number}").post(LOGIN, {"login": ana.email, "password": "wrong"})
    right = {"login": ana.email, "password": PASSWORD}
    assert browser(HTTP_X_FORWARDED_FOR="198.51.100.99").post(LOGIN, right).status_code == 429


def test_behind_the_named_server_a_lock_is_of_whoever_was_wrong(ana: Account, behind_a_server: None) -> None:
    for number in range(5):  # what comes before the last address was written by whoever asked
        wrong = browser(REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}, 198.51.100.7")
        wrong.post(LOGIN, {"login": ana.email, "password": "wrong"})
    right = {"login": ana.email, "password": PASSWORD}
    assert browser(REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR="198.51.100.7").post(LOGIN, right).status_code == 429
    assert browser(REMOTE_ADDR="198.51.100.7").post(LOGIN, right).status_code == 429
    assert browser(REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR="198.51.100.8").post(LOGIN, right).status_code == 302


def _asked(number: int, **meta: str) -> int:
    asker = browser(**meta)
    page = walk.previewed(asker, email=f"n{number}@example.org")
    fields = {"step": "send", "pass": walk.hidden(page, "pass"), "letter": walk.hidden(page, "letter")}
    answer = asker.post(walk.ASK, fields)
    assert answer.status_code == 302 or answer["Retry-After"] == "3600"
    return answer.status_code


def test_requests_for_a_visit_are_counted_by_the_true_address(
    clinic: Clinic, behind_a_server: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "QUICKEST_S", 0)
    most = visit_requests.OF_ONE_ADDRESS
    spoofed = [_asked(number, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}") for number in range(most + 1)]
    assert spoofed == [302] * most + [429]
    through = [_asked(50 + number, REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}") for number in range(most + 1)]
    assert through == [302] * (most + 1), "each of them is somebody else"


def test_counts_are_shared_by_all_processes_and_tell_no_address() -> None:
    browser(REMOTE_ADDR="198.51.100.7").get("/clinics/invitation/x/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM stepwell_counts")
        rows = cursor.fetchall()
    assert rows
    assert "198.51.100.7" not in str(rows)
