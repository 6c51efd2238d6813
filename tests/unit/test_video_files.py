"""A video is judged by its content, freed of place, day and names, and otherwise left byte for byte as it was."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.care.videos.bytes_of import Unusable
from stepwell.care.videos.cleaning import cleaned
from tests.video_files import PLACE, box, element, mp4, webm


def _after(tmp_path: Path, sent: bytes) -> tuple[str, bytes]:
    path = tmp_path / "sent"
    path.write_bytes(sent)
    kind = cleaned(path)
    return kind, path.read_bytes()


@pytest.mark.parametrize("sent", [mp4(), mp4(codec=b"avc3"), mp4(with_place_track=True), webm(), webm(is_open=True), webm(codec=b"V_VP8")])
def test_place_day_and_names_are_gone_and_the_length_stays(tmp_path: Path, sent: bytes) -> None:
    assert b"MARKER" in sent
    _kind, kept = _after(tmp_path, sent)
    assert len(kept) == len(sent)
    for word in (PLACE[:8], b"MARKER", b"WHEN", b"GPS"):
        assert word not in kept


@pytest.mark.parametrize(
    ("sent", "kind", "stays"),
    [(mp4(), "mp4", b"P" * 300 + b"S" * 50), (webm(), "webm", b"PICTURE"), (webm(is_open=True), "webm", b"AGAIN")],
)
def test_picture_and_sound_stay_as_they_were(tmp_path: Path, sent: bytes, kind: str, stays: bytes) -> None:
    found, kept = _after(tmp_path, sent)
    assert found == kind
    assert kept.find(stays) == sent.find(stays) > 0


def test_what_is_cleaned_is_taken_again_and_not_changed_any_more(tmp_path: Path) -> None:
    for sent in (mp4(with_place_track=True), webm(is_open=True)):
        once = _after(tmp_path, sent)
        assert _after(tmp_path, once[1]) == once


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"x",
        b"MZ\x90\x00" + bytes(200),
        b"<html><video src=x>",
        b"\xff\xd8\xff\xe0" + bytes(90),
        mp4(brand=b"qt  "),
        mp4(codec=b"hvc1"),
        box(b"ftyp", b"isom", bytes(4)),
        box(b"ftyp", b"isom", bytes(4)) + box(b"moov") + box(b"mdat"),
        mp4() + b"<script>",
        mp4()[:-1],
        mp4()[:400],
        mp4(with_place_track=True) + box(b"moof"),
        webm(doc_type=b"matroska"),
        webm(codec=b"V_MPEG4/ISO/AVC"),
        webm() + b"<script>",
        webm()[:-1],
        webm(is_open=True)[:-1],
        element(0x1A45DFA3, element(0x4282, b"webm")),
    ],
)
def test_what_is_cut_or_of_another_kind_is_refused(tmp_path: Path, sent: bytes) -> None:
    with pytest.raises(Unusable):
        _after(tmp_path, sent)


def test_a_track_of_places_that_points_outside_the_media_is_refused(tmp_path: Path) -> None:
    sent = mp4(with_place_track=True)
    at = sent.rindex(b"stco") + 12
    with pytest.raises(Unusable):
        _after(tmp_path, sent[:at] + b"\0\0\0\x04" + sent[at + 4 :])


@given(
    sent=st.sampled_from([mp4(with_place_track=True), webm(), webm(is_open=True)]),
    at=st.integers(0, 1500),
    put=st.binary(min_size=1, max_size=8),
)
def test_a_damaged_file_is_refused_or_taken_and_never_breaks_the_program(
    tmp_path_factory: pytest.TempPathFactory, sent: bytes, at: int, put: bytes
) -> None:
    try:
        _after(tmp_path_factory.getbasetemp(), sent[:at] + put + sent[at + len(put) :])
    except Unusable:
        return
