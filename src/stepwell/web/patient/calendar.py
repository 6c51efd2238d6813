"""The calendar that a phone subscribes to: whoever knows its secret address may read the times, and nothing else."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stepwell.care.queries import calendars
from stepwell.web.shared import calendar_file


@require_safe
def calendar(request: HttpRequest, address: str) -> HttpResponse:
    """Send the calendar at a secret address. One that is unknown, old or turned off answers as any missing page does."""
    now = timezone.now()
    feed = calendars.at(address, timezone.localdate(now))
    if feed is None:
        raise Http404
    site = request.build_absolute_uri("/")
    file = calendar_file.written(feed.reminders, person=feed.person, now=now, site=site, name=_name())
    response = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="stepwell.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


def _name() -> str:
    return _("Stepwell (made-up person)") if getattr(settings, "DEMO", False) else _("Stepwell")
