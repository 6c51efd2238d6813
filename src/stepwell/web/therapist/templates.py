"""The clinic's templates: what each holds, and a way to take one away. They are made and used on the page of a plan."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stepwell.care.actions import order_templates as keeping
from stepwell.care.errors import NotYours
from stepwell.care.queries import accounts, order_templates
from stepwell.knowledge import loader
from stepwell.web.therapist import order_words


@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """Show the templates of the clinic."""
    knowledge = loader.load()
    found = order_templates.templates(accounts.visitor(request.user), timezone.localdate())
    shown = [{"is": each, "orders": [order_words.said(order, knowledge) for order in each.orders]} for each in found]
    return render(request, "therapist/templates.html", {"templates": shown, "here": "caseload"})


@require_POST
def remove(request: HttpRequest, template: int) -> HttpResponse:
    """Take a template away."""
    try:
        keeping.remove(who=accounts.visitor(request.user), template=template)
    except NotYours:
        raise Http404 from None
    messages.success(request, _("The template is gone. What was set with it stays set."))
    return redirect("therapist:templates")
