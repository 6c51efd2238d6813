"""Add what a log file holds to your notes. What is there already is not added twice; a file with a mistake adds nothing."""  # noqa: N999 (a command is named after its module)

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from stepwell.cli import _site


def arguments(parser: ArgumentParser) -> None:
    """Take what to read."""
    parser.add_argument("file", help="a log that 'stepwell export' wrote, or another in that format; - reads from the terminal")


def run(arguments: Namespace) -> int:
    """Print how much was new."""
    return _site.carried_out(lambda: _import(arguments.file))


def _import(file: str) -> None:
    from stepwell.care.actions import logs
    from stepwell.care.errors import CannotRead
    from stepwell.care.queries import people
    from stepwell.engine.log import LogError
    from stepwell.engine.reading import read_log
    from stepwell.knowledge import loader

    try:
        log = read_log(sys.stdin.buffer.read() if file == "-" else Path(file).expanduser().read_bytes(), loader.load())
    except LogError as error:
        raise CannotRead(str(error)) from error
    except OSError as error:
        raise CannotRead((error.strerror or "the system refused").lower()) from error
    _site.make_tables()
    added = logs.import_log(person=people.owner(), log=log).added
    print(f"{added} facts added, {len(log.facts) - added} were here already.")
