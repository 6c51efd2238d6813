"""What a setting may be: each reader returns the value of a written text, or says what is wrong and what to do."""

import os
import sys
from collections.abc import Callable, Mapping
from email.utils import parseaddr
from ipaddress import ip_address, ip_network
from pathlib import Path
from stat import S_IRWXO, S_ISREG
from urllib.parse import urlsplit
from zoneinfo import available_timezones

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})
LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "[::1]")
LOG_LEVELS = ("debug", "info", "warning", "error")
UNIX_SOCKET = "unix"
"""In the list of servers in front: whatever comes through a unix socket, which has no address."""
SECRET_MOST = 4096
"""Longest secret in a file, in bytes."""
OTHERS = S_IRWXO
"""What nobody but the owner and their group may do with a file that holds a secret."""


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


def stand_behind_tls(mode: str, address: str, trusted_proxy: tuple[str, ...]) -> None:
    """Make sure that a clinic with a public address knows which server speaks TLS for it: the site itself does not.

    Raises:
        SettingError: none is named.
    """
    if mode == "clinic" and address.startswith("https://") and not trusted_proxy:
        raise SettingError(
            "STEPWELL_TRUSTED_PROXY",
            "is not set, so that nothing tells the site which requests came over TLS",
            "Name the server that speaks TLS for it: 127.0.0.1 when it runs on this machine.",
        )


def secret_in_file(name: str, written: str) -> str:
    """Return the one line that a file holds: a secret that stands in no environment.

    Raises:
        SettingError: there is no such file, others on this machine can read it, it is empty, or it holds more than a line.
    """
    path = Path(written).expanduser()
    if not path.is_absolute():
        raise SettingError(name, f"is {written!r}, which is not a full path", "Write the whole path, such as /etc/stepwell/secret.")
    try:
        with path.open("rb") as opened:
            mode = os.fstat(opened.fileno()).st_mode
            content = opened.read(SECRET_MOST + 1) if S_ISREG(mode) else b""
    except OSError as error:
        raise SettingError(
            name, f"names {written!r}, which cannot be read: {error.strerror}", "Name a file that this user may read."
        ) from None
    if not S_ISREG(mode):
        raise SettingError(name, f"names {written!r}, which is not a file", "Name the file that holds the secret.")
    if mode & OTHERS:
        raise SettingError(name, f"names {written!r}, which other users of this machine can read", f"Close it: chmod 600 {written}")
    return _one_line(name, written, content)


def _one_line(name: str, written: str, content: bytes) -> str:
    try:
        text = content.decode().strip()
    except UnicodeDecodeError:
        text = "\0"
    if not text:
        raise SettingError(name, f"names {written!r}, which is empty", "Write the secret into it, or leave the setting out.")
    if len(content) > SECRET_MOST or not text.isprintable():
        raise SettingError(name, f"names {written!r}, which holds more than one line of text", "Write the secret into it and nothing else.")
    return text


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


def trusted_proxy(name: str, written: str) -> tuple[str, ...]:
    """Return addresses and networks, and ``unix`` for a socket; never all there are."""
    named = []
    for part in (part.strip() for part in written.split(",") if part.strip()):
        try:
            network = None if part == UNIX_SOCKET else ip_network(part)
        except ValueError:
            raise SettingError(
                name,
                f"holds {part!r}, which is neither an address nor a network",
                "Write 127.0.0.1, 10.0.0.0/24 or unix, with commas between.",
            ) from None
        if network is not None and network.prefixlen < 8:
            raise SettingError(name, f"holds {part!r}, which is nearly everybody", "Name the server that stands in front, and nobody else.")
        named.append(part if network is None else str(network))
    return tuple(named)


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
