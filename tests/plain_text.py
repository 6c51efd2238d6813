"""What a person reads on a page, and what of it is the program's own: identifiers of code, and numbers of rules without words."""

import re
from functools import cache
from html.parser import HTMLParser
from typing import Any

from stepwell.knowledge import loader
from tests import marked

_UNREAD = {"script", "style", "template"}
_SAID = ("aria-label", "title", "alt", "placeholder")
_ADDRESS = re.compile(r"\S+(?:://|@)\S+")
_IDENTIFIER = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b")
_CODE = re.compile(r"[<>=]=|!=")
_FOR_THERAPISTS = "/therapist/"


class _Read(HTMLParser):
    """The pieces of text that are shown or read aloud."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._unread = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread += tag in _UNREAD
        told = dict(attrs)
        self.pieces += [said for name in _SAID if (said := told.get(name))]
        if tag == "input" and told.get("type", "text") in ("text", "search", "submit"):
            self.pieces.append(told.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in _UNREAD

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.pieces.append(data)


def problems(answer: Any, address: str) -> list[str]:
    """Return each identifier that the page of an answer shows, with the words around it."""
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return []
    return in_the_page(marked.text_of(answer), is_for_therapists=address.startswith(_FOR_THERAPISTS))


def in_the_page(html: str, *, is_for_therapists: bool = False) -> list[str]:
    """Return the same for a page. A therapist may read the number of a rule in brackets, beside its words."""
    read = [" ".join(_ADDRESS.sub("", piece).split()) for piece in _Read(html).pieces]
    found = [piece for piece in read if _IDENTIFIER.search(piece) or _CODE.search(piece)]
    numbers = (re.sub(r"\([^()]*\)", "", piece) if is_for_therapists else piece for piece in read)
    return found + [piece for piece in numbers if _rule_numbers().search(piece)]


@cache
def _rule_numbers() -> re.Pattern[str]:
    """Return what finds the number of a clinical rule, such as "C3"."""
    known = loader.load()
    items = " ".join([*(sign.item for sign in known.red_flags.values()), *(sign.item for sign in known.findings.values())])
    return re.compile(rf"\b({'|'.join(sorted(set(re.findall(r'[A-Z][0-9]+', items))))})\b")
