"""What the commands that touch the records share: opening them, files, and words for what went wrong."""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from stepwell.cli import _site

STANDARD = "-"


def with_records(do: Callable[[], str]) -> int:
    """Open the records, do something, and print what it says; return the exit status.

    Tables are made where there are none yet, so that a backup can be put back on a new machine.
    What goes wrong is said in one line on the error stream, with status 1.
    """
    _site.start()
    from django.core.management import call_command
    from django.db import DatabaseError

    from stepwell.care.errors import CareError
    from stepwell.engine.log import LogError

    try:
        call_command("migrate", verbosity=0, interactive=False)
        said = do()
    except (CareError, LogError) as error:
        return _failed(str(error))
    except OSError as error:
        return _failed(f"{error.filename or 'The file'}: {(error.strerror or 'cannot be used').lower()}. Nothing was changed.")
    except DatabaseError:
        return _failed("The records cannot be reached, or are in use. Nothing was changed. Stop Stepwell and try again.")
    if said:
        print(said)
    return 0


def read(name: str) -> bytes:
    """Return the content of a file, or of standard input for "-"."""
    return sys.stdin.buffer.read() if name == STANDARD else Path(name).expanduser().read_bytes()


def write_out(content: bytes) -> None:
    """Write to standard output, as it is."""
    with suppress(BrokenPipeError):
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def _failed(why: str) -> int:
    print(f"stepwell: {why}", file=sys.stderr)
    return 1
