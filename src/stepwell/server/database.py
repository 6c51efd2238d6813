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
    file = file_of(url, home)
    return _sqlite(file) if file is not None else _postgres(url)


def read_only(url: str, home: Path) -> dict[str, Any]:
    """Return Django's settings for the same database, through which nothing can be written or made.

    Raises:
        SettingError: as ``configured``; or there is no such file yet.
    """
    file = file_of(url, home)
    if file is None:
        settings = _postgres(url)
        options = settings["OPTIONS"]
        return {**settings, "OPTIONS": {**options, "options": f"{options.get('options', '')} -c default_transaction_read_only=on".strip()}}
    if not file.is_file():
        raise SettingError("STEPWELL_HOME", f"has no records yet: {file} is not there", "Start Stepwell once, or name its folder.")
    # Even a reader makes files beside a database with a journal. While no program has it open there is none, and none is made.
    how = "mode=ro" if Path(f"{file}-wal").exists() else "immutable=1"
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{file.as_uri()}?{how}", "OPTIONS": {"timeout": BUSY_S}}


def file_of(url: str, home: Path) -> Path | None:
    """Return the file of an SQLite database; None for PostgreSQL.

    Raises:
        SettingError: its path is not whole.
    """
    if url and not url.startswith("sqlite:///"):
        return None
    path = Path(unquote(url.removeprefix("sqlite:///"))) if url else home / "stepwell.sqlite3"
    if not path.is_absolute():
        raise SettingError(
            "STEPWELL_DATABASE_URL", "names a file without its whole path", "Write four slashes: sqlite:////home/ana/notes.sqlite3."
        )
    return path


def _sqlite(path: Path) -> dict[str, Any]:
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
