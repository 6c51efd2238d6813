"""The patients of a therapist, those who need them first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.care.access import Visitor
from stepwell.care.actions import audit, snoozes
from stepwell.care.errors import CannotWait
from stepwell.care.queries import accounts
from stepwell.care.queries import caseload as cases
from stepwell.care.queries.caseload import Patient
from stepwell.engine.letters import bare
from stepwell.engine.needs import Needed
from stepwell.knowledge import loader
from stepwell.web.shared import waiting
from stepwell.web.therapist import case_facts

A_PAGE, ALL_ON_ONE = 100, 500
MOST_LETTERS = 80
NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One person of the list, in words. ``facts``: ``case_facts.facts``. ``at``: which clinic, where the therapist works at several."""

    person: UUID
    address: str
    name: str
    needs: tuple[Needed, ...]
    can_put_off: tuple[Needed, ...]
    facts: SafeString
    at: str = ""


@sensitive_post_parameters("q")
@require_http_methods(["GET", "HEAD", "POST"])
def caseload(request: HttpRequest) -> HttpResponse:
    """Show everybody that this therapist looks after: who needs them, and why; then everybody else.

    A name that is looked for is posted: in an address it would be kept by the browser, and by the logs of whatever stands in front.
    """
    who, now = accounts.visitor(request.user), timezone.now()
    asked = request.POST.get("q", "").strip()[:MOST_LETTERS]
    as_of = waiting.of_therapist(request).as_of  # before the list is made: what comes in between is then told as new
    everybody = cases.caseload(who, now)
    waiting.note_list(request, sum(1 for each in everybody if each.needs), as_of)
    found = [each for each in everybody if bare(asked) in bare(each.name)] if asked else everybody  # patients.js does the same
    size = ALL_ON_ONE if asked or "all" in request.GET else A_PAGE
    page = Paginator(found, size).get_page(request.GET.get("page"))
    audit.note_all(who, [each.person for each in page.object_list], "read", "caseload", now=now, once_a_day=True)
    shown = rows(list(page.object_list), now, _clinics(who))
    context = {
        "needing": [row for row in shown if row.needs],
        "on_track": [row for row in shown if not row.needs],
        "needing_all": sum(1 for each in found if each.needs),
        "on_track_all": sum(1 for each in found if not each.needs),
        "total": len(everybody),
        "page": page,
        "asked": asked,
        "is_whole": not asked and page.paginator.num_pages == 1,
        "rules": loader.load().needs.values(),
        "here": "caseload",
    }
    return render(request, "therapist/caseload.html", context)


@require_POST
def put_off(request: HttpRequest, person: UUID) -> HttpResponse:
    """Put one reason off for some days, or take it up again. Not theirs and not there are the same."""
    who, now = accounts.visitor(request.user), timezone.now()
    if request.POST.get("again"):
        snoozes.take_up(who, person, request.POST["again"], now)
        return redirect("therapist:person", person)
    try:
        snoozes.put_off(who, person, request.POST.get("reason", ""), now)
    except CannotWait as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Put off. It comes back by itself, and sooner if something newer is told."))
    return redirect("therapist:caseload")


def put_off_words(patient: Patient, today: date) -> list[tuple[str, str]]:
    """Return the reasons that are put off now, each with words for it."""
    labels = loader.load().needs
    return [
        (reason, _("%(label)s: put off until %(day)s.") % {"label": labels[reason].label, "day": date_format(each.until, "F j")})
        for reason, each in patient.put_off.items()
        if reason in labels and today <= each.until
    ]


def _clinics(who: Visitor) -> dict[UUID, str]:
    """Return the names of a therapist's clinics where there are several: then each person's is named."""
    names = {work.clinic: work.clinic_name for work in who.work if work.role == "therapist"}
    return names if len(names) > 1 else {}


def rows(patients: list[Patient], now: datetime, clinics: Mapping[UUID, str] = MappingProxyType({})) -> list[Row]:
    """Return people of the list in words. clinics: names to tell them apart by."""
    today = timezone.localdate(now)
    pattern, in_short = reverse("therapist:person", args=[NOBODY]), case_facts.Facts(today)
    return [
        Row(
            person=each.person,
            address=pattern.replace(str(NOBODY), str(each.person)),
            name=each.name,
            needs=each.needs,
            can_put_off=tuple(need for need in each.needs if need.put_off_days),
            facts=in_short.of(each),
            at=clinics.get(each.clinic, ""),
        )
        for each in patients
    ]
