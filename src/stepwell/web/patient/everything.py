"""In a clinic: everything about a person as one file, for the person."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from stepwell.care.actions import taking_away
from stepwell.care.queries import accounts
from stepwell.web.shared.viewer import viewer


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """Send the log, every other row and the pictures as one zip file."""
    content = taking_away.zipped(who=accounts.visitor(request.user), person=viewer(request), now=timezone.now())
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="stepwell-everything-{timezone.localdate():%Y-%m-%d}.zip"'
    return response
