"""A press on the page of a plan, as a browser makes it: what is not saved is seen on the page that follows."""

from typing import Any

from django.test import Client


def press(browser: Client, where: str, fields: dict[str, Any]) -> Any:
    """Return the page that follows a press; where it was saved, or may not be, the answer itself."""
    answer = browser.post(where, fields)
    return browser.get(answer["Location"]) if "?page=" in answer.get("Location", "") else answer
