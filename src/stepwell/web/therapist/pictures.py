"""Photos of the clinic's own exercises, for its therapists."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from stepwell.care.queries import accounts, pictures
from stepwell.web.shared import photo


@require_safe
def picture(request: HttpRequest, picture: UUID) -> HttpResponse:
    """Answer a photo of one's own clinic."""
    return photo.answered(pictures.of_clinic(accounts.visitor(request.user), picture))
