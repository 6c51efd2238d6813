"""Words that cannot be mistaken, put into everything that a person can send, and where they must not come out."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest

from stepwell.server.logs import Plain

NAME = "Quagganame"
SECRET = "quaggasecret"
"""Stands in links that are secrets themselves; their own page may name it, nothing else."""
WORDS = "quaggawords"
MAIL = "quaggamail@quagga.example"
PHONE = "+1 555 730 64159"
_ANY = re.compile(r"quagga\w*|730.?64159", re.IGNORECASE)


def marks(text: str) -> set[str]:
    """Return the marked words in a text."""
    return set(_ANY.findall(text))


@contextmanager
def watched_logs() -> Iterator[list[str]]:
    """Collect every line of every logger at its most talkative, as the site would write it."""
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    kept = Kept()
    kept.setFormatter(Plain())
    root = logging.getLogger()
    others = [each for each in root.manager.loggerDict.values() if isinstance(each, logging.Logger) and not each.propagate]
    level = root.level
    root.setLevel(logging.DEBUG)
    for logger in (root, *others):
        logger.addHandler(kept)
    try:
        yield lines
    finally:
        root.setLevel(level)
        for logger in (root, *others):
            logger.removeHandler(kept)


class Form:
    """A form of a page: where it goes, how, and what a person would send with it."""

    def __init__(self, attributes: dict[str, str]) -> None:
        self.action = attributes.get("action", "")
        self.method = attributes.get("method", "get").lower()
        self.fields: dict[str, Any] = {}

    def marked(self) -> dict[str, Any]:
        """Return what a person would send who writes marked words wherever there is room for words."""
        return {name: value() if callable(value) else value for name, value in self.fields.items()}


class Page(HTMLParser):
    """What a page holds: its forms, and every address in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.addresses: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self._select: str | None = None
        self.feed(html)

    @property
    def has_a_form(self) -> bool:
        """Whether there is a form to write into."""
        return any(tag == "textarea" or (tag == "input" and each.get("type", "text") != "hidden") for tag, each in self.elements)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append((tag, attributes))
        self.addresses += [attributes[name] for name in ("href", "src", "action", "formaction", "data-src") if name in attributes]
        if tag == "form":
            self.forms.append(Form(attributes))
        elif self.forms:
            self._field(tag, attributes, self.forms[-1].fields)

    def _field(self, tag: str, attributes: dict[str, str], fields: dict[str, Any]) -> None:
        name, kind = attributes.get("name", ""), attributes.get("type", "text")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            if "selected" in attributes or attributes.get("value"):
                fields.setdefault(self._select, attributes.get("value", ""))
        elif not name:
            return
        elif tag == "textarea":
            fields[name] = WORDS
        elif tag == "button":
            fields.setdefault(name, attributes.get("value", ""))
        elif tag == "input":
            self._input(name, kind, attributes, fields)

    def _input(self, name: str, kind: str, attributes: dict[str, str], fields: dict[str, Any]) -> None:
        written = {"email": MAIL, "tel": PHONE, "search": NAME, "password": f"{WORDS}-of-a-password"}
        if kind == "file":
            fields[name] = lambda: SimpleUploadedFile(f"{WORDS}.json", f'{{"resourceType": "{WORDS}"}}'.encode())
        elif kind in ("radio", "checkbox"):
            fields.setdefault(name, attributes.get("value", "on"))
        elif kind in written:
            fields[name] = written[kind]
        elif kind == "text":
            fields[name] = NAME if "name" in name else f"{MAIL} {PHONE}" if "contact" in name else WORDS
        else:
            fields[name] = attributes.get("value") or {"number": "1", "date": "2026-03-02", "time": "09:00"}.get(kind, "")


def told_elsewhere(response: Any, lines: list[str]) -> list[str]:
    """Return what is wrong with an answer: marked words in the log, an error page, a redirect, or an address on the page.

    A form that is shown again with what was typed is no error page. The way back after sign-in is what was asked for itself.
    """
    found = [f"log: {line}" for line in lines if marks(line)]
    to = urlsplit(response.headers.get("Location", ""))
    if marks(to.path) or any(marks(name + value) for name, value in parse_qsl(to.query) if name != "next"):
        found.append(f"redirect: {response.headers['Location']}")
    html = text_of(response)
    page = Page(html if response.headers.get("Content-Type", "").startswith("text/html") else "")
    if response.status_code >= 400 and marks(html) and not page.has_a_form:
        found.append(f"error page {response.status_code}: {sorted(marks(html))}")
    return found + [f"address: {address}" for address in page.addresses if marks(_without_secret(address))]


def _without_secret(address: str) -> str:
    parts = urlsplit(address)
    return parts.path.replace(SECRET, "") + "".join(value for _, value in parse_qsl(parts.query)) + parts.fragment


def text_of(response: Any) -> str:
    """Return the whole text of an answer, also of one that comes in pieces."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return bytes(content).decode(errors="replace")


def failing_with(error: Exception) -> Any:
    """Return what makes every view fail, in place of ``BaseHandler.make_view_atomic``."""

    def broken(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        raise error

    return lambda handler, view: broken
