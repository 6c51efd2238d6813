"""What a page of ours must be, whoever it is for: the browser is told to trust this server alone, and the page needs no more."""

import re
from typing import Any
from urllib.parse import urlsplit

from tests import marked

POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "media-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
"""The whole policy, word for word: a looser one is a change of this file."""
OURS = ("", "localhost", "testserver")
LOADS = {"src", "srcset", "action", "formaction", "poster", "data", "background"}
"""Attributes whose address a browser asks for by itself, or sends a form to."""


def problems(answer: Any) -> list[str]:
    """Return what is not strict in an answer."""
    headers = answer.headers
    found = []
    if headers.get("Referrer-Policy") not in ("same-origin", "no-referrer"):
        found.append(f"Referrer-Policy: {headers.get('Referrer-Policy')}")
    if headers.get("X-Content-Type-Options") != "nosniff":
        found.append("no nosniff")
    if "no-store" not in headers.get("Cache-Control", "") and not _is_for_everybody(answer):
        found.append(f"Cache-Control: {headers.get('Cache-Control')}")
    found += [f"cookie {each.key}: {each.OutputString()}" for each in answer.cookies.values() if not _is_guarded(each)]
    if headers.get("Content-Type", "").startswith("text/html"):
        policy = dict(each.strip().partition(" ")[::2] for each in headers.get("Content-Security-Policy", "").split(";"))
        found += [f"policy: {policy}"] if policy != POLICY else []
        found += _in_the_page(marked.text_of(answer))
    return found


def _is_for_everybody(answer: Any) -> bool:
    """Whether an answer holds nothing of anybody and says so."""
    return str(answer.headers.get("Cache-Control", "")).startswith(("public", "no-cache"))


def _is_guarded(cookie: Any) -> bool:
    """Whether no other site can send a cookie along, and no script can read it that need not."""
    if not cookie.value:
        return True  # it is taken away
    return cookie["samesite"] in ("Lax", "Strict") and (bool(cookie["httponly"]) or "csrf" in cookie.key)


def _in_the_page(html: str) -> list[str]:
    page = marked.Page(html)
    found = []
    for tag, each in page.elements:
        found += [f"<{tag} {name}>" for name in each if name == "style" or name.startswith("on")]
        loads = LOADS | ({"href"} if tag in ("link", "use", "image", "base") else set())
        found += [f"<{tag} {name}={each[name]}>" for name in each if name in loads and not _is_ours(each[name])]
        found += [f"<{tag} href={each['href']}>" for _ in [0] if each.get("href", "").lower().startswith(("javascript:", "data:"))]
        if tag in ("style", "iframe", "object", "embed", "base"):
            found.append(f"<{tag}>")
        if tag == "script" and not each.get("src") and each.get("type") not in ("application/json", "application/ld+json"):
            found.append("a script in the page")
    if re.search(r"url\(\s*['\"]?(https?:)?//", html):
        found.append("a foreign url()")
    return found


def _is_ours(address: str) -> bool:
    parts = urlsplit(address.split()[0] if address.split() else "")
    return parts.scheme in ("", "http", "https", "data") and (parts.hostname or "") in OURS
