"""Every setting that comes from the environment: its name, meaning, default, and what to do when it is wrong."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from stepwell.server import values


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
    demo: bool
    address: str
    mail_url: str
    mail_from: str
    visit_notices: bool
    trusted_proxy: tuple[str, ...]
    video_mb: int


class Setting(Struct, frozen=True, kw_only=True):
    """One environment variable.

    Attributes:
        default: what an unset or empty variable means, in words for the reference.
        unset: the value used then, made from the environment (it may look at other variables).
        read: the value of a written text; raises SettingError with the variable's name.
        is_secret: whether it may stand in a file instead, which the variable of that name with ``_FILE`` behind it names.
    """

    name: str
    field: str
    meaning: str
    default: str
    unset: Callable[[Mapping[str, str]], Any]
    read: Callable[[str, str], Any]
    example: str
    is_secret: bool = False


def read(environ: Mapping[str, str]) -> Environment:
    """Return all settings.

    Raises:
        SettingError: one of them cannot be used.
    """
    environment = Environment(**{setting.field: _value(setting, environ) for setting in SETTINGS})
    if environment.mode == "personal":
        values.stay_on_this_machine(environment.bind, environment.allowed_hosts)
    values.stand_behind_tls(environment.mode, environment.address, environment.trusted_proxy)
    return environment


def secrets_in_the_open(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the settings whose secret stands in the environment itself. An address without a password is no secret."""
    written = [(setting, _written(environ, setting.name)) for setting in SETTINGS if setting.is_secret]
    return tuple(each.name for each, text in written if text and (each.field == "secret_key" or urlsplit(text).password))


def _value(setting: Setting, environ: Mapping[str, str]) -> Any:
    written, name = _written(environ, setting.name), setting.name
    in_file = _written(environ, _of_file(setting)) if setting.is_secret else ""
    if in_file and written:
        raise values.SettingError(_of_file(setting), f"and {name} are both set", "Keep the file, and leave the other one out.")
    if in_file:
        name = _of_file(setting)
        written = values.secret_in_file(name, in_file)
    return setting.read(name, written) if written else setting.unset(environ)


def _of_file(setting: Setting) -> str:
    return f"{setting.name}_FILE"


def _written(environ: Mapping[str, str], name: str) -> str:
    return environ.get(name, "").strip()


SETTINGS = (
    Setting(
        name="STEPWELL_HOME",
        field="home",
        meaning="The folder that holds the database, the secret key and the prepared static files. Only you can open it.",
        default="`~/.local/share/stepwell` (macOS: `~/Library/Application Support/Stepwell`)",
        unset=values.data_folder,
        read=values.folder,
        example="/home/ana/stepwell",
    ),
    Setting(
        name="STEPWELL_DATABASE_URL",
        field="database_url",
        meaning="Where the notes are kept: an SQLite file, or a PostgreSQL database.",
        default="an SQLite file in the data folder",
        unset=lambda environ: "",
        read=values.database_url,
        example="postgres://ana:password@localhost:5432/stepwell",
        is_secret=True,
    ),
    Setting(
        name="STEPWELL_SECRET_KEY",
        field="secret_key",
        meaning="Signs cookies and forms. Changing it ends open browser sessions; no notes are lost.",
        default="made on the first run and kept in the data folder",
        unset=lambda environ: "",
        read=values.secret_key,
        example="at least 32 random characters",
        is_secret=True,
    ),
    Setting(
        name="STEPWELL_BIND",
        field="bind",
        meaning="The address to listen on. Personal mode listens on this machine only.",
        default="`127.0.0.1`",
        unset=lambda environ: "127.0.0.1",
        read=values.bind,
        example="::1",
    ),
    Setting(
        name="PORT",
        field="port",
        meaning="The port to listen on.",
        default="`8000`",
        unset=lambda environ: 8000,
        read=values.between(1, 65535),
        example="8080",
    ),
    Setting(
        name="STEPWELL_MODE",
        field="mode",
        meaning="Who it is for. `personal`: one person, no accounts, this machine only. `clinic`: therapists, patients, accounts.",
        default="`personal`",
        unset=lambda environ: "personal",
        read=values.mode,
        example="clinic",
    ),
    Setting(
        name="STEPWELL_ALLOWED_HOSTS",
        field="allowed_hosts",
        meaning="The names a browser may use for this site, with commas between. Personal mode takes names of this machine only.",
        default="`localhost,127.0.0.1,[::1]`; in a clinic the host of `STEPWELL_ADDRESS`",
        unset=values.hosts_of_mode,
        read=values.allowed_hosts,
        example="localhost,stepwell.localhost",
    ),
    Setting(
        name="STEPWELL_TIME_ZONE",
        field="time_zone",
        meaning="The time zone in which a day begins and ends.",
        default="the machine's own, else `UTC`",
        unset=values.machine_time_zone,
        read=values.time_zone,
        example="America/New_York",
    ),
    Setting(
        name="STEPWELL_WORKERS",
        field="workers",
        meaning="How many processes answer requests.",
        default="`2`",
        unset=lambda environ: 2,
        read=values.between(1, 32),
        example="1",
    ),
    Setting(
        name="STEPWELL_THREADS",
        field="threads",
        meaning="How many requests each process answers at the same time.",
        default="`4`",
        unset=lambda environ: 4,
        read=values.between(1, 64),
        example="8",
    ),
    Setting(
        name="STEPWELL_LOG_LEVEL",
        field="log_level",
        meaning="How much is written to the terminal: `debug`, `info`, `warning` or `error`. No level writes answers or notes.",
        default="`info`",
        unset=lambda environ: "info",
        read=values.log_level,
        example="warning",
    ),
    Setting(
        name="STEPWELL_DEMO",
        field="demo",
        meaning="Shows a made-up person, marked so on every page. `./run demo` sets it, with a data folder that is thrown away afterwards.",
        default="`no`",
        unset=lambda environ: False,
        read=values.yes_or_no,
        example="yes",
    ),
    Setting(
        name="STEPWELL_ADDRESS",
        field="address",
        meaning="For a clinic: the address that people type in. With `https` cookies go over TLS only. Links in mail begin with it.",
        default="`http://localhost` with the port: to try it out on this machine",
        unset=values.local_address,
        read=values.address,
        example="https://stepwell.example.org",
    ),
    Setting(
        name="STEPWELL_MAIL_URL",
        field="mail_url",
        meaning="For a clinic: the server that sends its mail: `smtp://`, `smtp+tls://` or `smtps://`.",
        default="mail is written into the folder `mail` in the data folder",
        unset=lambda environ: "",
        read=values.mail_url,
        example="smtp+tls://user:password@mail.example.org:587",
        is_secret=True,
    ),
    Setting(
        name="STEPWELL_MAIL_FROM",
        field="mail_from",
        meaning="For a clinic: the sender that its mail names.",
        default="`stepwell@localhost`",
        unset=lambda environ: "stepwell@localhost",
        read=values.mail_address,
        example="Stepwell <stepwell@example.org>",
    ),
    Setting(
        name="STEPWELL_VISIT_NOTICES",
        field="visit_notices",
        meaning="For a clinic: whether mail tells those who answer that somebody asks for a visit. "
        "At most one an hour, without who or why.",
        default="`yes`",
        unset=lambda environ: True,
        read=values.yes_or_no,
        example="no",
    ),
    Setting(
        name="STEPWELL_TRUSTED_PROXY",
        field="trusted_proxy",
        meaning="For a clinic: the server in front that speaks TLS, by address or network, with commas between; `unix` for a unix socket. "
        "Only from it are `X-Forwarded-Proto` and `X-Forwarded-For` believed.",
        default="no server is believed; an `https` address needs one",
        unset=lambda environ: (),
        read=values.trusted_proxy,
        example="127.0.0.1",
    ),
    Setting(
        name="STEPWELL_VIDEO_MB",
        field="video_mb",
        meaning="For a clinic: how many megabytes of videos each clinic may keep; every backup holds them too. `0` takes none.",
        default="`500`",
        unset=lambda environ: 500,
        read=values.between(0, 1_000_000),
        example="2000",
    ),
)


def reference() -> str:
    """Return the page docs/reference/settings.md."""
    rows = [f"| `{s.name}` | {s.meaning} | {s.default} | `{s.example}` |" for s in SETTINGS]
    secret = [f"| `{_of_file(s)}` | `{s.name}` |" for s in SETTINGS if s.is_secret]
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
            "## Secrets in files",
            "",
            "Whoever may list a machine's processes can often read their environment. A secret can stand in a file instead, on one",
            "line; the variable then holds the file's full path. The start is refused when users other than the owner and their",
            "group can read the file (`chmod 600`), when it is empty, and when both variables are set.",
            "",
            "| variable | in the place of |",
            "| --- | --- |",
            *secret,
            "",
            "This page is made from `src/stepwell/server/env.py` by `./run docs`.",
            "",
        ]
    )
