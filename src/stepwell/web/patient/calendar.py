"""The calendar that a phone subscribes to: whoever knows its secret address may read the times, and nothing else."""

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stepwell.care.queries import calendars, visits
from stepwell.web.shared import calendar_file, visit_calendar
from stepwell.web.shared.visit_calendar import Entry


@require_safe
def calendar(request: HttpRequest, address: str) -> HttpResponse:
    """Send the calendar at a secret address. One that is unknown, old or turned off answers as any missing page does."""
    now = timezone.now()
    feed = calendars.at(address, timezone.localdate(now))
    if feed is None:
        raise Http404
    site = request.build_absolute_uri("/")
    file = calendar_file.written(feed.reminders, person=feed.person, now=now, site=site, name=_name(), visits=_visits(feed, now, site))
    response = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="stepwell.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


def _visits(feed: calendars.Feed, now: datetime, site: str) -> list[Entry]:
    """Return the person's visits that have a time; a personal installation has none."""
    found = visits.of_person(feed.person, now) if settings.IS_CLINIC else []
    return [visit_calendar.for_own_feed(visit, site) for visit in found if visit.starts_at is not None]


def _name() -> str:
    return _("Stepwell (made-up person)") if getattr(settings, "DEMO", False) else _("Stepwell")
