"""A person of the list in short: when they last told anything, leg pain, sessions, flare-up and next visit.

It stands once for each of some hundreds of people on a page, so it is put together here: as a template it took most of the page's time.
"""

from datetime import date, datetime

from django.utils import dateformat, timezone
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stepwell.care.queries.caseload import Patient
from stepwell.engine.case import usual_band
from stepwell.engine.decision import FlareDay
from stepwell.engine.outcome import week_days_done
from stepwell.knowledge import loader
from stepwell.web.shared import sparkline


class Facts:
    """The words for people of one list, on one day: what they have in common is translated once."""

    def __init__(self, today: date) -> None:
        self.today, self.knowledge = today, loader.load()
        names = (_("Last told"), _("Leg pain on waking"), _("Sessions"), _("Flare-up"), _("Next visit"))
        self._names = tuple(escape(name) for name in names)
        self._not_shared, self._of_7 = _("not shared"), _("%(n)d of 7 days")
        self._told: dict[date | None, str] = {}
        self._flares: dict[FlareDay, str] = {}

    def of(self, patient: Patient) -> SafeString:
        """Return a person in short, as a list of terms for a page."""
        if "days" not in patient.parts:
            told = leg = sessions = flare = escape(self._not_shared)
        else:
            case = patient.case
            band = usual_band(case.pain, self.knowledge)
            words = sparkline.in_words(case.pain.days, band, self.today)
            leg = mark_safe(sparkline.drawn(case.pain.days, band, self.today) + escape(words))
            told = escape(self._told_on(case.told_on))
            sessions = escape(self._of_7 % {"n": week_days_done(case.sessions, self.today)})
            flare = escape(self._flare(patient.flare) or "–")
        values = (told, leg, sessions, flare, escape(visit_words(patient.next_visit) or "–"))
        inside = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in zip(self._names, values, strict=True))
        # Every part of it is escaped above, or drawn by us.
        return mark_safe(f'<dl class="case-facts">{inside}</dl>')

    def _flare(self, day: FlareDay | None) -> str:
        if day is None:
            return ""
        if day not in self._flares:
            self._flares[day] = flare_words(day, self.today)
        return self._flares[day]

    def _told_on(self, on: date | None) -> str:
        if on not in self._told:
            self._told[on] = told_words(on, self.today)
        return self._told[on]


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
    return dateformat.format(timezone.localtime(at), "D, M j, g:i A") if at else ""
