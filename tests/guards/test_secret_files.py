"""Secrets in files: one rule for all of them, refused in clear words, and never repeated."""

from pathlib import Path

import pytest

from stepwell.server import env, values

KEY = "a-key-of-this-test-only-" + "0123456789abcdef" * 2
SECRETS = {
    "STEPWELL_SECRET_KEY": ("secret_key", KEY),
    "STEPWELL_DATABASE_URL": ("database_url", "postgres://ana:hunter2@db.example.org/notes?sslmode=verify-full"),
    "STEPWELL_MAIL_URL": ("mail_url", "smtp+tls://ana:hunter2@mail.example.org:587"),
}

every_secret = pytest.mark.parametrize("name", list(SECRETS))


def _kept(folder: Path, content: str | bytes, mode: int = 0o600) -> Path:
    file = folder / "secret"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    file.chmod(mode)
    return file


def _read(**variables: str) -> env.Environment:
    return env.read({"HOME": "/home/ana", **variables})


def _refusal(**variables: str) -> str:
    with pytest.raises(values.SettingError) as refused:
        _read(**variables)
    assert "hunter2" not in str(refused.value)
    assert KEY not in str(refused.value)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_these_are_all_the_secrets() -> None:
    assert {setting.name for setting in env.SETTINGS if setting.is_secret} == set(SECRETS)


@every_secret
@pytest.mark.parametrize("mode", [0o600, 0o400, 0o640])
def test_a_secret_is_read_from_a_file_that_others_cannot_read(name: str, mode: int, tmp_path: Path) -> None:
    field, secret = SECRETS[name]
    read = _read(**{f"{name}_FILE": str(_kept(tmp_path, f"{secret}\n", mode))})
    assert getattr(read, field) == secret


@every_secret
@pytest.mark.parametrize("mode", [0o644, 0o604, 0o602, 0o601])
def test_a_file_that_others_can_read_or_change_is_refused(name: str, mode: int, tmp_path: Path) -> None:
    said = _refusal(**{f"{name}_FILE": str(_kept(tmp_path, SECRETS[name][1], mode))})
    assert said.startswith(f"{name}_FILE ")
    assert f"chmod 600 {tmp_path / 'secret'}" in said


@every_secret
def test_both_at_once_are_refused(name: str, tmp_path: Path) -> None:
    secret = SECRETS[name][1]
    said = _refusal(**{name: secret, f"{name}_FILE": str(_kept(tmp_path, secret))})
    assert said == f"{name}_FILE and {name} are both set. Keep the file, and leave the other one out."


@every_secret
@pytest.mark.parametrize("content", ["", " \n", "\n\n"])
def test_an_empty_file_is_refused(name: str, content: str, tmp_path: Path) -> None:
    assert "is empty" in _refusal(**{f"{name}_FILE": str(_kept(tmp_path, content))})


@every_secret
@pytest.mark.parametrize("content", ["two\nlines", b"\xff\xfe", b"\x00", "x" * 5000])
def test_what_is_no_line_of_text_is_refused(name: str, content: str | bytes, tmp_path: Path) -> None:
    assert "more than one line" in _refusal(**{f"{name}_FILE": str(_kept(tmp_path, content))})


@every_secret
def test_a_file_that_is_not_there_is_said(name: str, tmp_path: Path) -> None:
    assert "No such file" in _refusal(**{f"{name}_FILE": str(tmp_path / "lost")})
    assert "cannot be read" in _refusal(**{f"{name}_FILE": str(tmp_path)})
    assert "whole path" in _refusal(**{f"{name}_FILE": "secret"})


def test_a_wrong_secret_in_a_file_is_refused_like_one_in_a_variable(tmp_path: Path) -> None:
    assert "shorter than 32" in _refusal(STEPWELL_SECRET_KEY_FILE=str(_kept(tmp_path, "hunter2")))
    assert "not a kind of database" in _refusal(STEPWELL_DATABASE_URL_FILE=str(_kept(tmp_path, "mysql://ana:hunter2@db/notes")))


def test_it_is_known_which_secrets_stand_in_the_environment(tmp_path: Path) -> None:
    file = str(_kept(tmp_path, KEY))
    assert env.secrets_in_the_open({name: secret for name, (_, secret) in SECRETS.items()}) == tuple(
        setting.name for setting in env.SETTINGS if setting.is_secret
    )
    assert env.secrets_in_the_open({"STEPWELL_SECRET_KEY_FILE": file, "STEPWELL_DATABASE_URL": "postgres://ana@/notes?host=/run/pg"}) == ()
