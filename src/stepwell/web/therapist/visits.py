"""Visits: requests to answer, what is proposed and what is coming; one visit with all that was sent; the therapist's own calendar."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.care import visit_states
from stepwell.care.access import Visitor
from stepwell.care.actions import audit, work_calendars
from stepwell.care.actions import visits as acts
from stepwell.care.alarming import alarming
from stepwell.care.errors import CareError, NotYours, TimePassed, TimeTaken, TimeTooFar
from stepwell.care.queries import accounts, shared
from stepwell.care.queries import visits as queries
from stepwell.care.queries.visits import Visit
from stepwell.care.sent_along import asked_with, read
from stepwell.web.shared import mail_way, visit_mail, visit_words


class _Instant(forms.DateTimeField):
    """A date and time by the clinic's clock."""

    def to_python(self, value: Any) -> Any:
        """Return the instant; say so where the clocks change."""
        try:
            return super().to_python(value)
        except ValidationError as error:
            if getattr(error, "code", "") == "ambiguous_timezone":
                raise ValidationError(_("The clocks change then: that hour is missing, or comes twice. Choose another.")) from None
            raise


class TimeForm(forms.Form):
    """When the visit is, and how long."""

    starts_at = _Instant(
        label=gettext_lazy("Day and time"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={
            "required": gettext_lazy("Choose a day and a time."),
            "invalid": gettext_lazy("Write it as 2026-03-02 10:30."),
        },
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("Minutes"),
        coerce=int,
        choices=[(number, str(number)) for number in acts.MINUTES],
        error_messages={"required": gettext_lazy("Choose how long."), "invalid_choice": gettext_lazy("Choose how long.")},
    )


class EndForm(forms.Form):
    """Words for whoever asked."""

    words = forms.CharField(
        required=False,
        max_length=acts.WORDS_MOST,
        label=gettext_lazy("Words for them"),
        help_text=gettext_lazy("They read it behind their own link; it is not in the mail."),
        error_messages={"max_length": gettext_lazy("Keep this to 500 letters at most.")},
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": acts.WORDS_MOST}),
    )

    def __init__(self, *args: Any, needs_words: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = needs_words
        self.fields["words"].error_messages["required"] = _("Say in a few words why, and where else they could turn.")


@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    """Show every visit of this therapist, and the requests that are nobody's yet."""
    who, now = accounts.visitor(request.user), timezone.now()
    found = queries.open_to(who, now)
    audit.note_all(who, [each.person for each in found if each.person is not None], "read", "visits", now=now, once_a_day=True)
    address = queries.work_calendar_address(who)
    feed = request.build_absolute_uri(reverse("public:work_calendar", args=[address])) if address else ""
    shown = {
        "waiting": sorted(
            (visit for visit in found if visit.state == "requested"),
            key=lambda visit: (not _danger(visit), not _is_soon(visit), visit.created_at),
        ),
        "soon": {visit.id for visit in found if _is_soon(visit)},
        "alarming": {visit.id for visit in found if visit.is_open and _danger(visit)},
        "proposed": [visit for visit in found if visit.state == "proposed"],
        "coming": [visit for visit in found if visit.state == "confirmed" and not _is_past(visit)],
        "begun": [visit for visit in found if visit.state == "confirmed" and _is_past(visit)],
        "over": [visit for visit in found if not visit.is_open],
        "feed": feed,
        "subscribe": urlsplit(feed)._replace(scheme="webcal").geturl() if feed else "",
        "here": "visits",
    }
    return render(request, "therapist/visits.html", shown)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def visit(request: HttpRequest, appointment: UUID) -> HttpResponse:
    """Show one visit with all that was sent, and do what is asked."""
    who = accounts.visitor(request.user)
    found = queries.one(who, appointment)
    if found is None:
        raise Http404
    do = request.POST.get("do", "")
    time_form = TimeForm(request.POST if do in ("confirm", "propose") else None, initial=_initial(found))
    end_form = EndForm(request.POST if do in ("decline", "cancel") else None, needs_words=do == "decline")
    if do not in ("confirm", "propose", "decline", "cancel", "done") or not _fits(time_form, end_form):
        return _page(request, who, found, time_form, end_form)
    try:
        row = _done(request, who, appointment, time_form, end_form)
    except NotYours:
        raise Http404 from None
    except (TimeTaken, TimePassed, TimeTooFar) as error:
        time_form.add_error("starts_at", str(error))
        return _page(request, who, found, time_form, end_form)
    except CareError as error:
        messages.error(request, str(error))
        return redirect("therapist:visit", appointment)
    if row is not None:
        _tell(request, queries.visit_of(row))
    return redirect("therapist:visit", appointment)


@require_POST
def calendar(request: HttpRequest) -> HttpResponse:
    """Turn the therapist's own calendar on, move it to a new address, or turn it off."""
    who = accounts.visitor(request.user)
    if request.POST.get("do") == "off":
        work_calendars.turn_off(who=who)
        messages.success(request, _("The calendar is off. Its address opens nothing any more."))
    else:
        work_calendars.turn_on(who=who)
        messages.success(request, _("The calendar has a new address. An older one opens nothing any more."))
    return redirect("therapist:visits")


def _done(request: HttpRequest, who: Visitor, appointment: UUID, time_form: TimeForm, end_form: EndForm) -> Any:
    raw, now = request.POST.get("seen", ""), timezone.now()
    seen = int(raw) if raw.isascii() and raw.isdigit() else -1
    do = request.POST["do"]
    if do in ("confirm", "propose"):
        chosen = time_form.cleaned_data
        return acts.set_time(who=who, visit=appointment, is_agreed=do == "confirm", seen=seen, now=now, **chosen)
    state = {"decline": "declined", "cancel": "cancelled", "done": "done"}[do]
    words = end_form.cleaned_data["words"] if end_form.is_bound else ""
    return acts.end(who=who, visit=appointment, state=state, words=words, seen=seen, now=now)


def _tell(request: HttpRequest, changed: Visit) -> None:
    """Mail whoever asked, and say to the therapist whether that went out."""
    if changed.state == "done":
        messages.success(request, _("Marked as done."))
    elif visit_mail.changed(changed):
        if mail_way.goes_out():
            messages.success(request, _("Saved. A mail with a link is on its way to %(email)s.") % {"email": changed.email})
        else:
            messages.error(
                request, _("Saved. No mail server is set up, so nothing was sent to %(email)s. Please call.") % {"email": changed.email}
            )
    elif changed.email:
        messages.error(request, _("Saved, but the mail could not be sent. Please call, or check the mail server."))
    else:
        messages.warning(request, _("Saved. They gave no email address, so please call: %(phone)s") % {"phone": changed.phone})


def _page(request: HttpRequest, who: Visitor, found: Visit, time_form: TimeForm, end_form: EndForm) -> HttpResponse:
    if found.person is not None:
        audit.note(who, found.person, "read", "visit", clinic=found.clinic.id)
    is_bound = time_form.is_bound or end_form.is_bound
    shown = {
        "visit": found,
        "when": visit_words.when(found.starts_at),
        "zone": visit_words.zone_name(timezone.now()),
        "summary": read(found.shared),
        "danger": _danger(found),
        "can": visit_states.choices(found.state, "clinic"),
        "has_begun": _is_past(found),
        "record": found.person if found.person is not None and shared.opened(who, found.person) is not None else None,
        "time_form": time_form,
        "end_form": end_form,
        "wrong": time_form if time_form.is_bound else end_form,
        "here": "visits",
    }
    return render(request, "therapist/visit.html", shown, status=422 if is_bound else 200)


def _fits(*forms: forms.Form) -> bool:
    return all(form.is_valid() for form in forms if form.is_bound)


def _initial(found: Visit) -> dict[str, Any]:
    return {"starts_at": found.starts_at, "minutes": found.minutes}


def _is_soon(found: Visit) -> bool:
    """Whether the safety questions said that somebody should be seen within days."""
    summary = read(found.shared)
    return summary is not None and summary.soon


def _danger(found: Visit) -> list[str]:
    """Return what the words of whoever asked may be about, the most urgent first."""
    return list(alarming(asked_with(found.reason, found.preferred, found.shared)))


def _is_past(found: Visit) -> bool:
    return found.starts_at is not None and found.starts_at <= timezone.now()
