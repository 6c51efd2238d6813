"""Every way in for a file: what is too large or of another kind is refused in words, and nothing of it is kept."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stepwell.care.models import Account, Fact, Picture
from tests.clinic import programs
from tests.clinic.own_files import photo
from tests.clinic.test_pictures import put

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SignedIn = Callable[..., Client]
SRC = Path(__file__).parent.parent.parent / "src" / "stepwell"
TOO_LARGE = b"x" * (8 * 1024 * 1024 + 1)
PROGRAM = b"MZ\x90\x00" + b"\x00" * 200


def test_these_are_all_the_pages_that_take_a_file() -> None:
    takes = {path.relative_to(SRC).as_posix() for path in (SRC / "web").rglob("*.py") if re.search(r"\.FILES\b", path.read_text())}
    assert takes == {"web/patient/own_data.py", "web/therapist/own_files.py"}, "a new one needs a case in each test below"


def _brought(browser: Client, content: bytes, name: str = "log.json", kind: str = "application/json") -> Any:
    return browser.post("/settings/import/", {"file": SimpleUploadedFile(name, content, content_type=kind)})


@pytest.mark.parametrize("content", [PROGRAM, photo(), b"<html>", b"\xff\xfe\x00", b"[" * 100_000, b"PK\x03\x04"])
def test_a_log_of_another_kind_is_refused(signed_in: SignedIn, ana: Account, content: bytes) -> None:
    for name in ("log.json", "everything.zip"):
        answer = _brought(signed_in(ana), content, name)
        assert answer.status_code == 422
        assert answer.context["form"].errors["file"]
    assert not Fact.objects.exists()


def test_a_photo_of_another_kind_is_refused(signed_in: SignedIn, tess: Account, ana: Account) -> None:
    assert put(signed_in(tess), ana, PROGRAM).context["problem"]
    assert not Picture.objects.exists()


def test_what_is_too_large_is_refused_everywhere_before_it_is_kept(signed_in: SignedIn, tess: Account, mona: Account, ana: Account) -> None:
    assert _brought(signed_in(ana), TOO_LARGE).status_code == 413
    assert put(signed_in(tess), ana, TOO_LARGE).context["problem"]
    assert put(signed_in(tess), ana, TOO_LARGE * 4).status_code == 413
    assert programs.let_in(mona, tess.memberships.get().clinic).post(TOO_LARGE).status_code == 413
    assert not Fact.objects.exists()
    assert not Picture.objects.exists()


def test_a_file_that_nobody_asked_for_is_kept_nowhere(signed_in: SignedIn, ana: Account, settings: Any) -> None:
    before = sorted(Path(settings.HOME).rglob("*"))
    signed_in(ana).post("/settings/", {"given_name": "Ana", "avatar": SimpleUploadedFile("a.exe", PROGRAM)})
    assert sorted(Path(settings.HOME).rglob("*")) == before
