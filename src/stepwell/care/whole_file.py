"""Files that are either there whole or not there: written beside, forced to the disk, then renamed."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from stepwell.care.errors import CannotWrite


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Give a private file in the same folder to write into; on success it takes the place of ``path``.

    Raises:
        CannotWrite: the folder is missing, closed or full. What was at ``path`` is unchanged.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        os.close(handle)
    except OSError as error:
        raise CannotWrite(_why(error)) from error
    beside = Path(name)
    try:
        yield beside
        _to_the_disk(beside)
        beside.replace(path)
        _to_the_disk(path.parent)
    except OSError as error:
        raise CannotWrite(_why(error)) from error
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()


def _to_the_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _why(error: OSError) -> str:
    return (error.strerror or "the system refused").lower()
