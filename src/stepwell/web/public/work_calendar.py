"""The calendar of a therapist, for whoever knows its secret address: times and initials, and nothing else."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stepwell.care.queries import visits
from stepwell.web.shared import visit_calendar


@require_safe
def work_calendar(request: HttpRequest, address: str) -> HttpResponse:
    """Send the calendar. An address that is unknown, old or turned off answers as any missing page does."""
    now = timezone.now()
    found = visits.work_calendar(address, now)
    if found is None:
        raise Http404
    site = request.build_absolute_uri(reverse("therapist:visits"))
    entries = [visit_calendar.for_therapist(visit, site) for visit in found if visit.starts_at is not None]
    return visit_calendar.response(entries, now, "visits.ics", _("Visits"))
