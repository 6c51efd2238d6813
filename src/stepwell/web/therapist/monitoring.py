"""Facts for remote monitoring: shown, noted and taken as a file. What they are worth to a payer is not said here."""

import csv
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.care.actions import audit
from stepwell.care.actions import monitoring as noting
from stepwell.care.actions.monitoring import ACTIVITY_MOST, MINUTES_MOST, OUTCOME_MOST
from stepwell.care.errors import CareError, NotThere
from stepwell.care.queries import accounts
from stepwell.care.queries import monitoring as counted
from stepwell.care.queries.monitoring import Monitoring

CHANNELS = {"phone": gettext_lazy("Telephone"), "video": gettext_lazy("Video"), "in_person": gettext_lazy("In the room")}
AGO_MOST = timedelta(days=366)
"""What is noted for a day before that is a slip of the keys (design)."""
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Entry(forms.Form):
    """A day and minutes."""

    on = forms.DateField(
        label=gettext_lazy("Day"),
        error_messages={"required": gettext_lazy("Write the day."), "invalid": gettext_lazy("Write the day as year-month-day.")},
        widget=forms.DateInput(attrs={"type": "date", "class": "input-date"}),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        min_value=1,
        max_value=MINUTES_MOST,
        error_messages={
            "required": gettext_lazy("Write the minutes."),
            "invalid": gettext_lazy("Write the minutes as a whole number."),
            "min_value": gettext_lazy("Write at least one minute."),
            "max_value": gettext_lazy("That is more than eight hours. Look at the number again."),
        },
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_on(self) -> date:
        """Refuse a day so long ago that it is a slip; one that has not come is refused when it is saved."""
        on: date = self.cleaned_data["on"]
        if on < timezone.localdate() - AGO_MOST:
            raise forms.ValidationError(_("That is more than a year ago. Look at the year again."))
        return on


class MinutesForm(_Entry):
    """Minutes spent on the record, and on what."""

    activity = forms.CharField(
        label=gettext_lazy("What was done"),
        max_length=ACTIVITY_MOST,
        error_messages={"required": gettext_lazy("Write in a few words what was done.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ContactForm(_Entry):
    """A talk with the person."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=[*CHANNELS.items()],
        error_messages={"required": gettext_lazy("Choose how you talked."), "invalid_choice": gettext_lazy("Choose one of the three.")},
    )
    outcome = forms.CharField(
        label=gettext_lazy("What came of it (may stay empty)"),
        max_length=OUTCOME_MOST,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@require_http_methods(["GET", "POST"])
def monitoring(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show the counts; a post notes minutes or a talk."""
    who, now = accounts.visitor(request.user), timezone.now()
    today, is_talk = timezone.localdate(now), request.POST.get("what") == "contact"
    found = counted.monitoring(who, person, today)
    sent = request.POST if request.method == "POST" else None
    first = {"on": today.isoformat()}
    minutes_form = MinutesForm(sent if not is_talk else None, initial=first, prefix="minutes")
    contact_form = ContactForm(sent if is_talk else None, initial=first, prefix="contact")
    form: _Entry = contact_form if is_talk else minutes_form
    if form.is_valid():
        note = noting.note_contact if is_talk else noting.note_minutes
        try:
            note(who, person, now=now, **form.cleaned_data)
        except NotThere:
            raise
        except CareError as error:
            form.add_error("on", str(error))
        else:
            messages.success(request, _("Noted."))
            return redirect("therapist:monitoring", person)
    audit.note(who, person, "read", "monitoring", clinic=found.clinic, now=now)
    context: dict[str, Any] = {
        "found": found,
        "rows": [{"is": entry, "channel": CHANNELS.get(entry.channel, "")} for entry in found.entries],
        "forms": (("minutes", _("Note minutes"), minutes_form), ("contact", _("Note a talk"), contact_form)),
        "person": person,
        "here": "caseload",
    }
    return render(request, "therapist/monitoring.html", context, status=422 if form.is_bound else 200)


@require_safe
def monitoring_file(request: HttpRequest, person: UUID) -> HttpResponse:
    """Send everything that was counted as a CSV file: one row for each day with data, each note and each sum."""
    who, now = accounts.visitor(request.user), timezone.now()
    found = counted.monitoring(who, person, timezone.localdate(now))
    audit.note(who, person, "export", "monitoring", clinic=found.clinic, now=now)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="monitoring.csv"'
    writer = csv.writer(response)
    writer.writerow(("what", "from", "to", "count", "minutes", "channel", "by", "words"))
    for row in _rows(found):
        writer.writerow([_plain(str(cell)) for cell in row])
    return response


def _rows(found: Monitoring) -> list[tuple[object, ...]]:
    """Return the rows of the file; the words of its first column stay the same in every language."""
    return [
        *(("data_day", day, day, 1, "", "", "", "") for day in found.days),
        *(("data_days_in_30", each.first, each.last, each.days, "", "", "", "" if each.is_over else "goes on") for each in found.periods),
        *(("month_review", each.first, "", "", each.minutes, "", "", "") for each in found.months),
        *(("month_live_contacts", each.first, "", each.contacts, each.contact_minutes, "", "", "") for each in found.months),
        *(
            ("live_contact" if each.channel else "review", each.on, each.on, "", each.minutes, each.channel, each.by, each.words)
            for each in found.entries
        ),
    ]


def _plain(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else cell
