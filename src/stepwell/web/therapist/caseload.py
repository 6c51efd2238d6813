"""The patients of a therapist, those who need them first."""

from dataclasses import dataclass
from datetime import date, datetime
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
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from stepwell.care.actions import audit, snoozes
from stepwell.care.errors import CannotWait
from stepwell.care.queries import accounts
from stepwell.care.queries import caseload as cases
from stepwell.care.queries.caseload import Patient
from stepwell.engine.case import usual_band
from stepwell.engine.decision import FlareDay
from stepwell.engine.needs import Needed
from stepwell.engine.outcome import week_days_done
from stepwell.knowledge import loader
from stepwell.web.shared import sparkline

A_PAGE, ALL_ON_ONE = 100, 500
MOST_LETTERS = 80
NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One person of the list, in words. A part that is not shared is None."""

    person: UUID
    address: str
    name: str
    needs: tuple[Needed, ...]
    told: str | None
    leg: str | None
    line: SafeString
    sessions: int | None
    flare: str | None
    visit: str
    unread: int


@require_safe
def caseload(request: HttpRequest) -> HttpResponse:
    """Show everybody that this therapist looks after: who needs them, and why; then everybody else."""
    who, now = accounts.visitor(request.user), timezone.now()
    asked = request.GET.get("q", "").strip()[:MOST_LETTERS]
    everybody = cases.caseload(who, now)
    found = [each for each in everybody if asked.casefold() in each.name.casefold()] if asked else everybody
    size = ALL_ON_ONE if "all" in request.GET else A_PAGE
    page = Paginator(found, size).get_page(request.GET.get("page"))
    audit.note_all(who, [each.person for each in page.object_list], "read", "caseload", now=now, once_a_day=True)
    shown = rows(list(page.object_list), now)
    context = {
        "needing": [row for row in shown if row.needs],
        "on_track": [row for row in shown if not row.needs],
        "needing_all": sum(1 for each in found if each.needs),
        "on_track_all": sum(1 for each in found if not each.needs),
        "total": len(everybody),
        "page": page,
        "is_all": size == ALL_ON_ONE,
        "asked": asked,
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


def rows(patients: list[Patient], now: datetime) -> list[Row]:
    """Return people of the list in words."""
    today, knowledge = timezone.localdate(now), loader.load()
    pattern = reverse("therapist:person", args=[NOBODY])
    made = []
    for each in patients:
        sees = "days" in each.parts
        band = usual_band(each.case.pain, knowledge) if sees else None
        made.append(
            Row(
                person=each.person,
                address=pattern.replace(str(NOBODY), str(each.person)),
                name=each.name,
                needs=each.needs,
                told=told_words(each.case.told_on, today) if sees else None,
                leg=sparkline.in_words(each.case.pain.days, band, today) if sees else None,
                line=sparkline.drawn(each.case.pain.days, band, today),
                sessions=week_days_done(each.case.sessions, today) if sees else None,
                flare=flare_words(each.flare, today) if sees else None,
                visit=visit_words(each.next_visit),
                unread=each.unread,
            )
        )
    return made


def told_words(on: date | None, today: date) -> str:
    """Return when somebody last told anything."""
    if on is None:
        return _("nothing yet")
    days = (today - on).days
    if days <= 0:
        return _("today")
    return _("yesterday") if days == 1 else ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}


def flare_words(day: FlareDay | None, today: date) -> str:
    """Return where in a flare-up somebody is; "" where there is none."""
    if day is None:
        return ""
    if today <= day.easy_until and not day.is_over:
        return _("flare-up, day %(n)d") % {"n": (today - (day.episode_on or day.started_on)).days + 1}
    return _("building back until %(day)s") % {"day": date_format(day.full_on, "M j")}


def visit_words(at: datetime | None) -> str:
    """Return when the next visit begins; "" where none is arranged."""
    return date_format(timezone.localtime(at), "D, M j, g:i A") if at else ""
