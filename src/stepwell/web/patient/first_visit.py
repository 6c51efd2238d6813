"""A first visit, asked for from one's own notes: at a clinic of this installation, or with a summary to print or to send oneself.

Safety comes first. Whatever goes along is shown before, word for word.
"""

from typing import Any
from uuid import UUID

import msgspec
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.care.access import SCOPES
from stepwell.care.actions import visit_requests
from stepwell.care.errors import CareError
from stepwell.care.queries import visits as queries
from stepwell.care.queries.visits import Place
from stepwell.care.sent_along import Summary, read, written
from stepwell.engine.decision import Referral
from stepwell.knowledge.schema import Tier
from stepwell.web.patient import first_visit_summary
from stepwell.web.patient.gate import needs_safety_first, plan_or_referral
from stepwell.web.shared import asking, danger_told, visit_mail, visit_notices
from stepwell.web.shared.calls import call_of, tel, with_number
from stepwell.web.shared.viewer import viewer
from stepwell.web.shared.visit_summary import as_text, asked_before

SUGGESTED = ("evaluation", "days", "measures")
"""What is ticked at first: all but one's own words."""


class OwnAskForm(asking.AskForm):
    """The form of somebody with notes of their own: what goes along, and to which clinic."""

    clinic = forms.ChoiceField(
        label=gettext_lazy("Which clinic?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a clinic."), "invalid_choice": gettext_lazy("Choose one of these.")},
    )
    part = forms.MultipleChoiceField(required=False, choices=[(part, part) for part in SCOPES])

    def __init__(self, *args: Any, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clinic"].choices = [(str(place.id), place.name) for place in places]  # type: ignore[attr-defined]
        if len(places) == 1:
            self.fields["clinic"].required = False
            self.fields["clinic"].initial = str(places[0].id)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def first_visit(request: HttpRequest) -> HttpResponse:
    """Ask for a visit, after the safety questions; these lead back here."""
    request.session["after_safety"] = f"first_visit {timezone.localdate()}"
    return _first_visit(request)


@require_safe
def first_visit_file(request: HttpRequest) -> HttpResponse:
    """Send the summary as a text file, with the parts that the address names."""
    person, today = viewer(request), timezone.localdate()
    text = as_text(first_visit_summary.made(person, _parts(request), today), person.given_name)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="summary-for-a-first-visit-{today}.txt"'
    return response


@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    """Show somebody's own visits, each with the page on which it can be moved or cancelled."""
    found = queries.of_person(viewer(request), timezone.now())
    return render(request, "patient/visits.html", {"visits": [(visit, visit_mail.path(visit)) for visit in found], "here": "help"})


@needs_safety_first
def _first_visit(request: HttpRequest) -> HttpResponse:
    request.session.pop("after_safety", None)
    places = queries.clinics_to_ask(viewer(request)) if settings.IS_CLINIC else []
    if not places:
        return _own_summary(request) if request.method != "POST" else redirect("patient:first_visit")
    match request.POST.get("step"):
        case "details":
            return _details(request, places)
        case "change" | "send":
            return _looked_over(request, places)
    return _form(request, places, _new_form(request, places))


def _own_summary(request: HttpRequest) -> HttpResponse:
    """Show the summary to print, to save, or to send oneself. Only the names of its parts stand in the address."""
    person, chosen = viewer(request), _parts(request)
    shown = {
        "name": person.given_name,
        "summary": first_visit_summary.made(person, chosen, timezone.localdate()),
        "parts": [(part, part.id in chosen) for part in first_visit_summary.parts()],
        "file": reverse("patient:first_visit_file") + "?" + urlencode({"part": chosen or ["none"]}, doseq=True),
        "mail": "mailto:?" + urlencode({"subject": _("Asking for a first visit")}).replace("+", "%20"),
        "here": "help",
    }
    return render(request, "patient/first_visit_paper.html", shown)


def _new_form(request: HttpRequest, places: list[Place], **initial: Any) -> OwnAskForm:
    known = {"name": getattr(request.user, "name", ""), "email": getattr(request.user, "email", ""), "part": list(SUGGESTED)}
    return OwnAskForm(places=places, initial=known | initial)


def _details(request: HttpRequest, places: list[Place]) -> HttpResponse:
    form = OwnAskForm(request.POST, places=places)
    if not form.is_valid():
        return _form(request, places, form)
    place = _place(places, form.cleaned_data["clinic"]) or places[0]
    summary = first_visit_summary.made(viewer(request), form.cleaned_data["part"], timezone.localdate())
    decision = plan_or_referral(request)
    if isinstance(decision, Referral) and decision.tier is Tier.WITHIN_DAYS:
        # Whoever reads the request must know that it should not wait for weeks, whatever else goes along.
        told = asked_before(with_number(decision.heading, call_of(viewer(request).country)))
        summary = msgspec.structs.replace(summary, soon=True, sections=(told, *summary.sections))
    letter = asking.letter(form, place.id, written(summary) if summary.sections else "")
    return _preview(request, place, letter, form.cleaned_data["part"])


def _looked_over(request: HttpRequest, places: list[Place]) -> HttpResponse:
    """Send the letter that was shown, as it was shown; or show the form again, filled with it."""
    place = _place(places, request.POST.get("clinic", ""))
    letter = asking.opened(request.POST.get("letter", ""), place.id) if place else None
    if place is None or letter is None:
        return redirect("patient:first_visit")
    parts = [part for part in request.POST.getlist("part") if part in SCOPES]
    if request.POST["step"] == "change":
        return _form(request, places, _new_form(request, places, clinic=str(place.id), part=parts, **asking.initial(letter)))
    is_new = queries.of_id(letter.asked.id) is None
    try:
        row = visit_requests.ask(clinic=place.id, asked=letter.asked, person=viewer(request), now=timezone.now())
    except CareError as error:
        return _preview(request, place, letter, parts, error=str(error))
    if is_new:
        visit_mail.received(queries.visit_of(row))
        visit_notices.asked(place.id)
    return redirect(visit_mail.path(queries.visit_of(row)))


def _form(request: HttpRequest, places: list[Place], form: OwnAskForm) -> HttpResponse:
    chosen = form.data.getlist("part") if form.is_bound else form.initial["part"]  # type: ignore[attr-defined]
    shown = {
        "form": form,
        "places": places,
        "parts": [(part, part.id in chosen) for part in first_visit_summary.parts()],
        "clinic_tel": tel(places[0].phone) if len(places) == 1 else "",
        "here": "help",
    }
    return render(request, "patient/first_visit.html", shown, status=422 if form.is_bound else 200)


def _preview(request: HttpRequest, place: Place, letter: asking.Letter, parts: list[str], *, error: str = "") -> HttpResponse:
    summary: Summary | None = read(letter.asked.shared)
    asked = letter.asked
    shown = danger_told.told(asked.reason, asked.preferred, country=viewer(request).country) | {
        "clinic": place,
        "clinic_tel": tel(place.phone),
        "asked": asked,
        "summary": summary,
        "letter": asking.sealed(letter),
        "parts": parts,
        "error": error,
        "here": "help",
    }
    return render(request, "patient/first_visit_preview.html", shown, status=429 if error else 200)


def _place(places: list[Place], written: str) -> Place | None:
    try:
        wanted = UUID(written)
    except ValueError:
        return None
    return next((place for place in places if place.id == wanted), None)


def _parts(request: HttpRequest) -> list[str]:
    """Return the parts that the address names; the suggested ones where it names none at all."""
    named = request.GET.getlist("part")
    return [part for part in SCOPES if part in named] if named else list(SUGGESTED)
