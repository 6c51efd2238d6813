"""Write everything that was noted as one JSON document: to keep, to read, or to take elsewhere."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from stepwell.cli import _site


def arguments(parser: ArgumentParser) -> None:
    """Take where to write it."""
    parser.add_argument("file", nargs="?", default="-", help="where to write it, in place of what is there; - or nothing: to the terminal")


def run(arguments: Namespace) -> int:
    """Write the log, whole or not at all."""
    return _site.carried_out(lambda: _export(arguments.file))


def _export(file: str) -> None:
    from stepwell.care.actions import logs as take_away
    from stepwell.care.queries import logs, people

    if file == "-":
        sys.stdout.buffer.write(logs.exported(people.owner()))
        return
    count = take_away.export_file(person=people.owner(), path=Path(file))
    print(f"Saved: {file} ({count} facts). These are health notes: keep it private.")
