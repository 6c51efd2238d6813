"""Danger that is told in somebody's own words, wherever they write them: whom to call, shown before anything else.

It looks for words and understands nothing (``engine.danger_words``); what was written is kept or sent all the same.
"""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from stepwell.engine import danger_words
from stepwell.knowledge import loader
from stepwell.knowledge.schema import DangerWords, Tier
from stepwell.web.shared.calls import call_of
from stepwell.web.shared.viewer import viewer


def told(*texts: str, country: str = "") -> dict[str, Any]:
    """Return what a page shows about words that may mean danger, the most urgent first; empty where there are none."""
    found = danger_words.found("\n".join(texts), loader.load())
    return about(found, country) | {"dangers": [(each["says"], each["text"]) for each in shown(found)]} if found else {}


def about(found: tuple[DangerWords, ...], country: str) -> dict[str, Any]:
    """Return how urgent words are, and the numbers of a country."""
    return {
        "is_now": found[0].tier is Tier.EMERGENCY_NOW,
        "is_crisis": any(each.id == "self_harm" for each in found),
        "call": call_of(country),
    }


def shown(found: Iterable[DangerWords]) -> list[dict[str, str]]:
    """Return each kind of danger in its words."""
    flags = loader.load().red_flags
    return [{"id": each.id, "says": each.says, "text": flags[each.flag].text} for each in found]


def first(request: HttpRequest, written: str, then: str) -> HttpResponse:
    """Go on to an address after something was kept; where its words may mean danger, whom to call comes first."""
    danger = told(written, country=viewer(request).country)
    if not danger:
        return redirect(then)
    return render(request, "patient/danger_told.html", danger | {"then": then, "here": "help"})
