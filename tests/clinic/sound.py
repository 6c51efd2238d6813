"""An installation in which doctor finds nothing unsafe, to make one thing unsafe in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import timezone

from stepwell.care.actions import backups
from stepwell.server import env
from stepwell.server.doctor.findings import Finding

GOOD_KEY = "kq3-Vf0ZzT8_wYb1Rn7uLd5sXj2Ecm9GaHpQoI4tWv6yNBxKlM0rSiUe"
NOW = timezone.now()


@pytest.fixture(name="sound", autouse=True)
def installation(db: None, tmp_path: Path) -> Iterator[Path]:
    """Make an installation in which nothing is unsafe; return its data folder."""
    home = tmp_path / "home"
    for folder in (home, home / "static", home / "backups", home / "files"):
        folder.mkdir(mode=0o700)
    (home / "static" / "staticfiles.json").touch()
    file(home / "secret_key")
    read = env.read(
        {
            "STEPWELL_HOME": str(home),
            "STEPWELL_MODE": "clinic",
            "STEPWELL_ADDRESS": "https://stepwell.example.org",
            "STEPWELL_TRUSTED_PROXY": "127.0.0.1",
            "STEPWELL_MAIL_URL": "smtp+tls://mail.example.org",
        }
    )
    with override_settings(
        HOME=home,
        STATIC_ROOT=home / "static",
        MEDIA_ROOT=home / "files",
        DATABASE_FILE=None,
        ENVIRONMENT=read,
        SECRET_KEY=GOOD_KEY,
        SECRETS_IN_THE_OPEN=(),
        SECURE_HSTS_SECONDS=1,
        SECURE_HSTS_INCLUDE_SUBDOMAINS=True,
        SECURE_SSL_REDIRECT=True,
        SESSION_COOKIE_SECURE=True,
        CSRF_COOKIE_SECURE=True,
    ):
        backups.rotate(home / "backups", NOW)
        yield home


def file(path: Path, mode: int = 0o600) -> Path:
    path.touch()
    path.chmod(mode)
    return path


def environment(**changes: Any) -> Any:
    return override_settings(ENVIRONMENT=msgspec.structs.replace(settings.ENVIRONMENT, **changes))


def ids(found: Iterator[Finding]) -> list[str]:
    return [finding.id for finding in found]
