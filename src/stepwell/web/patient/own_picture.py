"""Photos of exercises that a therapist wrote for this person."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from stepwell.care.queries import pictures
from stepwell.web.shared import photo
from stepwell.web.shared.viewer import viewer


@require_safe
def own_picture(request: HttpRequest, picture: UUID) -> HttpResponse:
    """Answer a photo that stands in one's own orders."""
    return photo.answered(pictures.of_person(viewer(request), picture))
