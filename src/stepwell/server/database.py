"""The database's own settings, from a URL."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from stepwell.server.values import SettingError

BUSY_S = 20
"""How long a writer waits for another one before the person is told to try again."""

PRAGMAS = (
    # Readers never wait for the writer.
    "PRAGMA journal_mode = WAL",
    # Each commit reaches the disk before the person is told "saved": a check-in survives a power cut, not
    # only a killed process. It costs a few milliseconds at each save, and a person saves a few times a day.
    "PRAGMA synchronous = FULL",
    # Overwrite what is deleted: "delete everything" leaves no health notes in free pages.
    "PRAGMA secure_delete = ON",
    "PRAGMA journal_size_limit = 16777216",
)


def configured(url: str, home: Path) -> dict[str, Any]:
    """Return Django's settings for one database; an empty URL is SQLite in the data folder.

    Raises:
        SettingError: the URL lacks a part, or the driver for PostgreSQL is not installed.
    """
    if not url:
        return _sqlite(home / "stepwell.sqlite3")
    if url.startswith("sqlite:///"):
        return _sqlite(Path(unquote(url.removeprefix("sqlite:///"))))
    return _postgres(url)


def _sqlite(path: Path) -> dict[str, Any]:
    if not path.is_absolute():
        raise SettingError(
            "STEPWELL_DATABASE_URL", "names a file without its whole path", "Write four slashes: sqlite:////home/ana/notes.sqlite3."
        )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # A transaction takes the write lock when it begins: two saves at once wait, neither fails half-way.
            "transaction_mode": "IMMEDIATE",
            "timeout": BUSY_S,
            "init_command": "; ".join(PRAGMAS),
        },
    }


def _postgres(url: str) -> dict[str, Any]:
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise SettingError(
            "STEPWELL_DATABASE_URL", "asks for PostgreSQL, whose driver is not installed", "Install stepwell[postgres]."
        ) from None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise SettingError(
            "STEPWELL_DATABASE_URL", "has a port that is not a number", "Write postgres://user:password@host:5432/name."
        ) from None
    options = dict(parse_qsl(parts.query))
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise SettingError("STEPWELL_DATABASE_URL", "does not name a database", "Write postgres://user:password@host:5432/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
