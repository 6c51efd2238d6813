"""Drawings by content: looked up in the data folder, drawn together in one process that ends, and kept for the next time.

They tell of a person's health: the folder is its owner's alone, and "delete everything" empties it. A picture is never
needed: whatever goes wrong here, the page shows its tables.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from django.conf import settings

from stepwell.web.charts import svg
from stepwell.web.charts.bake import BAKED

Datasets = Mapping[str, Sequence[Mapping[str, Any]]]
Wanted = tuple[str, Mapping[str, float], Datasets]
"""The name of a design, its params, and its datasets."""

MOST = 300
"""Files that are kept: about 3 MB."""
SECONDS = 10
PAUSE = 60.0
"""Seconds without another try after the process failed: a page must not wait for it again and again."""

_DRAW = Path(__file__).parent / "draw.py"
_state = {"next_try": 0.0}


def drawings(wanted: Sequence[Wanted]) -> list[str | None]:
    """Return each drawing as SVG for a page, in order; None for one that cannot be had now."""
    asked = [_specified(*each) for each in wanted]
    names = [_name(specification) for specification in asked]
    found = [_read(name) for name in names]
    missing = [place for place, drawing in enumerate(found) if drawing is None]
    if missing and time.monotonic() >= _state["next_try"]:
        for place, drawing in zip(missing, _drawn([asked[place] for place in missing]), strict=False):
            found[place] = drawing
            if drawing is not None:
                _keep(names[place], drawing)
    return found


def forget() -> None:
    """Delete every drawing that can be deleted: the notes they were drawn from are gone by then."""
    for path in _folder().glob("*.svg*"):
        with suppress(OSError):
            path.unlink()


def _folder() -> Path:
    return Path(settings.HOME) / "charts"


def _specified(design: str, params: Mapping[str, float], datasets: Datasets) -> dict[str, Any]:
    specification: dict[str, Any] = json.loads(_design(design))
    for param in specification["params"]:
        param["value"] = params.get(param["name"], param["value"])
    return {**specification, "datasets": datasets}


@cache
def _design(name: str) -> str:
    return (BAKED / f"{name}.json").read_text(encoding="utf-8")


@cache
def _library() -> str:
    """Return what else a drawing depends on: the library's version, and how its drawings are turned into ours."""
    return metadata.version("vl-convert-python") + hashlib.sha256(Path(svg.__file__).read_bytes()).hexdigest()


def _name(specification: dict[str, Any]) -> str:
    return hashlib.sha256((_library() + json.dumps(specification, sort_keys=True)).encode()).hexdigest()


def _read(name: str) -> str | None:
    """Return a kept drawing; None when it is missing or is not what was written."""
    try:
        seal, _, drawing = (_folder() / f"{name}.svg").read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    return drawing if seal == _seal(drawing) else None


def _seal(drawing: str) -> str:
    return hashlib.sha256(drawing.encode()).hexdigest()


def _keep(name: str, drawing: str) -> None:
    """Write a drawing whole or not at all; a disk that is full costs only time the next time."""
    folder = _folder()
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=folder, suffix=".svg-draft")  # mode 0600
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(f"{_seal(drawing)}\n{drawing}")
            os.replace(draft, folder / f"{name}.svg")
        finally:
            Path(draft).unlink(missing_ok=True)
        _drop_oldest(folder)
    except OSError:
        return


def _drop_oldest(folder: Path) -> None:
    kept = sorted(folder.glob("*.svg*"), key=lambda path: path.stat().st_mtime)
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
