"""The page behind the link of whoever asked for a visit: how it stands; agree, move, cancel; and its calendar file."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.care import visit_states
from stepwell.care.actions import visit_requests
from stepwell.care.errors import CareError
from stepwell.care.queries import visits
from stepwell.care.queries.visits import Visit
from stepwell.care.sent_along import read
from stepwell.web.shared import visit_calendar, visit_notices, visit_words
from stepwell.web.shared.calls import tel


class MoveForm(forms.Form):
    """Which other times suit."""

    preferred = forms.CharField(
        max_length=500,
        label=gettext_lazy("Which times suit you instead?"),
        error_messages={
            "required": gettext_lazy("Write at least one time that suits you."),
            "max_length": gettext_lazy("Keep this to 500 letters at most."),
        },
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
    )


@sensitive_variables("secret")
@require_http_methods(["GET", "POST"])
def visit(request: HttpRequest, secret: str) -> HttpResponse:
    """Show a visit to whoever has its link, and do what they ask."""
    found = visits.behind(secret, timezone.now())
    if found is None:
        return render(request, "public/visit_over.html", status=410)
    form = MoveForm(request.POST if request.POST.get("do") == "move" else None)
    if request.method == "GET" or (form.is_bound and not form.is_valid()):
        return _page(request, secret, found, form)
    try:
        _done(request, secret, form)
    except CareError as error:
        return _page(request, secret, visits.behind(secret, timezone.now()) or found, MoveForm(), error=str(error))
    return redirect("public:visit", secret)


@sensitive_variables("secret")
@require_safe
def visit_file(request: HttpRequest, secret: str) -> HttpResponse:
    """Send a visit that has a time as a calendar file."""
    now = timezone.now()
    found = visits.behind(secret, now)
    if found is None or found.starts_at is None:
        raise Http404
    entry = visit_calendar.for_whoever_asked(found, request.build_absolute_uri(request.path.removesuffix("visit.ics")))
    return visit_calendar.response([entry], now, "visit.ics", found.clinic.name)


def _done(request: HttpRequest, secret: str, form: MoveForm) -> None:
    now = timezone.now()
    raw = request.POST.get("seen", "")
    seen = int(raw) if raw.isascii() and raw.isdigit() else -1
    match request.POST.get("do"):
        case "accept":
            visit_requests.accept(secret=secret, seen=seen, now=now)
        case "move":
            moved = visit_requests.move(secret=secret, preferred=form.cleaned_data["preferred"], seen=seen, now=now)
            visit_notices.asked(moved.clinic_id)
        case "cancel":
            visit_requests.cancel(secret=secret, seen=seen, now=now)


def _page(request: HttpRequest, secret: str, found: Visit, form: MoveForm, *, error: str = "") -> HttpResponse:
    is_past = found.starts_at is not None and found.starts_at <= timezone.now()
    shown: dict[str, Any] = {
        "visit": found,
        "secret": secret,
        "clinic": found.clinic,
        "clinic_tel": tel(found.clinic.phone),
        "when": visit_words.when(found.starts_at),
        "can": visit_states.choices(found.state, "asker") if not is_past or found.state == "requested" else (),
        "is_past": is_past,
        "said": next((step.words for step in reversed(found.history) if step.by == "clinic" and step.state == found.state), ""),
        "summary": read(found.shared),
        "form": form,
        "error": error,
    }
    return render(request, "public/visit.html", shown, status=409 if error else 422 if form.is_bound else 200)
