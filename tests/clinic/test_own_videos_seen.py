"""A kept video on its way to a page: to its clinic and to whom it was set for, in parts, and never more of it in memory than a piece."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client, RequestFactory

from stepwell.care.models import Account, Picture
from stepwell.care.queries.own_videos import Kept
from stepwell.web.shared import video as shown
from tests import marked, strict
from tests.clinic.own_files import Files, files, save
from tests.clinic.test_evaluation import person
from tests.clinic.test_own_videos import SHOWS, SignedIn, given, put
from tests.video_files import mp4

__all__ = ["files", "person"]

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("files")]


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_only_the_clinic_and_the_person_it_was_set_for_see_it(
    signed_in: SignedIn, tess: Account, omar: Account, mona: Account, ana: Account, ben: Account, carl: Account
) -> None:
    browser = signed_in(tess)
    page = put(browser, ana, mp4())
    video = Picture.objects.get().pk
    theirs, hers = f"/therapist/video/{video}/", f"/from-your-therapist/video/{video}/"
    assert browser.get(theirs).status_code == 200
    assert signed_in(ana).get(hers).status_code == 404, "it is not set for her yet"
    save(browser, ana, page)
    assert signed_in(ana).get(hers).status_code == 200
    for account in (ben, carl):
        assert signed_in(account).get(hers).status_code == 404
    for account in (omar, mona, ana):
        assert signed_in(account).get(theirs).status_code == 404
    assert browser.get(f"/therapist/video/{uuid4()}/").status_code == 404
    assert Client().get(hers).status_code == 302
    for where in (f"/therapist/picture/{video}.jpg", f"/from-your-therapist/{video}.jpg"):
        for account in (tess, ana):
            assert signed_in(account).get(where).status_code == 404, "a video is never sent as a photo"


def test_its_headers_let_nothing_be_guessed_or_kept(signed_in: SignedIn, tess: Account, ana: Account) -> None:
    row = given(signed_in(tess), ana, mp4())
    answer = signed_in(ana).get(f"/from-your-therapist/video/{row.pk}/", headers={"Accept-Encoding": "gzip"})
    assert not strict.problems(answer)
    named = ("Content-Type", "Content-Disposition", "Cache-Control", "X-Content-Type-Options", "Accept-Ranges", "Content-Encoding")
    assert [answer[name] for name in named] == ["video/mp4", "inline", "private, no-store", "nosniff", "bytes", "identity"]
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert int(answer["Content-Length"]) == len(body_of(answer)) == row.size


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-9", 0, 9), ("bytes=0-", 0, None), ("bytes=100-", 100, None), ("bytes=-30", -30, None), ("bytes=5-99999999", 5, None)],
)
def test_a_player_gets_the_part_that_it_asks_for(
    signed_in: SignedIn, tess: Account, ana: Account, files: Files, asked: str, first: int, last: int | None
) -> None:
    row = given(signed_in(tess), ana, mp4())
    whole = files()[0].read_bytes()
    browser = signed_in(ana)
    answer = browser.get(f"/from-your-therapist/video/{row.pk}/", headers={"Range": asked})
    part = whole[first : None if last is None else last + 1]
    start = first % len(whole)
    assert (answer.status_code, body_of(answer)) == (206, part)
    assert answer["Content-Range"] == f"bytes {start}-{start + len(part) - 1}/{len(whole)}"
    assert int(answer["Content-Length"]) == len(part)


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0", "bytes=9-3"])
def test_a_part_that_is_not_there_is_refused(signed_in: SignedIn, tess: Account, ana: Account, asked: str) -> None:
    row = given(signed_in(tess), ana, mp4())
    answer = signed_in(ana).get(f"/from-your-therapist/video/{row.pk}/", headers={"Range": asked})
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{row.size}")


@pytest.mark.parametrize(
    "headers", [{"Range": "bytes=0-1,3-4"}, {"Range": "lines=1-2"}, {"Range": "bytes=-"}, {"Range": "bytes=0-9", "If-Range": '"old"'}]
)
def test_what_is_no_single_part_of_this_file_is_answered_whole(
    signed_in: SignedIn, tess: Account, ana: Account, headers: dict[str, str]
) -> None:
    row = given(signed_in(tess), ana, mp4())
    answer = signed_in(ana).get(f"/from-your-therapist/video/{row.pk}/", headers=headers)
    assert (answer.status_code, len(body_of(answer))) == (200, row.size)


@pytest.mark.parametrize("asked", [{}, {"Range": "bytes=0-9"}, {"Range": "bytes=9-3"}])
def test_a_file_is_closed_though_nobody_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: dict[str, str]) -> None:
    path = tmp_path / "a.mp4"
    opened: list[Any] = []
    path.write_bytes(mp4())
    original = Path.open

    def noted(path: Path, mode: str) -> Any:
        opened.append(original(path, mode))
        return opened[-1]

    monkeypatch.setattr(Path, "open", noted)
    shown.answered(RequestFactory().head("/", headers=asked), Kept(path=path, media_type="video/mp4", tag="a")).close()
    assert [file.closed for file in opened] == [True]


def test_a_video_is_read_a_piece_at_a_time(signed_in: SignedIn, tess: Account, ana: Account) -> None:
    row = given(signed_in(tess), ana, mp4(picture=b"P" * 1_000_000))
    answer: Any = signed_in(ana).get(f"/from-your-therapist/video/{row.pk}/")
    assert max(len(piece) for piece in answer.streaming_content) <= 64 * 1024


@pytest.mark.usefixtures("person")
def test_the_session_and_the_exercise_show_a_player_that_waits(signed_in: SignedIn, tess: Account, ana: Account) -> None:
    row = given(signed_in(tess), ana, mp4())
    browser = signed_in(ana)
    for where in ("/session/", "/from-your-therapist/"):
        answer = browser.get(where)
        assert not strict.problems(answer)
        [player] = [each for tag, each in marked.Page(answer.text).elements if tag == "video"]
        assert player["src"] == f"/from-your-therapist/video/{row.pk}/"
        assert {"controls", "playsinline", "muted"} <= set(player)
        assert (player["preload"], "autoplay" in player, "loop" in player) == ("none", False, False)
        assert SHOWS in answer.text
        assert f'id="{player["aria-describedby"]}"' in answer.text
        assert "only with a signal" in answer.text
    assert "player-data" in browser.get("/session/").text


@pytest.mark.usefixtures("person")
def test_a_session_without_a_video_says_nothing_of_one(signed_in: SignedIn, ana: Account) -> None:
    page = signed_in(ana).get("/session/").text
    assert ("player-data" in page, "<video" in page, "Also from your therapist" in page) == (True, False, False)
