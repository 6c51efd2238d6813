"""What a person sends comes out in no log line, error page, redirect or address, whatever goes wrong."""

from typing import Any

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.base import BaseHandler
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, OperationalError
from django.http import Http404
from django.test import Client, override_settings
from django_tasks_db.models import DBTaskResult

from stepwell.care import tasks
from stepwell.care.actions import upkeep
from tests import marked
from tests.e2e import addresses
from tests.marked import MAIL, NAME, SECRET, WORDS
from tests.web.test_bad_input import FORMS, FREE_TEXT, ready

pytestmark = pytest.mark.django_db

FAILURES: list[Exception] = [
    ValueError(WORDS),
    KeyError(WORDS),
    IntegrityError(f"DETAIL: Key (email)=({MAIL}) already exists."),
    OperationalError(f"near {WORDS}"),
    DatabaseError(WORDS),
    SuspiciousOperation(WORDS),
    BadRequest(WORDS),
    PermissionDenied(WORDS),
    Http404(WORDS),
]


def talkative() -> Client:
    """Return a browser whose every header tells something."""
    headers = {"user-agent": WORDS, "referer": f"http://localhost/invitation/{SECRET}/?q={NAME}", "x-forwarded-for": WORDS}
    return Client(headers={**headers, "host": "localhost"}, raise_request_exception=False)


@pytest.mark.parametrize("address", FORMS)
def test_what_is_sent_is_told_nowhere_else(newcomer: Client, address: str) -> None:
    ready(newcomer, address)
    browser, good = talkative(), FORMS[address]
    file = SimpleUploadedFile(f"{WORDS}.json", f'{{"resourceType": "{WORDS}", "text": "{NAME}"}}'.encode())
    sent: list[dict[str, Any]] = [
        {**good, **{name: WORDS for name in good if name in FREE_TEXT}},
        *({**good, name: WORDS} for name in good),
        {**good, WORDS: NAME},
        {"file": file},
    ]
    for form in sent:
        with marked.watched_logs() as lines:
            answer = browser.post(f"{address}?{WORDS}={NAME}", form)
        assert marked.told_elsewhere(answer, lines) == [], form


@pytest.mark.one_database
@pytest.mark.parametrize("error", FAILURES, ids=lambda error: type(error).__name__)
def test_a_failure_tells_nothing_of_what_it_was_about(settled: Client, error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BaseHandler, "make_view_atomic", marked.failing_with(error))
    browser = talkative()
    for address in ("/", "/check-in/", "/settings/import/", f"/calendar/{SECRET}.ics"):
        for method in ("get", "post"):
            with marked.watched_logs() as lines:
                answer = getattr(browser, method)(f"{address}?q={NAME}", {"words": WORDS})
            assert answer.status_code >= 400
            assert marked.told_elsewhere(answer, lines) == [], (address, method)


@pytest.mark.one_database
def test_an_error_of_our_own_is_told_with_its_route_its_kind_and_its_place(settled: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without this the tests here could be kept by a log that says nothing at all."""
    monkeypatch.setattr(BaseHandler, "make_view_atomic", marked.failing_with(ValueError(WORDS)))
    with marked.watched_logs() as lines:
        talkative().get("/exercise/cat_cow/")
    said = "\n".join(lines)
    assert "Internal Server Error (500): GET /exercise/<slug:exercise_id>/" in said
    assert "ValueError" in said
    assert "marked.py" in said


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("address", "more"),
    [
        (f"/{WORDS}/", {}),
        (f"/{WORDS}/?q={NAME}", {}),
        ("/check-in/", {"HTTP_HOST": f"{WORDS}.example"}),
        ("/check-in/", {"HTTP_HOST": f"{WORDS} {NAME}"}),
        ("/check-in/", {"HTTP_COOKIE": f"stepwell_session={WORDS}; stepwell_csrf={WORDS}; messages={WORDS}"}),
        ("/check-in/", {"CONTENT_TYPE": f"multipart/form-data; boundary={WORDS}"}),
        ("/check-in/", {"CONTENT_TYPE": f"application/{WORDS}"}),
        ("/settings/import/", {"data": WORDS * 900_000}),
    ],
)
def test_a_request_that_is_refused_tells_nothing(settled: Client, address: str, more: dict[str, Any]) -> None:
    for checks in (False, True):
        browser = Client(
            HTTP_HOST="localhost",
            enforce_csrf_checks=checks,
            HTTP_REFERER=f"http://localhost/?q={NAME}",
            HTTP_ORIGIN=f"http://{WORDS}.example",
        )
        with marked.watched_logs() as lines:
            answer = browser.generic("POST", address, **{"data": f"--{WORDS}\r\n{NAME}", "content_type": "text/plain", **more})
        assert answer.status_code >= 400
        assert marked.told_elsewhere(answer, lines) == []


def test_no_address_on_any_page_holds_what_a_person_told(settled: Client) -> None:
    settled.post("/settings/", {**FORMS["/settings/"], "given_name": NAME})
    settled.post("/evaluation/activities_back/", {"activity_1": f"{WORDS} {MAIL}", "activity_1_now": "3"})
    settled.post("/evaluation/ready/")
    settled.post("/relapse-plan/", {"helped_before": WORDS})
    shown = set()
    for address in addresses.every():
        with marked.watched_logs() as lines:
            answer = settled.get(address)
        shown |= marked.marks(marked.text_of(answer)) if not answer.streaming else set()
        assert marked.told_elsewhere(answer, lines) == [], address
    assert NAME in shown, "the person's own pages do show it"


@pytest.mark.django_db(transaction=True)
def test_background_work_that_fails_leaves_nothing_in_the_queue_or_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing() -> None:
        raise ValueError(f"{NAME} {WORDS}")

    monkeypatch.setattr(upkeep, "look_after", failing)
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}), marked.watched_logs() as lines:
        tasks.daily_upkeep.enqueue()
        call_command("db_worker", batch=True, interval=0, verbosity=0, startup_delay=False, reload=False)
    (failed,) = DBTaskResult.objects.exclude(exception_class_path="")
    assert "WorkFailed: ValueError" in failed.traceback
    assert not marked.marks("".join(str(value) for row in DBTaskResult.objects.values() for value in row.values()))
    assert any("background work failed: daily_upkeep" in line for line in lines)
    assert not marked.marks("\n".join(lines))
