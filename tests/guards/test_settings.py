"""Settings: documented, and refused with the variable's name and the remedy when they are wrong."""

import re
import stat
from pathlib import Path

import pytest

from stepwell.server import database, env, home, values

ROOT = Path(__file__).parent.parent.parent


def read(**variables: str) -> env.Environment:
    return env.read({"HOME": "/home/ana", **variables})


def test_nothing_needs_to_be_set() -> None:
    settings = read()

    assert settings.bind == "127.0.0.1"
    assert settings.port == 8000
    assert settings.mode == "personal"
    assert settings.allowed_hosts == ("localhost", "127.0.0.1", "[::1]")


def test_an_empty_variable_counts_as_unset() -> None:
    assert read(PORT="", STEPWELL_WORKERS=" ") == read()


def test_every_variable_that_the_program_reads_is_in_the_table() -> None:
    used = {name for path in (ROOT / "src").rglob("*.py") for name in re.findall(r"\bSTEPWELL_[A-Z_]+", path.read_text())}
    table = {setting.name for setting in env.SETTINGS} | {f"{setting.name}_FILE" for setting in env.SETTINGS if setting.is_secret}

    assert used <= table
    assert {setting.field for setting in env.SETTINGS} == set(env.Environment.__struct_fields__)


def test_only_the_settings_read_the_environment() -> None:
    reading = re.compile(r"os\.environ(?!\.setdefault\(\"DJANGO_SETTINGS_MODULE\"| \|= )|os\.getenv")
    readers = [path.name for path in (ROOT / "src").rglob("*.py") if reading.search(path.read_text())]

    assert readers == ["settings.py"]


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("STEPWELL_HOME", "notes", "whole path"),
        ("STEPWELL_DATABASE_URL", "mysql://ana@localhost/notes", "postgres://"),
        ("STEPWELL_SECRET_KEY", "short", "leave it out"),
        ("STEPWELL_BIND", "0.0.0.0", "tunnel"),
        ("STEPWELL_BIND", "192.168.1.20", "tunnel"),
        ("STEPWELL_BIND", "::", "tunnel"),
        ("PORT", "eighty", "whole number from 1 to 65535"),
        ("PORT", "0", "whole number from 1 to 65535"),
        ("PORT", "70000", "whole number from 1 to 65535"),
        ("PORT", "٨٠٠٠", "whole number from 1 to 65535"),
        ("STEPWELL_MODE", "public", "Write personal"),
        ("STEPWELL_ALLOWED_HOSTS", "stepwell.example.org", "names of this machine"),
        ("STEPWELL_ALLOWED_HOSTS", "*", "the host names that people type in"),
        ("STEPWELL_ADDRESS", "stepwell.example.org", "https://"),
        ("STEPWELL_ADDRESS", "http://stepwell.example.org", "TLS in front"),
        ("STEPWELL_ADDRESS", "https://example.org/stepwell", "https:// and the host name"),
        ("STEPWELL_MAIL_URL", "mail.example.org", "smtp+tls://"),
        ("STEPWELL_MAIL_FROM", "Stepwell", "stepwell@example.org"),
        ("STEPWELL_TIME_ZONE", "Mars/Olympus", "America/New_York"),
        ("STEPWELL_WORKERS", "-1", "whole number from 1 to 32"),
        ("STEPWELL_THREADS", "0", "whole number from 1 to 64"),
        ("STEPWELL_DEMO", "maybe", "yes or no"),
        ("STEPWELL_LOG_LEVEL", "loud", "debug, info, warning, error"),
        ("STEPWELL_VISIT_NOTICES", "sometimes", "yes or no"),
        ("STEPWELL_VIDEO_MB", "500 MB", "whole number from 0"),
        ("STEPWELL_TRUSTED_PROXY", "nginx", "127.0.0.1, 10.0.0.0/24 or unix"),
        ("STEPWELL_TRUSTED_PROXY", "10.0.0.1/24", "127.0.0.1, 10.0.0.0/24 or unix"),
        ("STEPWELL_TRUSTED_PROXY", "0.0.0.0/0", "nobody else"),
        ("STEPWELL_TRUSTED_PROXY", "127.0.0.1, ::/0", "nobody else"),
    ],
)
def test_a_wrong_value_is_refused_with_its_name_and_the_remedy(name: str, value: str, remedy: str) -> None:
    with pytest.raises(values.SettingError) as refused:
        read(**{name: value})

    assert str(refused.value).startswith(name)
    assert remedy in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_clinic_listens_to_other_machines_and_answers_to_its_own_name() -> None:
    clinic = read(
        STEPWELL_MODE="clinic",
        STEPWELL_BIND="0.0.0.0",
        STEPWELL_ADDRESS="https://stepwell.example.org/",
        STEPWELL_TRUSTED_PROXY="10.0.0.7, fd00::/16,unix",
    )

    assert clinic.bind == "0.0.0.0"
    assert clinic.allowed_hosts == ("stepwell.example.org",)
    assert clinic.address == "https://stepwell.example.org"
    assert clinic.trusted_proxy == ("10.0.0.7/32", "fd00::/16", "unix")


def test_an_https_address_needs_the_server_that_speaks_tls() -> None:
    with pytest.raises(values.SettingError, match=r"^STEPWELL_TRUSTED_PROXY .* 127\.0\.0\.1 when it runs on this machine"):
        read(STEPWELL_MODE="clinic", STEPWELL_ADDRESS="https://stepwell.example.org")


@pytest.mark.parametrize("name", [setting.name for setting in env.SETTINGS])
def test_every_setting_has_a_case_above_or_cannot_be_wrong(name: str) -> None:
    (cases,) = [mark for mark in test_a_wrong_value_is_refused_with_its_name_and_the_remedy.pytestmark if mark.name == "parametrize"]  # type: ignore[attr-defined]

    assert name in {case[0] for case in cases.args[1]}


@pytest.mark.parametrize("address", ["localhost", "127.0.0.1", "::1", "[::1]"])
def test_this_machine_may_be_listened_on(address: str) -> None:
    assert read(STEPWELL_BIND=address).bind == address.strip("[]")


def test_a_secret_is_never_repeated_in_a_message() -> None:
    with pytest.raises(values.SettingError) as refused:
        read(STEPWELL_DATABASE_URL="mysql://ana:hunter2@localhost/notes")
    assert "hunter2" not in str(refused.value)

    with pytest.raises(values.SettingError) as refused:
        read(STEPWELL_SECRET_KEY="hunter2")
    assert "hunter2" not in str(refused.value)


def test_a_postgres_url_is_taken_apart() -> None:
    settings = database.configured("postgres://ana:p%40ss@db.local:5433/notes?sslmode=require", Path("/x"))

    assert (settings["USER"], settings["PASSWORD"], settings["HOST"], settings["PORT"], settings["NAME"]) == (
        "ana",
        "p@ss",
        "db.local",
        "5433",
        "notes",
    )
    assert settings["OPTIONS"] == {"sslmode": "require"}


def test_a_postgres_socket_is_a_host() -> None:
    assert database.configured("postgres://ana@/notes?host=/run/pg", Path("/x"))["HOST"] == "/run/pg"


@pytest.mark.parametrize("url", ["postgres://ana@localhost", "postgres://ana@localhost:door/notes", "sqlite:///notes.sqlite3"])
def test_half_a_database_url_is_refused(url: str) -> None:
    with pytest.raises(values.SettingError, match=r"^STEPWELL_DATABASE_URL"):
        database.configured(url, Path("/x"))


def test_the_zone_of_the_machine_is_used(tmp_path: Path) -> None:
    (tmp_path / "timezone").write_text("Europe/Lisbon\n")

    assert values.machine_time_zone({}, tmp_path) == "Europe/Lisbon"
    assert values.machine_time_zone({"TZ": "Asia/Tokyo"}, tmp_path) == "Asia/Tokyo"
    (tmp_path / "timezone").write_text("nonsense")
    assert values.machine_time_zone({}, tmp_path) == "UTC"


def test_the_data_folder_and_the_key_are_private(tmp_path: Path) -> None:
    folder = home.prepared(tmp_path / "new" / "stepwell")
    key = home.secret_key(folder)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
    assert len(key) >= 50
    assert home.secret_key(folder) == key
    assert [path.name for path in folder.iterdir()] == ["secret_key"]


def test_a_data_folder_that_was_open_is_closed(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir(mode=0o755)

    assert stat.S_IMODE(home.prepared(tmp_path / "home").stat().st_mode) == 0o700


def test_a_damaged_key_is_said(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("cut")

    with pytest.raises(values.SettingError, match="Delete that file"):
        home.secret_key(tmp_path)


def test_a_data_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(values.SettingError, match=r"^STEPWELL_HOME"):
        home.prepared(tmp_path / "file" / "stepwell")
