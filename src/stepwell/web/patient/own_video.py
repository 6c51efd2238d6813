"""Videos of exercises that a therapist wrote for this person."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from stepwell.care.queries import own_videos
from stepwell.web.shared import video as videos
from stepwell.web.shared.viewer import viewer


@require_safe
def own_video(request: HttpRequest, video: UUID) -> HttpResponseBase:
    """Answer a video that stands in one's own orders."""
    return videos.answered(request, own_videos.of_person(viewer(request), video))
