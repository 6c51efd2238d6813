"""Every setting that comes from the environment: its name, meaning, default, and what to do when it is wrong."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from msgspec import Struct

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})
LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "[::1]")
LOG_LEVELS = ("debug", "info", "warning", "error")


class SettingError(ValueError):
    """A setting cannot be used. One line: the variable, what is wrong with it, and the remedy."""

    def __init__(self, name: str, wrong: str, remedy: str) -> None:
        super().__init__(f"{name} {wrong}. {remedy}")
        self.name = name


class Environment(Struct, frozen=True, kw_only=True):
    """The settings after reading; one field for each entry of ``SETTINGS``."""

    home: Path
    database_url: str
    secret_key: str
    bind: str
    port: int
    mode: str
    allowed_hosts: tuple[str, ...]
    time_zone: str
    workers: int
    threads: int
    log_level: str


class Setting(Struct, frozen=True, kw_only=True):
    """One environment variable.

    Attributes:
        default: what an unset or empty variable means, in words for the reference.
        unset: the value used then, made from the environment (it may look at other variables).
        read: the value of a written text; raises SettingError with the variable's name.
    """

    name: str
    field: str
    meaning: str
    default: str
    unset: Callable[[Mapping[str, str]], Any]
    read: Callable[[str, str], Any]
    example: str


def read(environ: Mapping[str, str]) -> Environment:
    """Return all settings.

    Raises:
        SettingError: one of them cannot be used.
    """
    return Environment(**{setting.field: _value(setting, environ) for setting in SETTINGS})


def _value(setting: Setting, environ: Mapping[str, str]) -> Any:
    written = environ.get(setting.name, "").strip()
    return setting.read(setting.name, written) if written else setting.unset(environ)


def data_folder(environ: Mapping[str, str], platform: str = sys.platform) -> Path:
    """Return where this kind of machine keeps a person's own data."""
    home = Path(environ.get("HOME") or Path.home())
    if platform == "darwin":
        return home / "Library" / "Application Support" / "Stepwell"
    return Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "stepwell"


def machine_time_zone(environ: Mapping[str, str], etc: Path = Path("/etc")) -> str:
    """Return the machine's own zone by name, or UTC where it has none that is known."""
    link = etc / "localtime"
    of_link = os.readlink(link).partition("zoneinfo/")[2] if link.is_symlink() else ""
    of_file = (etc / "timezone").read_text(errors="replace").strip() if (etc / "timezone").is_file() else ""
    known = available_timezones()
    return next((zone for zone in (environ.get("TZ", "").lstrip(":"), of_link, of_file) if zone in known), "UTC")


def _text(name: str, written: str) -> str:
    return written


def _folder(name: str, written: str) -> Path:
    folder = Path(written).expanduser()
    if not folder.is_absolute():
        raise SettingError(name, f"is {written!r}, which is not a full path", "Write the whole path, such as /home/ana/stepwell.")
    if folder.exists() and not folder.is_dir():
        raise SettingError(name, f"is {written!r}, which is a file", "Name a folder; it is made when it is missing.")
    return folder


def _database_url(name: str, written: str) -> str:
    if not written.startswith(("sqlite:///", "postgres://", "postgresql://")):
        scheme = written.partition(":")[0][:20]
        raise SettingError(
            name,
            f"begins with {scheme!r}, which is not a kind of database that works here",
            "Write sqlite:////full/path.sqlite3 or postgres://user:password@host:5432/name, or leave it out.",
        )
    return written


def _secret_key(name: str, written: str) -> str:
    if len(written) < 32:
        raise SettingError(name, "is shorter than 32 characters", "Use a long random text, or leave it out: one is made and kept for you.")
    return written


def _bind(name: str, written: str) -> str:
    if written not in LOOPBACK:
        raise SettingError(
            name,
            f"is {written!r}, which would show these health notes to other machines, and personal mode has no accounts to keep them private",
            "Leave it out (127.0.0.1). From another device of yours, use a tunnel: ssh -L 8000:localhost:8000 THIS_MACHINE.",
        )
    return written.strip("[]")


def _between(lowest: int, highest: int) -> Callable[[str, str], int]:
    def whole(name: str, written: str) -> int:
        if not written.isascii() or not written.isdigit() or not lowest <= int(written) <= highest:
            raise SettingError(name, f"is {written!r}", f"Write a whole number from {lowest} to {highest}.")
        return int(written)

    return whole


def _mode(name: str, written: str) -> str:
    if written == "personal":
        return written
    if written == "clinic":
        raise SettingError(name, "is 'clinic', which this release cannot do yet", "Use personal, for one person on their own machine.")
    raise SettingError(name, f"is {written!r}", "Write personal, or leave it out.")


def _allowed_hosts(name: str, written: str) -> tuple[str, ...]:
    hosts = tuple(host.strip() for host in written.split(",") if host.strip())
    for host in hosts:
        if host not in LOOPBACK_HOSTS and not host.endswith(".localhost"):
            raise SettingError(
                name,
                f"holds {host!r}, a name that other machines can use, and personal mode has no accounts",
                f"Use only names of this machine: {', '.join(LOOPBACK_HOSTS)}, or one that ends in .localhost.",
            )
    return hosts


def _time_zone(name: str, written: str) -> str:
    if written not in available_timezones():
        raise SettingError(name, f"is {written!r}, which is not a time zone", "Write a name such as America/New_York.")
    return written


def _log_level(name: str, written: str) -> str:
    if written.lower() not in LOG_LEVELS:
        raise SettingError(name, f"is {written!r}", f"Write one of {', '.join(LOG_LEVELS)}.")
    return written.lower()


SETTINGS = (
    Setting(
        name="STEPWELL_HOME",
        field="home",
        meaning="The folder that holds the database, the secret key and the prepared static files. Only you can open it.",
        default="`~/.local/share/stepwell` (macOS: `~/Library/Application Support/Stepwell`)",
        unset=data_folder,
        read=_folder,
        example="/home/ana/stepwell",
    ),
    Setting(
        name="STEPWELL_DATABASE_URL",
        field="database_url",
        meaning="Where the notes are kept: an SQLite file, or a PostgreSQL database.",
        default="an SQLite file in the data folder",
        unset=lambda environ: "",
        read=_database_url,
        example="postgres://ana:password@localhost:5432/stepwell",
    ),
    Setting(
        name="STEPWELL_SECRET_KEY",
        field="secret_key",
        meaning="Signs cookies and forms. Changing it ends open browser sessions; no notes are lost.",
        default="made on the first run and kept in the data folder",
        unset=lambda environ: "",
        read=_secret_key,
        example="at least 32 random characters",
    ),
    Setting(
        name="STEPWELL_BIND",
        field="bind",
        meaning="The address to listen on. Personal mode listens on this machine only.",
        default="`127.0.0.1`",
        unset=lambda environ: "127.0.0.1",
        read=_bind,
        example="::1",
    ),
    Setting(
        name="PORT",
        field="port",
        meaning="The port to listen on.",
        default="`8000`",
        unset=lambda environ: 8000,
        read=_between(1, 65535),
        example="8080",
    ),
    Setting(
        name="STEPWELL_MODE",
        field="mode",
        meaning="Who it is for. `personal`: one person, no accounts, this machine only. `clinic` is refused in this release.",
        default="`personal`",
        unset=lambda environ: "personal",
        read=_mode,
        example="personal",
    ),
    Setting(
        name="STEPWELL_ALLOWED_HOSTS",
        field="allowed_hosts",
        meaning="The names a browser may use for this site, with commas between. Personal mode takes names of this machine only.",
        default="`localhost,127.0.0.1,[::1]`",
        unset=lambda environ: LOOPBACK_HOSTS,
        read=_allowed_hosts,
        example="localhost,stepwell.localhost",
    ),
    Setting(
        name="STEPWELL_TIME_ZONE",
        field="time_zone",
        meaning="The time zone in which a day begins and ends.",
        default="the machine's own, else `UTC`",
        unset=machine_time_zone,
        read=_time_zone,
        example="America/New_York",
    ),
    Setting(
        name="STEPWELL_WORKERS",
        field="workers",
        meaning="How many processes answer requests.",
        default="`2`",
        unset=lambda environ: 2,
        read=_between(1, 32),
        example="1",
    ),
    Setting(
        name="STEPWELL_THREADS",
        field="threads",
        meaning="How many requests each process answers at the same time.",
        default="`4`",
        unset=lambda environ: 4,
        read=_between(1, 64),
        example="8",
    ),
    Setting(
        name="STEPWELL_LOG_LEVEL",
        field="log_level",
        meaning="How much is written to the terminal: `debug`, `info`, `warning` or `error`. No level writes answers or notes.",
        default="`info`",
        unset=lambda environ: "info",
        read=_log_level,
        example="warning",
    ),
)


def reference() -> str:
    """Return the page docs/reference/settings.md."""
    rows = [f"| `{s.name}` | {s.meaning} | {s.default} | `{s.example}` |" for s in SETTINGS]
    return "\n".join(
        [
            "# Settings",
            "",
            "Every setting is an environment variable. None is needed: `./run` works without any.",
            "A wrong value stops the start with a line that names the variable and says what to do.",
            "",
            "| variable | what it does | when it is not set | example |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
            "This page is made from `src/stepwell/server/env.py` by `./run docs`.",
            "",
        ]
    )
