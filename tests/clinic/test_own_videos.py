"""A video of a clinic's own exercise: judged by its content, kept whole or not at all, seen by its clinic and by whom it was set for."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from stepwell.care import removal
from stepwell.care.actions import backups, own_videos, pictures, upkeep
from stepwell.care.errors import CannotWrite, NotAVideo, NotYours
from stepwell.care.models import Account, Clinic, Fact, OrderTemplate, Picture
from stepwell.care.queries import accounts
from tests.clinic import own_files
from tests.clinic.own_files import Files, files, person_of, photo, save
from tests.clinic.plan_press import press
from tests.clinic.test_evaluation import person
from tests.video_files import mp4, webm

__all__ = ["files", "person"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]

SignedIn = Callable[..., Client]
SHOWS = "Sitting tall, the heel slides forward and back."


def put(browser: Client, account: Account, sent: bytes | None, **more: Any) -> Any:
    fields: dict[str, Any] = {"own-name": "Heel slide", "own-steps": "Sit.\n\nSlide the heel.", "own-shows": SHOWS}
    if sent is not None:
        fields["own-video"] = SimpleUploadedFile("a.jpg", sent, content_type="image/jpeg")
    return own_files.put(browser, account, **fields | more)


def given(browser: Client, account: Account, sent: bytes) -> Picture:
    """Set an exercise with a video for a person, and return the video's row."""
    save(browser, account, put(browser, account, sent))
    return Picture.objects.get()


@pytest.mark.parametrize(("sent", "kind"), [(mp4(with_place_track=True), "mp4"), (webm(is_open=True), "webm")])
def test_a_video_is_kept_without_its_place_for_this_site_alone(
    signed_in: SignedIn, tess: Account, ana: Account, files: Files, sent: bytes, kind: str
) -> None:
    row, [kept] = given(signed_in(tess), ana, sent), files()
    assert (row.kind, row.name, row.size) == (kind, f"{row.pk}.{kind}", len(sent))
    assert row.sha256 == sha256(kept.read_bytes()).hexdigest()
    assert b"MARKER" not in kept.read_bytes()
    assert kept.stat().st_mode & 0o077 == 0
    assert kept.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("sent", [b"", b"<html>", photo(), mp4()[:-40], mp4(codec=b"hvc1"), mp4(brand=b"qt  "), webm(doc_type=b"matroska")])
def test_what_is_cut_or_no_video_is_refused_and_nothing_is_kept(
    signed_in: SignedIn, tess: Account, ana: Account, files: Files, sent: bytes
) -> None:
    answer = put(signed_in(tess), ana, sent)
    assert answer.context["problem"]
    assert "MP4 (H.264) or WebM" in answer.context["problem"]
    assert answer.context["kept"]["own_shows"] == SHOWS, "what was written is not lost"
    assert (Picture.objects.count(), files(), answer.context["draft"]) == (0, [], [])


def test_a_video_that_is_too_large_leaves_nothing(
    signed_in: SignedIn, tess: Account, ana: Account, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_videos, "BYTES_MOST", 500)
    answer = put(signed_in(tess), ana, mp4())
    assert "larger than 30 MB" in answer.context["problem"]
    assert (Picture.objects.count(), files()) == (0, [])


def test_a_real_thirty_megabytes_pass_and_a_body_above_that_does_not(signed_in: SignedIn, tess: Account, ana: Account) -> None:
    browser = signed_in(tess)
    assert put(browser, ana, mp4(picture=b"P" * (29 * 1024 * 1024))).status_code == 200
    answer = put(browser, ana, b"x" * (32 * 1024 * 1024))
    assert (answer.status_code, "larger than 30 MB" in answer.text) == (413, True)
    assert Picture.objects.count() == 1


def test_nobody_else_may_send_so_much(signed_in: SignedIn, tess: Account, mona: Account, ana: Account) -> None:
    large = b"x" * (9 * 1024 * 1024)
    where = f"/therapist/{person_of(ana).pk}/plan/"
    for browser in (Client(), signed_in(ana), signed_in(mona)):
        assert browser.post(where, {"own-video": SimpleUploadedFile("a.mp4", large)}).status_code == 413
    assert signed_in(tess).post("/therapist/", {"own-video": SimpleUploadedFile("a.mp4", large)}).status_code == 413


def test_a_sending_that_breaks_off_leaves_nothing(tess: Account, clinic: Clinic, files: Files) -> None:
    def half() -> Iterator[bytes]:
        yield mp4()[:200]
        raise ConnectionError

    with pytest.raises((ConnectionError, CannotWrite)):
        own_videos.keep(who=accounts.visitor(tess), clinic=clinic.pk, pieces=half(), now=timezone.now())
    assert (Picture.objects.count(), files()) == (0, [])


def test_a_form_that_was_cut_on_its_way_keeps_nothing(signed_in: SignedIn, tess: Account, ana: Account, files: Files) -> None:
    """The button's name comes last, behind the file: without it nothing was pressed."""
    where, edge = f"/therapist/{person_of(ana).pk}/plan/", "edge"
    said = "".join(
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in (("own-name", "A"), ("own-steps", "B"))
    )
    cut = said.encode() + f'--{edge}\r\nContent-Disposition: form-data; name="own-video"; filename="a.mp4"\r\n\r\n'.encode() + mp4()[:300]
    signed_in(tess).generic("POST", where, cut, content_type=f"multipart/form-data; boundary={edge}")
    assert (Picture.objects.count(), files()) == (0, [])


def test_a_clinic_has_so_much_room_and_no_more(tess: Account, omar: Account, clinic: Clinic, settings: Any, files: Files) -> None:
    sent = mp4()
    settings.VIDEO_BYTES_PER_CLINIC = len(sent) * 2
    kept = [own_videos.keep(who=accounts.visitor(tess), clinic=clinic.pk, pieces=[sent], now=timezone.now()) for _ in range(2)]
    with pytest.raises(NotAVideo, match="is full"):
        own_videos.keep(who=accounts.visitor(tess), clinic=clinic.pk, pieces=[sent], now=timezone.now())
    assert len(files()) == len(kept) == 2
    other = omar.memberships.get().clinic_id
    own_videos.keep(who=accounts.visitor(omar), clinic=other, pieces=[sent], now=timezone.now())
    with pytest.raises(NotYours):
        own_videos.keep(who=accounts.visitor(omar), clinic=clinic.pk, pieces=[sent], now=timezone.now())


def test_a_video_needs_words_and_comes_without_a_photo(signed_in: SignedIn, tess: Account, ana: Account, files: Files) -> None:
    browser = signed_in(tess)
    assert put(browser, ana, mp4(), **{"own-shows": " "}).context["problem"]
    assert put(browser, ana, mp4(), **{"own-photo": SimpleUploadedFile("a.jpg", photo())}).context["problem"]
    assert put(browser, ana, None).context["problem"], "words about a video that was not chosen again"
    assert (Picture.objects.count(), files()) == (0, [])


def test_another_clinics_video_is_not_taken_into_a_plan(signed_in: SignedIn, tess: Account, omar: Account, ana: Account) -> None:
    other = own_videos.keep(who=accounts.visitor(omar), clinic=omar.memberships.get().clinic_id, pieces=[mp4()], now=timezone.now())
    browser, where = signed_in(tess), f"/therapist/{person_of(ana).pk}/plan/"
    page = put(browser, ana, mp4())
    draft = json.loads(page.context["draft_text"])
    draft[0]["own"]["video"] = str(other)
    answer = press(browser, where, {"draft": json.dumps(draft), "version": page.context["desk"].version, "do": "save"})
    assert answer.context["problem"]
    assert not Fact.objects.filter(kind="order").exists()


def test_a_video_of_an_exercise_that_is_taken_out_again_goes_at_once(
    signed_in: SignedIn, tess: Account, omar: Account, ana: Account, files: Files
) -> None:
    browser, where = signed_in(tess), f"/therapist/{person_of(ana).pk}/plan/"
    page = put(browser, ana, mp4())
    pictures.let_go(who=accounts.visitor(omar), picture=Picture.objects.get().pk, now=timezone.now())
    assert len(files()) == 1, "nobody else can have it removed"
    order = json.loads(page.context["draft_text"])[0]
    press(browser, where, {"draft": page.context["draft_text"], "version": page.context["desk"].version, "do": f"drop:{order['id']}"})
    assert (Picture.objects.count(), files()) == (0, [])


def test_upkeep_removes_what_nobody_used_and_half_a_file_after_a_day(
    signed_in: SignedIn, tess: Account, ana: Account, settings: Any, files: Files, tmp_path: Path
) -> None:
    put(signed_in(tess), ana, mp4())
    (Path(settings.MEDIA_ROOT) / f"{uuid4()}.part").write_bytes(b"half")
    upkeep.look_after(folder=tmp_path / "backups")
    assert len(files()) == 2
    upkeep.look_after(folder=tmp_path / "backups", now=timezone.now() + timedelta(days=2))
    assert (Picture.objects.count(), files()) == (0, [])


def test_a_video_that_is_set_for_somebody_or_in_a_template_stays(signed_in: SignedIn, tess: Account, ana: Account, files: Files) -> None:
    browser, later = signed_in(tess), timezone.now() + timedelta(days=30)
    given(browser, ana, mp4())
    other = put(browser, ana, webm())
    where = f"/therapist/{person_of(ana).pk}/plan/"
    press(browser, where, {"draft": other.context["draft_text"], "version": 0, "do": "keep", "template-name": "Heels"})
    assert pictures.forget_unused(later) == 0
    OrderTemplate.objects.all().delete()
    assert pictures.forget_unused(later) == 1
    assert len(files()) == 1


def test_a_video_goes_with_the_last_person_it_was_set_for(
    signed_in: SignedIn, tess: Account, ana: Account, files: Files, django_capture_on_commit_callbacks: Any
) -> None:
    given(signed_in(tess), ana, mp4())
    with django_capture_on_commit_callbacks(execute=True):
        removal.remove(person_of(ana).pk)
    assert (Picture.objects.count(), files()) == (0, [])


def test_a_person_takes_their_videos_away(signed_in: SignedIn, tess: Account, ana: Account, files: Files) -> None:
    row = given(signed_in(tess), ana, mp4())
    archive = ZipFile(BytesIO(signed_in(ana).get("/settings/everything/").content))
    assert archive.read(f"pictures/{row.name}") == files()[0].read_bytes()


@pytest.mark.django_db(transaction=True)
def test_a_backup_brings_videos_back(signed_in: SignedIn, tess: Account, ana: Account, files: Files, tmp_path: Path) -> None:
    row = given(signed_in(tess), ana, mp4())
    [kept] = files()
    content = kept.read_bytes()
    copy = backups.backup(tmp_path / "clinic.zip").path
    kept.unlink()
    backups.restore(copy)
    assert (kept.read_bytes(), kept.stat().st_mode & 0o077) == (content, 0)
    assert Picture.objects.get() == row
    assert signed_in(ana).get(f"/from-your-therapist/video/{row.pk}/").status_code == 200
