"""Forms that a device may keep and send later: the day they are about, and answers in JSON for the script that sends them."""

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from stepwell.care.errors import CareError
from stepwell.web.patient import saving

ON = "on"


def day(request: HttpRequest) -> date:
    """Return the day that a form is about: the one it was filled in on, where it says so, and never one to come."""
    today = timezone.localdate()
    try:
        return min(today, date.fromisoformat(request.POST.get(ON, "")))
    except ValueError:
        return today


def went_to(request: HttpRequest, name: str, *of: str) -> HttpResponse:
    """Return the way to the next page, as a redirect or as JSON for the script that sends what waited. ``of``: what the page is about."""
    return JsonResponse({"go": reverse(name, args=of)}) if is_by_script(request) else redirect(name, *of)


def refused(request: HttpRequest, form: forms.Form, problem: CareError | None) -> JsonResponse | None:
    """Return why the form was not taken, for the script; None where a page says it. ``problem``: why it could not be saved."""
    if not (is_by_script(request) and form.is_bound):
        return None
    if problem is not None:
        return not_saved(request, problem)
    wrong = [f"{_label(form, name)}{error}" for name, errors in form.errors.items() for error in errors]
    return JsonResponse({"problem": " ".join(wrong)}, status=422)


def not_saved(request: HttpRequest, problem: CareError) -> JsonResponse | None:
    """Return why something could not be saved, for the script; None where a page says it."""
    return JsonResponse({"problem": str(problem)}, status=saving.status_of(problem)) if is_by_script(request) else None


def _label(form: forms.Form, name: str) -> str:
    return f"{form[name].label}: " if name in form.fields else ""


def is_by_script(request: HttpRequest) -> bool:
    """Whether the script that sends what waited asks, not a page."""
    return request.headers.get("Accept") == "application/json"
