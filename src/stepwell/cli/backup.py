"""Write everything into one private file, while the site runs or not, and check it."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from stepwell.cli import _site


def arguments(parser: ArgumentParser) -> None:
    """Take the file's name, and its form."""
    parser.add_argument("file", type=Path, help="where to write it; an older backup of that name is replaced")
    parser.add_argument(
        "--portable", action="store_true", help="with records that SQLite and PostgreSQL both take, to move from one to the other"
    )


def run(arguments: Namespace) -> int:
    """Print where the backup is."""
    return _site.carried_out(lambda: _back_up(arguments.file, portable=arguments.portable))


def _back_up(file: Path, *, portable: bool) -> None:
    from stepwell.care.actions import backups

    made = backups.backup(file, portable=portable)
    print(f"Saved and checked: {made.path} ({made.size_bytes / 1_000_000:.1f} MB). These are health notes: keep it private.")
