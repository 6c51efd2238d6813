"""What a setting may be: each reader returns the value of a written text, or says what is wrong and what to do."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from zoneinfo import available_timezones

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})
LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "[::1]")
LOG_LEVELS = ("debug", "info", "warning", "error")


class SettingError(ValueError):
    """A setting cannot be used. One line: the variable, what is wrong with it, and the remedy."""

    def __init__(self, name: str, wrong: str, remedy: str) -> None:
        super().__init__(f"{name} {wrong}. {remedy}")
        self.name = name


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


def folder(name: str, written: str) -> Path:
    """Return a folder by its full path; it need not exist."""
    folder = Path(written).expanduser()
    if not folder.is_absolute():
        raise SettingError(name, f"is {written!r}, which is not a full path", "Write the whole path, such as /home/ana/stepwell.")
    if folder.exists() and not folder.is_dir():
        raise SettingError(name, f"is {written!r}, which is a file", "Name a folder; it is made when it is missing.")
    return folder


def database_url(name: str, written: str) -> str:
    """Return the URL of a database of a kind that works here."""
    if not written.startswith(("sqlite:///", "postgres://", "postgresql://")):
        scheme = written.partition(":")[0][:20]
        raise SettingError(
            name,
            f"begins with {scheme!r}, which is not a kind of database that works here",
            "Write sqlite:////full/path.sqlite3 or postgres://user:password@host:5432/name, or leave it out.",
        )
    return written


def secret_key(name: str, written: str) -> str:
    """Return a key that is long enough."""
    if len(written) < 32:
        raise SettingError(name, "is shorter than 32 characters", "Use a long random text, or leave it out: one is made and kept for you.")
    return written


def bind(name: str, written: str) -> str:
    """Return an address of this machine."""
    if written not in LOOPBACK:
        raise SettingError(
            name,
            f"is {written!r}, which would open these notes to other machines, and personal mode has no accounts",
            "Leave it out (127.0.0.1). From another device of yours, use a tunnel: ssh -L 8000:localhost:8000 THIS_MACHINE.",
        )
    return written.strip("[]")


def between(lowest: int, highest: int) -> Callable[[str, str], int]:
    """Return a reader of whole numbers within limits, both included."""

    def whole(name: str, written: str) -> int:
        if not written.isascii() or not written.isdigit() or not lowest <= int(written) <= highest:
            raise SettingError(name, f"is {written!r}", f"Write a whole number from {lowest} to {highest}.")
        return int(written)

    return whole


def mode(name: str, written: str) -> str:
    """Return the one mode there is."""
    if written == "personal":
        return written
    if written == "clinic":
        raise SettingError(name, "is 'clinic', which this release cannot do yet", "Use personal, for one person on their own machine.")
    raise SettingError(name, f"is {written!r}", "Write personal, or leave it out.")


def allowed_hosts(name: str, written: str) -> tuple[str, ...]:
    """Return host names that only this machine can use."""
    hosts = tuple(host.strip() for host in written.split(",") if host.strip())
    for host in hosts:
        if host not in LOOPBACK_HOSTS and not host.endswith(".localhost"):
            raise SettingError(
                name,
                f"holds {host!r}, a name that other machines can use, and personal mode has no accounts",
                f"Use only names of this machine: {', '.join(LOOPBACK_HOSTS)}, or one that ends in .localhost.",
            )
    return hosts


def time_zone(name: str, written: str) -> str:
    """Return the name of a known time zone."""
    if written not in available_timezones():
        raise SettingError(name, f"is {written!r}, which is not a time zone", "Write a name such as America/New_York.")
    return written


def log_level(name: str, written: str) -> str:
    """Return one of the levels, in lower case."""
    if written.lower() not in LOG_LEVELS:
        raise SettingError(name, f"is {written!r}", f"Write one of {', '.join(LOG_LEVELS)}.")
    return written.lower()


def yes_or_no(name: str, written: str) -> bool:
    """Return whether the answer is yes."""
    if written not in ("yes", "no"):
        raise SettingError(name, f"is {written!r}", "Write yes or no, or leave it out.")
    return written == "yes"
