"""A mail that no server sends is not said to be on its way: the pages say where it is."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client
from msgspec.structs import replace as of_struct

from stepwell.care.models import Account

pytestmark = pytest.mark.django_db

RESET = "/account/password/reset/"


@pytest.fixture
def to_a_folder(settings: Any, tmp_path: Path) -> None:
    """Write mail into a folder, as where no mail server is named."""
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", tmp_path


def _asked() -> str:
    answer = Client(HTTP_HOST="localhost").post(RESET, {"email": "ana@example.org"}, follow=True)
    return str(answer.content.decode())


def test_a_link_that_is_mailed_is_on_its_way(ana: Account) -> None:
    assert "is on its way" in _asked()


def test_a_link_that_is_only_written_to_a_folder_is_said_to_be_there(ana: Account, to_a_folder: None) -> None:
    page = _asked()
    assert "on its way" not in page
    assert "was written into a file" in page
    assert str(site.HOME / "mail") in page


def test_where_others_look_on_the_folder_is_not_named(ana: Account, to_a_folder: None, settings: Any) -> None:
    settings.ENVIRONMENT = of_struct(settings.ENVIRONMENT, address="https://clinic.example")
    page = _asked()
    assert "on its way" not in page
    assert "Ask whoever runs this site" in page
    assert str(site.HOME) not in page
    assert "Ask whoever runs this site" in Client(HTTP_HOST="localhost").get(RESET).content.decode()
