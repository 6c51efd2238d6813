"""Who has looked at a person's record or changed it, in plain words, by day."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stepwell.care.actions import audit as entries
from stepwell.care.queries import audit
from stepwell.care.queries.audit import Looked
from stepwell.web.patient import who_looked_words as words
from stepwell.web.shared.viewer import viewer


@require_safe
def who_looked(request: HttpRequest) -> HttpResponse:
    """Show the newest entries, and the way to older ones."""
    before = request.GET.get("before", "")
    page = audit.looked(viewer(request), int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None)
    context: dict[str, Any] = {
        "days": [(day, _by_whom(doings)) for day, doings in page.days],
        "older": page.older,
        "is_whole": entries.verify(viewer(request)).whole,
        "here": "settings",
    }
    return render(request, "patient/who_looked.html", context)


def _by_whom(doings: Iterable[Looked]) -> list[dict[str, Any]]:
    """Return what was done on one day under whoever did it, the latest first."""
    doers: dict[tuple[str, str, bool], list[dict[str, Any]]] = {}
    for each in doings:
        line = {"did": words.did(each), "last": each.last, "times": each.times}
        doers.setdefault((each.who, each.clinic, each.is_self), []).append(line)
    return [
        {"who": _("You") if is_self else who or _("Stepwell itself"), "clinic": clinic, "lines": lines}
        for (who, clinic, is_self), lines in doers.items()
    ]
