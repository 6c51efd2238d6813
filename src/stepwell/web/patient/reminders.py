"""Reminders: a calendar that a phone subscribes to, its times, its quiet hours and its secret address."""

from datetime import time
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.care.actions import calendars as calendar_actions
from stepwell.care.errors import CareError
from stepwell.care.queries import calendars
from stepwell.engine.reminding import Times
from stepwell.web.shared.viewer import viewer

SUGGESTED = Times(session_at=time(18), check_in_at=time(9), quiet_from=time(21), quiet_to=time(8))
"""What the form is filled with before anything was chosen."""
_WRONG_TIME = {"invalid": gettext_lazy("Write a time such as 18:30.")}


class _Clock(forms.TimeField):
    """A time of day, to the minute, that may be left empty."""

    def __init__(self, label: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        super().__init__(label=label, required=False, input_formats=["%H:%M", "%H:%M:%S"], error_messages=_WRONG_TIME, widget=widget)


class RemindersForm(forms.Form):
    """What to be reminded of, and when not to hear of it."""

    session_at = _Clock(gettext_lazy("Your session"))
    check_in_at = _Clock(gettext_lazy("Your check-in"))
    with_measures = forms.BooleanField(required=False, label=gettext_lazy("Mark the days with a few questions"))
    quiet_from = _Clock(gettext_lazy("Quiet from"))
    quiet_to = _Clock(gettext_lazy("Quiet until"))

    def clean(self) -> dict[str, Any]:
        """Ask for something to be reminded of, and for quiet hours with both ends."""
        told: dict[str, Any] = {name: self.cleaned_data.get(name) for name in self.fields}
        if self.errors:
            return told
        if not Times(**told).remind:
            self.add_error("session_at", _("Choose at least one thing to be reminded of."))
        if (told["quiet_from"] is None) != (told["quiet_to"] is None):
            self.add_error("quiet_to", _("Fill in both times, or leave both empty."))
        elif told["quiet_from"] is not None and told["quiet_from"] == told["quiet_to"]:
            self.add_error("quiet_to", _("Choose two different times, or leave both empty."))
        return told


@require_http_methods(["GET", "POST"])
def reminders(request: HttpRequest) -> HttpResponse:
    """Show the calendar and its times; turn it on or change it."""
    own = calendars.of(viewer(request))
    times = own.times if own else SUGGESTED
    form = RemindersForm(request.POST if request.method == "POST" else None, initial=_shown(times))
    if form.is_valid():
        return _done(request, form) or _page(request, form, own)
    return _page(request, form, own)


@require_POST
def reminders_moved(request: HttpRequest) -> HttpResponse:
    """Make a new secret address; the old one opens nothing any more."""
    calendar_actions.move(person=viewer(request))
    messages.success(request, _("There is a new address. The old one no longer works: take it off your phone and add the new one."))
    return redirect("patient:reminders")


@require_POST
def reminders_off(request: HttpRequest) -> HttpResponse:
    """Turn the calendar off and forget its address."""
    calendar_actions.turn_off(person=viewer(request))
    messages.success(request, _("Reminders are off. You can take the calendar off your phone now."))
    return redirect("patient:reminders")


def _done(request: HttpRequest, form: RemindersForm) -> HttpResponse | None:
    """Keep what was chosen; None, with the reason in the form, when it could not be kept."""
    try:
        calendar_actions.keep(person=viewer(request), times=Times(**form.cleaned_data))
    except CareError as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, _("Saved. Phones take it up when they next look, within a few hours."))
    return redirect("patient:reminders")


def _page(request: HttpRequest, form: RemindersForm, own: calendars.OwnCalendar | None) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "here": "settings", "is_on": own is not None}
    if own is not None:
        address = request.build_absolute_uri(reverse("patient:calendar", args=[own.address]))
        context |= {"address": address, "subscribe": urlsplit(address)._replace(scheme="webcal").geturl(), "silent": _silent(own.times)}
    return render(request, "patient/reminders.html", context, status=422 if form.is_bound else 200)


def _shown(times: Times) -> dict[str, Any]:
    return {field: getattr(times, field) for field in Times.__struct_fields__}


def _silent(times: Times) -> bool:
    """Whether a chosen time lies within the quiet hours."""
    return any(at is not None and times.is_quiet(at) for at in (times.session_at, times.check_in_at))
