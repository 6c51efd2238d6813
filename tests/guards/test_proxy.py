"""What a request says of where it came from is believed only from the server that the settings name."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from stepwell.server import values
from stepwell.server.proxy import named_servers_only

STRANGER = "203.0.113.9"


def seen(*named: str, **headers: str) -> HttpRequest:
    """Return the request as the site sees it, when these servers are named."""
    kept: list[HttpRequest] = []

    def respond(request: HttpRequest) -> HttpResponse:
        kept.append(request)
        return HttpResponse()

    environment = msgspec.structs.replace(settings.ENVIRONMENT, trusted_proxy=values.trusted_proxy("X", ",".join(named)))
    with override_settings(ENVIRONMENT=environment):
        named_servers_only(respond)(RequestFactory().get("/", **headers))  # type: ignore[arg-type]
    return kept[0]


def address(*named: str, **headers: str) -> str:
    return str(seen(*named, **headers).META["REMOTE_ADDR"])


@override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"))
@pytest.mark.parametrize(
    ("named", "peer", "is_secure"),
    [
        ((), "127.0.0.1", False),
        (("10.0.0.7",), STRANGER, False),
        (("10.0.0.7",), "127.0.0.1", False),
        (("10.0.0.7",), "10.0.0.7", True),
        (("10.0.0.7",), "::ffff:10.0.0.7", True),
        (("fd00::/16",), "fd00::7", True),
        (("10.0.0.7",), "", False),
        (("unix",), "", True),
        (("unix",), "127.0.0.1", False),
    ],
)
def test_tls_is_believed_only_from_a_named_server(named: tuple[str, ...], peer: str, is_secure: bool) -> None:
    assert seen(*named, REMOTE_ADDR=peer, HTTP_X_FORWARDED_PROTO="https").is_secure() is is_secure


def test_a_stranger_cannot_choose_an_address() -> None:
    assert address("10.0.0.7", REMOTE_ADDR=STRANGER, HTTP_X_FORWARDED_FOR="198.51.100.1") == STRANGER
    assert address(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.1") == "127.0.0.1"


@pytest.mark.parametrize(
    ("said", "asked_from"),
    [
        (STRANGER, STRANGER),
        (f"198.51.100.1, {STRANGER}", STRANGER),  # the first part is what the stranger wrote
        (f"198.51.100.1,127.0.0.1,{STRANGER} , 10.0.0.8", STRANGER),  # two servers in a row
        (f"{STRANGER}:54321", STRANGER),
        ("2001:db8::9", "2001:db8::9"),
        ("[2001:db8::9]:54321", "2001:db8::9"),
        (f"::ffff:{STRANGER}", STRANGER),
        ("", "10.0.0.7"),
        ("10.0.0.8", "10.0.0.7"),
        ("198.51.100.1, unknown", "10.0.0.7"),  # not the part before it, which anybody may have written
        ("198.51.100.1, ", "10.0.0.7"),
        ("<script>", "10.0.0.7"),
    ],
)
def test_the_address_is_the_last_one_that_is_no_named_server(said: str, asked_from: str) -> None:
    assert address("10.0.0.0/24", REMOTE_ADDR="10.0.0.7", HTTP_X_FORWARDED_FOR=said) == asked_from


def test_a_unix_socket_brings_an_address_too() -> None:
    assert address("unix", REMOTE_ADDR="", HTTP_X_FORWARDED_FOR=f"198.51.100.1, {STRANGER}") == STRANGER
    assert address("10.0.0.7", REMOTE_ADDR="", HTTP_X_FORWARDED_FOR=STRANGER) == ""


def test_nothing_of_that_kind_is_left_for_a_library_to_read() -> None:
    others = dict.fromkeys(("HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_HOST", "HTTP_CLIENT_IP"), STRANGER)
    for peer in ("10.0.0.7", STRANGER):
        meta = seen("10.0.0.7", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=STRANGER, **others).META
        assert not {*others, "HTTP_X_FORWARDED_FOR"} & set(meta)


def deployed(home: Path, *words: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run one of Django's commands, or a line of Python, in a clinic that is open to others."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("STEPWELL_", "DJANGO_"))}
    clinic = {
        "STEPWELL_HOME": str(home),
        "STEPWELL_MODE": "clinic",
        "STEPWELL_ADDRESS": "https://stepwell.example.org",
        "STEPWELL_TRUSTED_PROXY": "127.0.0.1",
        "DJANGO_SETTINGS_MODULE": "stepwell.server.settings",
    }
    return subprocess.run([sys.executable, *words], env={**clean, **clinic, **variables}, capture_output=True, text=True, timeout=60)


def test_djangos_checks_of_a_deployment_find_nothing(tmp_path: Path) -> None:
    done = deployed(tmp_path, "-m", "django", "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "System check identified no issues (1 silenced).\n"


_ASKS = """
import json, sys, django
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
django.setup()
from django.test import Client
answer = Client(HTTP_HOST="stepwell.example.org", **json.loads(sys.argv[1])).get("/account/login/")
print(json.dumps([answer.status_code, dict(answer.headers), {name: dict(one) for name, one in answer.cookies.items()}]))
"""


def _asked(home: Path, **headers: str) -> Any:
    done = deployed(home, "-c", _ASKS, msgspec.json.encode(headers).decode())
    assert done.returncode == 0, done.stderr
    return msgspec.json.decode(done.stdout)


def test_a_clinic_answers_over_tls_only_and_says_so_for_a_year(tmp_path: Path) -> None:
    plain = _asked(tmp_path, REMOTE_ADDR=STRANGER, HTTP_X_FORWARDED_PROTO="https")
    assert (plain[0], plain[1]["Location"]) == (301, "https://stepwell.example.org/account/login/")


def test_behind_the_named_server_a_page_comes_with_all_guards(tmp_path: Path) -> None:
    assert deployed(tmp_path, "-m", "django", "migrate", "-v0").returncode == 0
    status, headers, cookies = _asked(tmp_path, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_PROTO="https")
    assert status == 200
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert cookies
    assert all(cookie["secure"] and cookie["samesite"] for cookie in cookies.values())
