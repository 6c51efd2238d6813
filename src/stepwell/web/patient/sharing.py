"""What a person shares with their clinic: seen, changed and stopped on one page."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.care.access import SCOPES
from stepwell.care.actions import sharing as actions
from stepwell.care.errors import CareError
from stepwell.care.queries import accounts
from stepwell.care.queries import sharing as queries
from stepwell.web.patient import fields
from stepwell.web.shared import scopes
from stepwell.web.shared.viewer import viewer


class SharingForm(forms.Form):
    """Any of the parts."""

    parts = forms.MultipleChoiceField(
        required=False,
        choices=[(part, part) for part in SCOPES],
        error_messages={"invalid_choice": gettext_lazy("Choose from the parts on this page.")},
    )


class LeaveForm(forms.Form):
    """The one tick that makes leaving meant."""

    sure = fields.Tick(error_messages={"required": gettext_lazy("Tick the box if you are sure.")})


@require_http_methods(["GET", "POST"])
def sharing(request: HttpRequest) -> HttpResponse:
    """Show what is shared with whom, and change it."""
    form = SharingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        chosen = form.cleaned_data["parts"]
        done = _("Saved. It holds from now on.") if chosen else _("You share nothing now. It holds from now on.")
        answer = _done(request, form, lambda **who: actions.share(**who, parts=chosen), done)
        if answer is not None:
            return answer
    return _page(request, form, LeaveForm())


@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Stop sharing everything, with one tap."""
    form = forms.Form({})
    done = _("You share nothing now. It holds from now on.")
    return _done(request, form, lambda **who: actions.share(**who, parts=()), done) or _page(request, form, LeaveForm())


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the care at the clinic, after a tick that says it is meant."""
    form = LeaveForm(request.POST)
    if form.is_valid():
        done = _("Your care at this clinic has ended. Your program and all you told are still yours.")
        answer = _done(request, form, actions.leave, done)
        if answer is not None:
            return answer
    return _page(request, forms.Form({}), form)


def _done(request: HttpRequest, form: forms.Form, decide: Callable[..., None], said: str) -> HttpResponse | None:
    """Return where to go once it is decided; None, with the reason on the form, when it could not be."""
    try:
        decide(who=accounts.visitor(request.user), person=viewer(request), now=timezone.now())
    except CareError as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, said)
    return redirect("patient:sharing")


def _page(request: HttpRequest, form: forms.Form, leaving: forms.Form) -> HttpResponse:
    person = viewer(request)
    now = queries.present(person)
    parts = scopes.parts()
    names = {part.id: part.name for part in parts}
    decided = [(each, [names[part] for part in each.parts]) for each in queries.history(person)]
    wrong = form.errors or leaving.errors
    context: dict[str, Any] = {
        "now": now,
        "parts": [(part, now is not None and part.id in now.parts) for part in parts],
        "decided": decided,
        "form": form if form.errors else leaving,
        "leaving": leaving,
        "here": "settings",
    }
    return render(request, "patient/sharing.html", context, status=422 if wrong else 200)
