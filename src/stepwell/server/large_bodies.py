"""The one page that takes more than others: a video for an exercise of a clinic's own. Only a therapist may send so much."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy

from stepwell.care.actions.own_videos import BYTES_MOST
from stepwell.care.queries import accounts
from stepwell.server import errors

Respond = Callable[[HttpRequest], HttpResponse]
ROUTE = "therapist:plan"
BESIDE_A_VIDEO = 1024 * 1024
"""For the other fields of the form."""
DRAIN_BYTES = 64 * 1024 * 1024
"""How much of a refused body is read, so that the browser sees the answer instead of a broken connection."""
WORDS = errors.Words(
    gettext_lazy("That is too much at once"),
    gettext_lazy("What was sent is larger than 30 MB, so it was not saved. Nothing you saved before is lost."),
    gettext_lazy("Go back, choose a shorter video, or save it with a smaller picture."),
)


def most(request: HttpRequest) -> int:
    """Return how many bytes a request may have."""
    return BYTES_MOST + BESIDE_A_VIDEO if _takes_a_video(request) else int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def refused(request: HttpRequest, length: int) -> HttpResponse:
    """Read a body that is too large to its end, or to where nobody waits for it, and return the page that says so."""
    left = min(length, DRAIN_BYTES)
    while left > 0 and (part := request.read(min(left, 65536))):
        left -= len(part)
    return errors.page(413, WORDS if _takes_a_video(request) else None)


def only_from_therapists(respond: Respond) -> Respond:
    """Refuse what is large from anybody else before a byte of it is kept: a form's body is read before a page is asked for."""

    def answered(request: HttpRequest) -> HttpResponse:
        length = int(request.META.get("CONTENT_LENGTH") or "0")
        if length <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE or accounts.visitor(request.user).clinics_as("therapist"):
            return respond(request)
        return refused(request, length)

    return answered


def _takes_a_video(request: HttpRequest) -> bool:
    if not settings.IS_CLINIC or request.method != "POST":
        return False
    try:
        return resolve(request.path_info).view_name == ROUTE
    except Resolver404:
        return False
