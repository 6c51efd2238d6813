"""The two font files of the pages: small Latin subsets, made once from the font package and kept in the data folder.

The finder hands them to Django like any static file, so runserver, collectstatic and
whitenoise all see them and no font file lies in the repository.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import font_hanken_grotesk
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from fontTools import subset

_LETTERS = "áéíóúñüÁÉÍÓÚÑ¿¡°·×–—‘’“”•…→−½\u00a0"
_CHARACTERS = [*range(0x20, 0x7F), *(ord(letter) for letter in _LETTERS)]
_FACES = {"stepwell/fonts/hanken-text.woff2": "HankenGrotesk-Medium.otf", "stepwell/fonts/hanken-strong.woff2": "HankenGrotesk-Bold.otf"}


class FontFinder(BaseFinder):
    """Finds the font files by their static path; makes them first where they are missing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._storage = FileSystemStorage(location=str(settings.FONT_CACHE))

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        """Return the file's place on disk, or nothing for any other path."""
        found = [str(made(path))] if path in _FACES else []
        return found if find_all else (found[0] if found else None)

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """Yield both files for collectstatic."""
        for path in _FACES:
            made(path)
            yield path, self._storage


def made(path: str) -> Path:
    """Return the subset for a static path, made now if this computer has none yet."""
    target = Path(settings.FONT_CACHE) / path
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        _write_subset(Path(font_hanken_grotesk.font_directory) / _FACES[path], target)
    return target


def _write_subset(whole: Path, target: Path) -> None:
    options = subset.Options(flavor="woff2", hinting=False, layout_features=["kern", "liga", "tnum", "ccmp", "locl", "mark"])
    font = subset.load_font(str(whole), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=_CHARACTERS)
    subsetter.subset(font)
    # Written beside and then moved, so that two starting workers never serve half a file.
    handle, beside = tempfile.mkstemp(dir=target.parent, suffix=".woff2")
    os.close(handle)
    subset.save_font(font, beside, options)
    os.chmod(beside, 0o644)
    os.replace(beside, target)
