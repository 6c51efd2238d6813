"""Treatments of one person: what was done at visits, and a form for today's, with what the person's answers say against each."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stepwell.care.actions import audit
from stepwell.care.actions import treatments as recording
from stepwell.care.errors import CareError, NotThere
from stepwell.care.queries import accounts
from stepwell.care.queries import desk as desks
from stepwell.engine.log import Treatment
from stepwell.engine.treating import is_paused, treatment_warnings
from stepwell.knowledge import loader
from stepwell.knowledge.schema import TreatmentKind
from stepwell.web.shared import treatment_words
from stepwell.web.therapist.said import to_what_is_said

RESPONSES = ("better", "same", "worse")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One kind of treatment on the form, with what was filled in.

    is_unanswered: an answer that decides about a warning is missing.
    """

    kind: TreatmentKind
    level: str
    warnings: list[dict[str, Any]]
    is_unanswered: bool
    is_chosen: bool
    minutes: str
    response: str
    why: str
    words: str


@require_http_methods(["GET", "HEAD", "POST"])
def treatments(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show what was done, and take down what was done at a visit."""
    who, now = accounts.visitor(request.user), timezone.now()
    try:
        visits = desks.visits(who, person)
    except NotThere:
        raise Http404 from None
    audit.note(who, person, "read", "treatments", clinic=visits.clinic, now=now)
    problem = ""
    if request.method == "POST":
        try:
            recording.record(who=who, person=person, treatments=_filled(request.POST), now=now)
        except (_Wrong, CareError) as wrong:
            problem = str(wrong)
        else:
            messages.success(request, _("Saved. %(name)s can read what was done, and why.") % {"name": visits.name})
            return to_what_is_said("therapist:treatments", person)
    return render(request, "therapist/treatments.html", _shown(visits, request.POST, problem), status=422 if problem else 200)


class _Wrong(ValueError):
    """Something is missing or impossible; in words."""


def _filled(posted: QueryDict) -> list[Treatment]:
    chosen = [kind for kind in loader.load().treatments if posted.get(f"did-{kind}")]
    if not chosen:
        raise _Wrong(_("Choose what was done."))
    on, key = _day(posted.get("on", "")), _key(posted.get("key", ""))
    return [
        Treatment(
            id=f"{key}-{kind}",
            on=on,
            treatment=kind,  # type: ignore[arg-type]
            minutes=_minutes(posted.get(f"minutes-{kind}", "")),
            response=response if (response := posted.get(f"response-{kind}", "")) in RESPONSES else None,  # type: ignore[arg-type]
            why=" ".join(posted.get(f"why-{kind}", "").split())[:500],
            words=posted.get(f"words-{kind}", "").strip()[:2000],
        )
        for kind in chosen
    ]


def _day(written: str) -> date:
    try:
        found = date.fromisoformat(written)
    except ValueError:
        raise _Wrong(_("Write the day of the visit as year-month-day, such as 2026-03-01.")) from None
    ago = (timezone.localdate() - found).days
    if not 0 <= ago <= recording.WITHIN_DAYS:
        raise _Wrong(_("The day of the visit has to be today, or in the year before."))
    return found


def _key(written: str) -> str:
    try:
        return str(UUID(written))
    except ValueError:
        raise _Wrong(_("This page is too old. Open it again.")) from None


def _minutes(written: str) -> int | None:
    if not written.strip():
        return None
    if not (written.strip().isascii() and written.strip().isdigit()) or not 1 <= int(written) <= 240:
        raise _Wrong(_("Write the minutes as a whole number from 1 to 240."))
    return int(written)


def _shown(visits: desks.Visits, posted: QueryDict, problem: str) -> dict[str, Any]:
    return {
        "visits": visits,
        "done": [treatment_words.shown(each.fact, each.name) for each in visits.treatments if isinstance(each.fact, Treatment)],
        "rows": [_row(kind, visits, posted) for kind in loader.load().treatments.values()],
        "is_paused": visits.sees_answers and is_paused(visits.known),
        "responses": [(value, treatment_words.response(value)) for value in RESPONSES],
        "on": posted.get("on") or timezone.localdate().isoformat(),
        "today": timezone.localdate().isoformat(),
        "key": posted.get("key") or str(uuid4()),
        "problem": problem,
        "here": "caseload",
    }


def _row(kind: TreatmentKind, visits: desks.Visits, posted: QueryDict) -> Row:
    found = treatment_warnings(kind.id, visits.known, loader.load())
    told = [
        {
            "severity": one.severity.value,
            "text": one.text if visits.sees_answers else _("Something the person does not share with you speaks against it. Ask."),
        }
        for one in found
        if one.is_known
    ]
    return Row(
        kind=kind,
        level=treatment_words.level_for_therapist(kind.level),
        warnings=told if visits.sees_answers else told[:1],
        is_unanswered=any(not one.is_known for one in found),
        is_chosen=bool(posted.get(f"did-{kind.id}")),
        minutes=posted.get(f"minutes-{kind.id}", ""),
        response=posted.get(f"response-{kind.id}", ""),
        why=posted.get(f"why-{kind.id}", ""),
        words=posted.get(f"words-{kind.id}", ""),
    )
