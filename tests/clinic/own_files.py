"""A clinic's own exercise with a photo or a video, set for a person on the plan page: what the tests of both share."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from stepwell.care.models import Account, Person
from tests.clinic.plan_press import press

Files = Callable[[], list[Path]]


@pytest.fixture
def files(settings: Any, tmp_path: Path) -> Files:
    """Keep pictures and videos in a folder of the test, and return what is in it."""
    folder = settings.MEDIA_ROOT = tmp_path / "files"
    return lambda: sorted(folder.glob("*"))


def person_of(account: Account) -> Person:
    """Return whose account it is."""
    assert account.person is not None
    return account.person


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **more: Any) -> bytes:
    """Return a photo as somebody would send it."""
    made = BytesIO()
    Image.new("RGB", size, "teal").save(made, kind, **more)
    return made.getvalue()


def put(browser: Client, account: Account, **fields: Any) -> Any:
    """Write an own exercise into the draft of a person's plan, and return the page."""
    where = f"/therapist/{person_of(account).pk}/plan/"
    page = browser.get(where)
    return press(browser, where, {"draft": page.context["draft_text"], "version": page.context["desk"].version, "do": "own", **fields})


def save(browser: Client, account: Account, page: Any) -> None:
    """Save the draft that a page shows."""
    where = f"/therapist/{person_of(account).pk}/plan/"
    answer = press(browser, where, {"draft": page.context["draft_text"], "version": page.context["desk"].version, "do": "save"})
    assert answer.status_code == 302
