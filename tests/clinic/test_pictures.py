"""A photo of a clinic's own exercise: judged by its content, drawn anew, seen only by its clinic and by whom it was set for."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from stepwell.care.actions import pictures, upkeep
from stepwell.care.models import Account, Fact, OrderTemplate, Picture
from stepwell.care.queries import accounts
from tests.clinic import own_files
from tests.clinic.own_files import Files, files, person_of, photo, save
from tests.clinic.plan_press import press

__all__ = ["files"]

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("files")]

SignedIn = Callable[..., Client]


def with_place() -> bytes:
    """Return a photo, turned on its side, whose hidden part says where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "MARKER at home"
    return photo(exif=exif.tobytes()) + b"MARKER after the end"


def put(browser: Client, account: Account, sent: bytes | None, name: str = "a.jpg") -> Any:
    fields: dict[str, Any] = {"own-name": "Towel slide", "own-steps": "Sit.\n\nSlide the towel.", "own-dose": "10 times"}
    if sent is not None:
        fields["own-photo"] = SimpleUploadedFile(name, sent, content_type="image/jpeg")
    return own_files.put(browser, account, **fields)


def test_the_kept_file_is_drawn_anew(signed_in: SignedIn, tess: Account, ana: Account, settings: Any) -> None:
    put(signed_in(tess), ana, with_place())
    row = Picture.objects.get()
    path = Path(settings.MEDIA_ROOT) / row.name
    kept = path.read_bytes()
    assert b"MARKER" not in kept
    assert len(kept) == row.size
    assert path.stat().st_mode & 0o077 == 0
    with Image.open(BytesIO(kept)) as drawn:
        assert (drawn.format, drawn.size, dict(drawn.getexif())) == ("JPEG", (40, 60), {})


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_photos_of_each_kind_are_taken_and_made_small(signed_in: SignedIn, tess: Account, ana: Account, settings: Any, kind: str) -> None:
    put(signed_in(tess), ana, photo(kind, (3000, 1000)))
    with Image.open(Path(settings.MEDIA_ROOT) / Picture.objects.get().name) as drawn:
        assert max(drawn.size) == pictures.LONGEST_SIDE


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html>",
        b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 200,
        b"\xff\xd8\xff\xe0" + b"\x00" * 50,
        photo("GIF"),
        photo("TIFF"),
        photo()[:-200],
        photo("PNG")[:60],
    ],
)
def test_what_is_no_photo_is_refused_and_not_kept(signed_in: SignedIn, tess: Account, ana: Account, settings: Any, sent: bytes) -> None:
    answer = put(signed_in(tess), ana, sent)
    assert answer.context["problem"]
    assert "JPEG, PNG or WebP" in answer.context["problem"]
    assert not Picture.objects.exists()
    assert not list(Path(settings.MEDIA_ROOT).glob("*"))


def test_a_file_that_is_too_large_is_refused(signed_in: SignedIn, tess: Account, ana: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "BYTES_MOST", 500)
    assert put(signed_in(tess), ana, photo("PNG", (900, 900), compress_level=0)).context["problem"]


def test_a_small_file_of_very_many_pixels_is_refused(
    signed_in: SignedIn, tess: Account, ana: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "PIXELS_MOST", 1000)
    assert put(signed_in(tess), ana, photo("PNG", (100, 100))).context["problem"]


def test_only_the_clinic_and_the_person_it_was_set_for_see_it(
    signed_in: SignedIn, tess: Account, omar: Account, mona: Account, ana: Account, ben: Account, carl: Account
) -> None:
    browser = signed_in(tess)
    page = put(browser, ana, photo())
    picture = Picture.objects.get().pk
    theirs, hers = f"/therapist/picture/{picture}.jpg", f"/from-your-therapist/{picture}.jpg"
    seen = browser.get(theirs)
    assert (seen.status_code, seen["Content-Type"], seen["Cache-Control"]) == (200, "image/jpeg", "private, no-store")
    assert signed_in(ana).get(hers).status_code == 404, "it is not set for her yet"
    save(browser, ana, page)
    assert signed_in(ana).get(hers).status_code == 200
    for account in (ben, carl):
        assert signed_in(account).get(hers).status_code == 404
    for account in (omar, mona, ana):
        assert signed_in(account).get(theirs).status_code == 404
    assert browser.get(f"/therapist/picture/{uuid4()}.jpg").status_code == 404


def test_an_own_exercise_needs_no_photo_and_is_set_for_the_person(signed_in: SignedIn, tess: Account, ana: Account) -> None:
    browser = signed_in(tess)
    save(browser, ana, put(browser, ana, None))
    body = Fact.objects.get(person=person_of(ana), kind="order").body
    assert '"steps":["Sit.","Slide the towel."]' in body
    page = browser.get(f"/therapist/{person_of(ana).pk}/plan/")
    assert "Towel slide" in page.content.decode()


def test_a_photo_of_an_exercise_that_is_taken_out_again_goes_at_once(
    signed_in: SignedIn, tess: Account, ana: Account, files: Files
) -> None:
    browser = signed_in(tess)
    page = put(browser, ana, photo())
    order = json.loads(page.context["draft_text"])[0]
    where = f"/therapist/{person_of(ana).pk}/plan/"
    draft = {"draft": page.context["draft_text"], "version": page.context["desk"].version}
    press(browser, where, draft | {"do": f"drop:{order['id']}"})
    assert (Picture.objects.count(), files()) == (0, [])


def test_a_photo_that_is_set_for_somebody_or_in_a_template_stays(signed_in: SignedIn, tess: Account, ana: Account, files: Files) -> None:
    browser, later = signed_in(tess), timezone.now() + timedelta(days=30)
    page = put(browser, ana, photo())
    order = json.loads(page.context["draft_text"])[0]
    save(browser, ana, page)
    where, draft = f"/therapist/{person_of(ana).pk}/plan/", {"draft": page.context["draft_text"]}
    press(browser, where, draft | {"version": page.context["desk"].version, "do": f"drop:{order['id']}"})
    assert pictures.forget_unused(later) == 0
    assert len(files()) == 1
    other = put(browser, ana, photo())
    answer = press(browser, where, {"draft": other.context["draft_text"], "version": 0, "do": "keep", "template-name": "Towels"})
    assert answer.status_code == 200
    assert pictures.forget_unused(later) == 0
    OrderTemplate.objects.all().delete()
    assert pictures.forget_unused(later) == 1
    assert len(files()) == 1


def test_upkeep_removes_what_nobody_used_after_a_day_and_not_before(
    signed_in: SignedIn, tess: Account, ana: Account, tmp_path: Path, files: Files
) -> None:
    put(signed_in(tess), ana, photo())
    upkeep.look_after(folder=tmp_path / "backups")
    assert len(files()) == 1
    upkeep.look_after(folder=tmp_path / "backups", now=timezone.now() + timedelta(days=2))
    assert (Picture.objects.count(), files()) == (0, [])


def test_nobody_else_can_have_a_photo_removed(signed_in: SignedIn, tess: Account, omar: Account, ana: Account) -> None:
    put(signed_in(tess), ana, photo())
    pictures.let_go(who=accounts.visitor(omar), picture=Picture.objects.get().pk, now=timezone.now())
    assert Picture.objects.count() == 1
