"""Files of a whole clinic for another program: the manager begins and stops them, and never reads them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stepwell.care import tasks
from stepwell.care.actions import exports as acts
from stepwell.care.errors import ExportUnderWay, NotThere
from stepwell.care.queries import accounts
from stepwell.web.manager.home import clinic_of


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin an export of what everybody shares."""
    who, clinic = accounts.visitor(request.user), clinic_of(request)
    try:
        acts.ask_as_manager(who=who, clinic=clinic.id, request=request.build_absolute_uri("/fhir/$export"), now=timezone.now())
    except ExportUnderWay as error:
        messages.error(request, str(error))
    else:
        tasks.plan_exports()
        messages.success(request, _("The files are being made. You can leave this page."))
    return redirect("manager:applications")


@require_POST
def stop(request: HttpRequest, export: UUID) -> HttpResponse:
    """Stop an export, or delete its files."""
    try:
        acts.cancel_as_manager(who=accounts.visitor(request.user), export=export)
    except NotThere:
        raise Http404 from None
    messages.success(request, _("The files are deleted."))
    return redirect("manager:applications")
