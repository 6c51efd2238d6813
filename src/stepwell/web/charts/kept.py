"""Drawings by content: looked up in the data folder, drawn together in one process that ends, and kept for the next time.

They tell of a person's health: the folder is its owner's alone, and "delete everything" empties it. A picture is never
needed: whatever goes wrong here, the page shows its tables.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from django.conf import settings

from stepwell.web.charts import svg
from stepwell.web.charts.bake import BAKED

Datasets = Mapping[str, Sequence[Mapping[str, Any]]]
Wanted = tuple[str, Mapping[str, float], Datasets]
"""The name of a design, its params (``width`` in pixels for another than a phone's), and its datasets."""

MOST = 300
"""Files that are kept: about 3 MB."""
SECONDS = 10
LOOK_AGAIN = 0.05
"""Seconds between two looks whether another process still draws."""
PAUSE = 60.0
"""Seconds without another try after the process failed: a page must not wait for it again and again."""

_DRAW = Path(__file__).parent / "draw.py"
_state = {"next_try": 0.0}


def drawings(wanted: Sequence[Wanted]) -> list[str | None]:
    """Return each drawing as SVG for a page, in order; None for one that cannot be had now."""
    asked = {_name(specification): specification for specification in (_specified(*each) for each in wanted)}
    found = {name: _read(name) for name in asked}
    if None in found.values() and time.monotonic() >= _state["next_try"]:
        with _opened() as folder, _turn() as is_ours:
            if is_ours:
                found |= _drawn_now({name: asked[name] for name, drawing in found.items() if drawing is None}, folder)
    return [found[_name(_specified(*each))] for each in wanted]


def forget() -> None:
    """Delete every drawing that can be deleted, and the folder: what is being drawn now finds no place any more."""
    shutil.rmtree(_folder(), ignore_errors=True)


def _drawn_now(missing: Mapping[str, dict[str, Any]], folder: int | None) -> dict[str, str | None]:
    """Draw what is missing and keep it; what another process drew while this one waited is only read."""
    found = {name: _read(name) for name in missing}
    names = [name for name, drawing in found.items() if drawing is None]
    made = dict(zip(names, _drawn([missing[name] for name in names]), strict=False)) if names else {}
    for name, drawing in made.items():
        if drawing is not None and folder is not None:
            _keep(name, drawing, folder)
    return found | made


@contextmanager
def _opened() -> Iterator[int | None]:
    """Hold the folder as it is before anything is drawn: once it was deleted with everything, nothing can be put into it."""
    try:
        _folder().mkdir(mode=0o700, exist_ok=True)
        folder = os.open(_folder(), os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        yield None
        return
    try:
        yield folder
    finally:
        os.close(folder)


@contextmanager
def _turn() -> Iterator[bool]:
    """Say whether it is ours to draw, after a wait for whoever draws now: two at once would take twice the memory."""
    try:
        lock = os.open(Path(settings.HOME) / ".drawing", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        yield True  # a disk that takes no file must not cost the picture
        return
    try:
        yield _is_locked(lock)
    finally:
        os.close(lock)


def _is_locked(lock: int) -> bool:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        with suppress(OSError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        time.sleep(LOOK_AGAIN)
    return False


def _folder() -> Path:
    return Path(settings.HOME) / "charts"


def _specified(design: str, params: Mapping[str, float], datasets: Datasets) -> dict[str, Any]:
    specification: dict[str, Any] = json.loads(_design(design))
    for param in specification["params"]:
        param["value"] = params.get(param["name"], param["value"])
    return {**specification, "width": params.get("width", specification["width"]), "datasets": datasets}


@cache
def _design(name: str) -> str:
    return (BAKED / f"{name}.json").read_text(encoding="utf-8")


@cache
def _library() -> str:
    """Return what else a drawing depends on: the library's version, and how its drawings are turned into ours."""
    return metadata.version("vl-convert-python") + hashlib.sha256(Path(svg.__file__).read_bytes()).hexdigest()


def _name(specification: dict[str, Any]) -> str:
    """Return a name made of the content, with a key: nobody can try out which numbers would give it."""
    content = _library() + json.dumps(specification, sort_keys=True)
    return hashlib.blake2b(content.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=32).hexdigest()


def _read(name: str) -> str | None:
    """Return a kept drawing; None when it is missing or is not what was written."""
    try:
        seal, _, drawing = (_folder() / f"{name}.svg").read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    return drawing if seal == _seal(drawing) else None


def _seal(drawing: str) -> str:
    return hashlib.sha256(drawing.encode()).hexdigest()


def _keep(name: str, drawing: str, folder: int) -> None:
    """Write a drawing whole or not at all; a disk that is full costs only time the next time."""
    draft = f"{name}.svg-draft"
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600, dir_fd=folder)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(f"{_seal(drawing)}\n{drawing}")
            os.replace(draft, f"{name}.svg", src_dir_fd=folder, dst_dir_fd=folder)
        except OSError:
            os.unlink(draft, dir_fd=folder)
            raise
        _drop_oldest()
    except OSError:
        return


def _drop_oldest() -> None:
    kept = sorted(_folder().glob("*.svg*"), key=lambda path: path.stat().st_mtime)
    for path in kept[:-MOST]:
        path.unlink(missing_ok=True)


def _drawn(specifications: list[dict[str, Any]]) -> list[str | None]:
    """Draw in a process that ends: what the library takes of memory and time is gone with it."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_DRAW)],
            input=json.dumps(specifications).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=True,
            env={},  # nothing of ours, least of all the key, is its business
        )
        made = json.loads(done.stdout)
        return [None if drawing is None else svg.for_page(drawing) for drawing in made]
    except (OSError, ValueError, subprocess.SubprocessError):
        _state["next_try"] = time.monotonic() + PAUSE
        return [None] * len(specifications)
