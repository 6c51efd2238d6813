"""Check the notes and write today's backup, as Stepwell does once a day while it runs."""

from argparse import ArgumentParser, Namespace

from stepwell.cli import _site


def arguments(parser: ArgumentParser) -> None:
    """Take none."""


def run(arguments: Namespace) -> int:
    """Print what was found; the exit status is 1 when something is wrong."""
    problems: list[str] = []
    return _site.carried_out(lambda: _look_after(problems)) or int(bool(problems))


def _look_after(problems: list[str]) -> None:
    from stepwell.care.actions import upkeep

    report = upkeep.look_after()
    problems += report.problems
    print(*(report.problems or ("The notes are whole.",)), sep="\n")
    print(f"Backup: {report.backup}" if report.backup else "No backup was made.")
