"""Drawings: kept by content, made anew when damaged, and never needed."""

import fcntl
import os
import re
import stat
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from stepwell.web.charts import bake, kept
from stepwell.web.charts.svg import StrangeDrawingError, for_page
from stepwell.web.charts.theme import INKS
from stepwell.web.shared import chart

pytestmark = pytest.mark.one_database

DATA: kept.Datasets = {
    "levels": [{"y": 0, "says": "0"}, {"y": 10, "says": "10"}],
    "usual": [{"x": 0, "low": 2.8, "high": 7.6}, {"x": 12, "low": 0.5, "high": 5.3}],
    "own": [{"x": 0, "level": 6, "run": "1"}, {"x": 1, "level": 5, "run": "1"}],
    "days_left": [{"x": 0, "says": "start <now>"}],
    "days_center": [],
    "days_right": [{"x": 12, "says": "12 weeks"}],
}
WANTED: kept.Wanted = ("course", {"first": 0, "last": 12}, DATA)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.HOME = tmp_path
    monkeypatch.setitem(kept._state, "next_try", 0.0)
    return tmp_path / "charts"


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many drawings each process was asked for, and draw them without the library."""
    asked: list[int] = []

    def drawn(specifications: list[Any]) -> list[str | None]:
        asked.append(len(specifications))
        return [f"<svg>{len(asked)}</svg>" for _ in specifications]

    monkeypatch.setattr(kept, "_drawn", drawn)
    return asked


def test_a_drawing_holds_only_shapes_letters_and_the_pages_own_colours(folder: Path) -> None:
    (drawing,) = kept.drawings([WANTED])
    assert drawing is not None
    assert drawing.startswith("<svg ")
    assert "start &lt;now&gt;" in drawing
    assert not re.search(r"style=|<style|<script|href|on\w+=|#0c0a|<now>|\bid=|class=", drawing)
    assert set(re.findall(r"(?:fill|stroke)=\"([^\"]*)\"", drawing)) <= {"none", *(f"var(--chart-{ink})" for ink in INKS)}
    (path,) = folder.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_same_content_is_drawn_once_and_other_content_anew(runs: list[int]) -> None:
    other: kept.Wanted = ("course", {"first": 0, "last": 26}, DATA)
    assert kept.drawings([WANTED]) == kept.drawings([WANTED]) == ["<svg>1</svg>"]
    assert runs == [1]
    kept.drawings([WANTED, other, ("leg", {}, {})])
    assert runs == [1, 2]


def test_a_drawing_with_more_room_is_wider_and_its_letters_are_as_large(folder: Path) -> None:
    narrow, wide = kept.drawings([WANTED, chart.wide(WANTED)])
    boxes = [re.search(r'viewBox="0 0 (\d+) (\d+)"', drawing or "") for drawing in (narrow, wide)]
    (width, height), (wider, as_high) = [(int(box[1]), int(box[2])) for box in boxes if box]
    assert wider - width > 150
    assert as_high == height
    sizes = [set(re.findall(r'font-size="([^"]+)"', drawing or "")) for drawing in (narrow, wide)]
    assert sizes[0] == sizes[1]


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"<script>alert(1)</script>"])
def test_a_damaged_file_is_made_anew(damage: bytes, folder: Path, runs: list[int]) -> None:
    kept.drawings([WANTED])
    (path,) = folder.iterdir()
    path.write_bytes(damage)
    assert kept.drawings([WANTED]) == ["<svg>2</svg>"]
    assert kept.drawings([WANTED]) == ["<svg>2</svg>"]
    assert runs == [1, 1]


@pytest.mark.parametrize("process", ["import sys; sys.exit(3)", "print('no json')", "import time; time.sleep(60)"])
def test_a_process_that_fails_leaves_no_drawing_and_is_not_tried_again_at_once(
    process: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text(process)
    with monkeypatch.context() as patched:
        patched.setattr(kept, "_DRAW", broken)
        patched.setattr(kept, "SECONDS", 1)
        assert kept.drawings([WANTED, ("leg", {}, {})]) == [None, None]
    monkeypatch.setattr(kept, "_drawn", lambda specifications: pytest.fail("tried again at once"))
    assert kept.drawings([WANTED]) == [None]


def test_a_full_disk_does_no_harm(monkeypatch: pytest.MonkeyPatch, runs: list[int]) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    for refused in ("replace", "open"):
        with monkeypatch.context() as patched:
            patched.setattr(os, refused, full)
            (drawing,) = kept.drawings([WANTED])
        assert drawing is not None
    assert runs == [1, 1]


def test_what_is_drawn_while_everything_is_deleted_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def drawn(specifications: list[Any]) -> list[str | None]:
        kept.forget()
        return ["<svg/>" for _ in specifications]

    monkeypatch.setattr(kept, "_drawn", drawn)
    assert kept.drawings([WANTED]) == ["<svg/>"]
    assert not folder.exists()


def test_only_one_process_draws_at_a_time(tmp_path: Path, runs: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "SECONDS", 0.2)
    with (tmp_path / ".drawing").open("w") as elsewhere:
        fcntl.flock(elsewhere, fcntl.LOCK_EX)
        assert kept.drawings([WANTED]) == [None]
    assert kept.drawings([WANTED]) == ["<svg>1</svg>"]
    assert runs == [1]


def test_what_another_process_drew_meanwhile_is_not_drawn_again(runs: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    specification = kept._specified(*WANTED)

    def waited(lock: int) -> bool:
        """Let somebody else draw the same while this one waits."""
        with kept._opened() as folder:
            kept._drawn_now({kept._name(specification): specification}, folder)
        return True

    monkeypatch.setattr(kept, "_is_locked", waited)
    assert kept.drawings([WANTED]) == ["<svg>1</svg>"]
    assert runs == [1]


def test_a_name_cannot_be_made_by_whoever_guesses_the_numbers(settings: Any) -> None:
    ours = kept._name(kept._specified(*WANTED))
    settings.SECRET_KEY = "another key, of another computer"
    assert kept._name(kept._specified(*WANTED)) != ours


def test_the_folder_does_not_grow_without_end(folder: Path, runs: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 3)
    for weeks in range(6):
        kept.drawings([("course", {"first": 0, "last": weeks + 1}, DATA)])
    assert len(list(folder.iterdir())) == 3
    kept.forget()
    assert not folder.exists()


def test_what_is_no_drawing_of_ours_is_refused() -> None:
    for strange in ("", "<html/>", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect fill="red"/></svg>'):
        with pytest.raises(StrangeDrawingError):
            for_page(strange)


def test_the_baked_designs_are_those_of_designs_py() -> None:
    assert {path.stem: path.read_text() for path in bake.BAKED.glob("*.json")} == bake.texts()


def test_delete_everything_deletes_the_drawings(newcomer: Client, folder: Path, runs: list[int]) -> None:
    newcomer.get("/")
    kept.drawings([WANTED])
    assert list(folder.iterdir())
    form = newcomer.get("/settings/delete/")
    assert form.status_code == 200
    newcomer.post("/settings/delete/", {"sure": "on"})
    assert not folder.exists()
