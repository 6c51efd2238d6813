"""What a setting may be: each reader returns the value of a written text, or says what is wrong and what to do."""

import os
import sys
from collections.abc import Callable, Mapping
from email.utils import parseaddr
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
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
    """Return an address to listen on."""
    bare = written.strip("[]")
    if bare != "localhost" and not _is_ip(bare):
        raise SettingError(name, f"is {written!r}, which is not an address of this machine", "Write 127.0.0.1, or 0.0.0.0 for a clinic.")
    return bare


def _is_ip(written: str) -> bool:
    try:
        ip_address(written)
    except ValueError:
        return False
    return True


def stay_on_this_machine(bind: str, hosts: tuple[str, ...]) -> None:
    """Make sure that only this machine can ask, and only by its own names: personal mode has no accounts.

    Raises:
        SettingError: another machine could.
    """
    if bind not in LOOPBACK:
        raise SettingError(
            "STEPWELL_BIND",
            f"is {bind!r}, which would open these notes to other machines, and personal mode has no accounts",
            "Leave it out (127.0.0.1). From another device of yours, use a tunnel: ssh -L 8000:localhost:8000 THIS_MACHINE.",
        )
    for host in hosts:
        if host not in LOOPBACK_HOSTS and not host.endswith(".localhost"):
            raise SettingError(
                "STEPWELL_ALLOWED_HOSTS",
                f"holds {host!r}, a name that other machines can use, and personal mode has no accounts",
                f"Use only names of this machine: {', '.join(LOOPBACK_HOSTS)}, or one that ends in .localhost.",
            )


def between(lowest: int, highest: int) -> Callable[[str, str], int]:
    """Return a reader of whole numbers within limits, both included."""

    def whole(name: str, written: str) -> int:
        if not written.isascii() or not written.isdigit() or not lowest <= int(written) <= highest:
            raise SettingError(name, f"is {written!r}", f"Write a whole number from {lowest} to {highest}.")
        return int(written)

    return whole


def mode(name: str, written: str) -> str:
    """Return one of the two modes."""
    if written in ("personal", "clinic"):
        return written
    raise SettingError(name, f"is {written!r}", "Write personal or clinic, or leave it out.")


def local_address(environ: Mapping[str, str]) -> str:
    """Return the address of a site that is tried out on this machine."""
    return f"http://localhost:{environ.get('PORT') or 8000}"


def address(name: str, written: str) -> str:
    """Return a public address without a path; plain http only for names of this machine."""
    parts = urlsplit(written.rstrip("/"))
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query or parts.fragment:
        raise SettingError(
            name, f"is {written!r}, which is not an address", "Write https:// and the host name, such as https://stepwell.example.org."
        )
    if parts.scheme == "http" and parts.hostname not in LOOPBACK and not parts.hostname.endswith(".localhost"):
        raise SettingError(
            name, "begins with http, so that anybody on the way could read health notes", "Put a server with TLS in front and write https."
        )
    return written.rstrip("/")


def hosts_of_mode(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names that the site answers to when none are written: in a clinic, that of its address."""
    host = urlsplit(environ.get("STEPWELL_ADDRESS", "")).hostname
    return (host,) if environ.get("STEPWELL_MODE") == "clinic" and host else LOOPBACK_HOSTS


def mail_url(name: str, written: str) -> str:
    """Return the URL of a mail server."""
    parts = urlsplit(written)
    if parts.scheme not in ("smtp", "smtp+tls", "smtps") or not parts.hostname:
        raise SettingError(name, "does not name a mail server", "Write smtp+tls://user:password@host:587, or leave it out.")
    return written


def mail_address(name: str, written: str) -> str:
    """Return an e-mail address, with or without a name before it."""
    if "@" not in parseaddr(written)[1] or "\n" in written:
        raise SettingError(name, f"is {written!r}, which is not an e-mail address", "Write Stepwell <stepwell@example.org>.")
    return written


def allowed_hosts(name: str, written: str) -> tuple[str, ...]:
    """Return host names, without the one that stands for any."""
    hosts = tuple(host.strip() for host in written.split(",") if host.strip())
    if "*" in hosts:
        raise SettingError(name, "holds '*', which any foreign name fits", "Write the host names that people type in.")
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
