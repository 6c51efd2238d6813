"""What every request meets: the host check, the headers, the limits, and plain pages when something fails."""

import io
from collections.abc import Callable

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from pytest_django import Settings

from stepwell.care.errors import BrokenRecord, NotSaved
from stepwell.server import errors, middleware

FAILURES: dict[str, Exception] = {
    "full": OperationalError("database or disk is full"),
    "locked": OperationalError("database is locked"),
    "damaged": DatabaseError("database disk image is malformed"),
    "refused": NotSaved(),
    "unreadable": BrokenRecord("This log"),
    "bug": IntegrityError("Key (name)=(Ana Diaz) already exists"),
    "other": RuntimeError("Ana has leg pain"),
}


def failing(request: HttpRequest, why: str) -> HttpResponse:
    raise FAILURES[why]


def fine(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"read {len(request.body)}")


urlpatterns = [path("failing/<str:why>/", failing), path("fine/", fine)]
handler400 = "stepwell.server.errors.bad_request"
handler404 = "stepwell.server.errors.not_found"
handler500 = "stepwell.server.errors.server_error"


@pytest.fixture
def client(settings: Settings) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "192.168.1.20", "127.0.0.1.nip.io", ""])
def test_a_foreign_host_name_is_refused(client: Client, host: str) -> None:
    answer = client.get("/fine/", headers={"host": host})

    assert answer.status_code == 400
    assert host not in answer.text or not host


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_the_names_of_this_machine_are_answered(client: Client, host: str) -> None:
    assert client.get("/fine/", headers={"host": host}).status_code == 200


def test_the_browser_is_told_to_trust_this_server_only(client: Client) -> None:
    headers = client.get("/fine/").headers
    policy = headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "script-src 'self';" in policy + ";"
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("why", ["full", "locked", "damaged", "refused", "unreadable"])
def test_a_failing_database_becomes_a_plain_page(client: Client, why: str) -> None:
    answer = client.get(f"/failing/{why}/")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert "Nothing you saved before was lost" in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("why", ["bug", "other"])
def test_our_own_mistake_is_said_without_details(client: Client, why: str, caplog: pytest.LogCaptureFixture) -> None:
    answer = client.get(f"/failing/{why}/")

    assert answer.status_code == 500
    assert "It was not your doing" in answer.text
    assert "Ana" not in answer.text


def test_a_log_line_holds_no_value_of_a_row() -> None:
    from logging import LogRecord

    from stepwell.server.logs import Plain

    try:
        raise IntegrityError("Key (name)=(Ana Diaz) already exists")
    except IntegrityError as error:
        record = LogRecord("x", 40, __file__, 1, "Internal Server Error: /fine/", (), (type(error), error, error.__traceback__))

    line = Plain().format(record)

    assert "IntegrityError" in line
    assert "test_requests.py" in line
    assert "Ana" not in line


@pytest.mark.parametrize(("failure", "words"), [("full", "the disk is full"), ("damaged", "restore a backup"), ("refused", "NotSaved")])
def test_the_terminal_is_told_why(failure: str, words: str) -> None:
    assert words in middleware.cause(FAILURES[failure])


def test_a_body_that_is_too_large_gets_a_page_that_says_so(client: Client) -> None:
    answer = client.post("/fine/", data=b"x" * 10_000_000, content_type="application/json")

    assert answer.status_code == 413
    assert "larger than 8 MB" in answer.text


def test_a_large_log_is_taken(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    respond = middleware.limited_body(fine)

    assert respond(RequestFactory().post("/fine/", data=b"x" * 7_000_000, content_type="application/json")).status_code == 200


def test_a_refused_body_is_read_to_its_end() -> None:
    """Else the connection breaks before the browser has read the answer."""
    body = io.BytesIO(b"x" * 9_000_000)
    request = RequestFactory().post("/fine/", data=b"", content_type="application/json")
    request.META["CONTENT_LENGTH"] = "9000000"
    request._stream = body

    assert middleware.limited_body(fine)(request).status_code == 413
    assert body.read() == b""


@pytest.mark.parametrize("length", ["", "-5", "many", "1e9"])
def test_a_strange_length_is_no_crash(client: Client, length: str) -> None:
    assert client.generic("POST", "/fine/", b"", CONTENT_LENGTH=length).status_code in (200, 400, 403)


def test_a_form_without_its_token_is_refused_in_plain_words(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__

    answer = Client(enforce_csrf_checks=True).post("/fine/")

    assert answer.status_code == 403
    assert "That form is too old" in answer.text


def test_an_unknown_address_is_answered_in_plain_words(client: Client) -> None:
    answer = client.get("/nowhere/")

    assert answer.status_code == 404
    assert "There is no such page" in answer.text


@pytest.mark.parametrize("status", sorted(errors.WORDS))
def test_an_error_page_works_even_without_its_template(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    missing: Callable[..., str] = lambda *args, **kwargs: (_ for _ in ()).throw(OSError())  # noqa: E731
    monkeypatch.setattr(errors, "render_to_string", missing)

    answer = errors.page(status)

    assert answer.status_code == status
    assert str(errors.WORDS[status].heading) in answer.text
