"""The files of the installation: closed to others, all there, and room for more."""

import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from stepwell.care.actions import upkeep
from stepwell.server.doctor.findings import Finding

FREE_LEAST, FREE_LITTLE = 200_000_000, 1_000_000_000
"""Bytes. Below the first the next backup may not fit; below the second there is time to act (design)."""


def too_open() -> Iterator[Finding]:
    """What other users of the machine can read, or write."""
    for path in _private():
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            is_folder = path.is_dir()
            yield Finding(
                id=f"too_open:{path.name}",
                weight="danger" if mode & 0o007 else "unsafe",
                what=f"Other users of this machine can reach {path} (mode {mode:04o}).",
                why="It holds health notes, or what opens them.",
                mend=f"chmod {700 if is_folder else 600} {path}",
            )


def _private() -> list[Path]:
    """Return what only the owner may open, as far as it is there; a file of a secret may be its group's too, and the start looks at it."""
    home = Path(settings.HOME)
    folders = [home, Path(settings.MEDIA_ROOT), upkeep.backup_folder(), home / "mail"]
    backups = sorted(upkeep.backup_folder().glob("stepwell-*"))
    files = [home / "secret_key", *([settings.DATABASE_FILE] if settings.DATABASE_FILE else []), *backups]
    return [path for path in [*folders, *files] if path.exists()]


def little_room() -> Iterator[Finding]:
    """A disk that is nearly full."""
    free = shutil.disk_usage(settings.HOME).free
    if free < FREE_LITTLE:
        yield Finding(
            id="little_room",
            weight="danger" if free < FREE_LEAST else "unsafe",
            what=f"{free / 1_000_000:.0f} MB are free on the disk of {settings.HOME}.",
            why="On a full disk no check-in is saved, and no backup is made.",
            mend="Make room, or move the data folder to a larger disk and set STEPWELL_HOME.",
        )


def no_static() -> Iterator[Finding]:
    """Pages that would come without their style and their scripts."""
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file():
        yield Finding(
            id="no_static",
            weight="unsafe",
            what=f"The prepared files of the pages are missing in {settings.STATIC_ROOT}.",
            why="Pages cannot be shown, the emergency signs among them.",
            mend="Stop Stepwell and start it: it prepares them.",
        )
