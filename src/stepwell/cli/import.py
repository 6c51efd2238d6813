"""Add the facts of a log file to your log.

What is there already is not added twice, and nothing is changed or removed. A file with a mistake adds nothing.
"""

from argparse import ArgumentParser, Namespace

from stepwell.cli import _records


def arguments(parser: ArgumentParser) -> None:
    """Take what to read."""
    parser.add_argument("file", help="a file in the format stepwell-log/1; - reads from the terminal")


def run(arguments: Namespace) -> int:
    """Import; return the exit status."""
    return _records.with_records(lambda: _imported(arguments.file))


def _imported(name: str) -> str:
    from stepwell.care.actions import logs
    from stepwell.care.queries import people
    from stepwell.engine.reading import read_log
    from stepwell.knowledge import loader

    log = read_log(_records.read(name), loader.load())
    added = logs.import_log(person=people.owner(), log=log).added
    return f"{added} facts added, {len(log.facts) - added} were here already."
