"""A visit in words: when it is, and how it stands."""

from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _


def when(starts_at: datetime | None) -> str:
    """Return a time as the clinic's clock shows it, with the name of its zone; "" for none."""
    if starts_at is None:
        return ""
    local = timezone.localtime(starts_at)
    words = {"day": formats.date_format(local, "l, F j, Y"), "time": formats.date_format(local, "g:i A"), "zone": zone_name(starts_at)}
    return _("%(day)s at %(time)s (%(zone)s)") % words


def zone_name(at: datetime) -> str:
    """Return what people call the clinic's time zone at that moment, such as EST."""
    return timezone.localtime(at).tzname() or "UTC"


def state(value: str) -> str:
    """Return how a visit stands, in words."""
    return {
        "requested": _("Waiting for the clinic"),
        "proposed": _("Time proposed"),
        "confirmed": _("Confirmed"),
        "declined": _("Declined"),
        "cancelled": _("Cancelled"),
        "done": _("Done"),
        "reminded": _("Reminder sent"),
    }.get(value, value)
