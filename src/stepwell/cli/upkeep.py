"""Check the records and write today's backup.

Stepwell does this by itself once a day while it runs. The newest seven backups are kept.
"""

from argparse import ArgumentParser, Namespace

from stepwell.cli import _records


def arguments(parser: ArgumentParser) -> None:
    """Take none."""


def run(arguments: Namespace) -> int:
    """Look after the records; the status is 1 when something was found wrong."""
    problems: list[str] = []
    status = _records.with_records(lambda: _looked_after(problems))
    return status or int(bool(problems))


def _looked_after(problems: list[str]) -> str:
    from stepwell.care.actions import upkeep

    report = upkeep.look_after()
    problems += report.problems
    made = f"Backup: {report.backup}" if report.backup else "No backup was made."
    return "\n".join([*(report.problems or ("The records are whole.",)), made])
