"""Print everything that was noted, as one JSON document: to keep, to read, or to take elsewhere."""

import sys
from argparse import ArgumentParser, Namespace

from stepwell.cli import _site


def arguments(parser: ArgumentParser) -> None:
    """Take none."""


def run(arguments: Namespace) -> int:
    """Write the log to the standard output."""
    return _site.carried_out(_export)


def _export() -> None:
    from stepwell.care.queries import logs, people
    from stepwell.engine.reading import written

    sys.stdout.buffer.write(written(logs.export(people.owner())) + b"\n")
