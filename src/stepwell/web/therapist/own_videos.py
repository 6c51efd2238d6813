"""Videos of the clinic's own exercises, for its therapists."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from stepwell.care.queries import accounts, own_videos
from stepwell.web.shared import video as videos


@require_safe
def video(request: HttpRequest, video: UUID) -> HttpResponseBase:
    """Answer a video of one's own clinic."""
    return videos.answered(request, own_videos.of_clinic(accounts.visitor(request.user), video))
