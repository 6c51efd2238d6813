"""Asking for a visit as a browser does: each page's own hidden fields, sent on with the next one."""

import re
from html import unescape
from typing import Any

from django.test import Client
from django.utils import timezone

from stepwell.web.public import ask, short_check

ASK = "/clinics/riverside/ask/"
DETAILS = {
    "name": "Nia Moreno",
    "email": "nia@example.org",
    "phone": "555 0177",
    "preferred": "Tuesday morning",
    "reason": "My left leg hurts since May",
    "insurance": "Blue Shield",
    "summary": "",
    "website": "",
}


def calm() -> dict[str, Any]:
    """Return the answers of somebody to whom none of the signs applies."""
    return {"step": "safety", "country": "us"} | {short_check.none_of_these(form): "on" for form in short_check.forms()}


def ticked(sign: str, answer: str = "yes", **more: str) -> dict[str, Any]:
    """Return calm answers, but for one sign."""
    form = next(form for form in short_check.forms() if sign in {question.id for question in form.page.questions})
    said = sign if sign in form.fields and f"{sign}-said" not in form.fields else f"{sign}-said"
    answers = {key: value for key, value in calm().items() if key != short_check.none_of_these(form)}
    follow = {f"{form.prefix}-{key}": value for key, value in more.items()}
    return answers | {f"{form.prefix}-{said}": answer} | follow


def hidden(page: Any, name: str) -> str:
    """Return the value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    assert found is not None, f"no hidden field {name}"
    return unescape(found[1])


def slowly(monkeypatch: Any) -> None:
    """Let a page be filled in as slowly as a person does it."""
    monkeypatch.setattr(ask, "_now", lambda: timezone.now().timestamp() + next(_LATER))


_LATER = iter(range(10, 100_000, 10))


def previewed(client: Client, answers: dict[str, Any] | None = None, **details: Any) -> Any:
    """Go as far as the page that shows what will be sent."""
    form = client.post(ASK, answers or calm())
    return client.post(ASK, DETAILS | details | {"step": "details", "pass": hidden(form, "pass")})


def sent(client: Client, **details: Any) -> str:
    """Ask for a visit and return the address of its page."""
    page = previewed(client, **details)
    answer = client.post(ASK, {"step": "send", "pass": hidden(page, "pass"), "letter": hidden(page, "letter")})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])
