"""Put a backup back in place of everything that is here. Stop the site first."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from stepwell.cli import _site


def arguments(parser: ArgumentParser) -> None:
    """Take the file's name."""
    parser.add_argument("file", type=Path, help="a file that 'stepwell backup' wrote, or one of the daily backups")


def run(arguments: Namespace) -> int:
    """Print what was kept of before."""
    return _site.carried_out(lambda: _restore(arguments.file))


def _restore(file: Path) -> None:
    from stepwell.care.actions import backups

    _site.make_tables()
    restored = backups.restore(file)
    print(f"Restored. What was here before is kept in {restored.before}.")
    print("Danger signs that were told since the backup are not in it: everybody should answer the safety questions again today.")
