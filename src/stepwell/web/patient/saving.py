"""Saving what somebody said, and the words for when that fails."""

from http import HTTPStatus

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from stepwell.care.actions import facts
from stepwell.care.errors import CareError, FutureFact, NotSaved
from stepwell.engine.decision import Decision
from stepwell.engine.log import Fact
from stepwell.web.shared import device
from stepwell.web.shared.viewer import viewer


class AnothersPost(CareError):
    """What waited on a device belongs to a person whose notes were deleted since."""

    def __init__(self) -> None:
        super().__init__(_("This belongs to notes that have been deleted since, so it was not saved. Throw it away."))


def status_of(problem: Exception) -> HTTPStatus:
    """Return the status that tells a device what to do with a post that was not saved: send it later, or show it to the person."""
    if isinstance(problem, NotSaved):
        return HTTPStatus.SERVICE_UNAVAILABLE
    return HTTPStatus.TOO_EARLY if isinstance(problem, FutureFact) else HTTPStatus.UNPROCESSABLE_ENTITY


def save(request: HttpRequest, *saved: Fact) -> Decision:
    """Add facts to the log of the person who looks, and return what is decided now.

    Raises:
        CareError: nothing was saved; its words can be shown.
    """
    if device.is_anothers(request):
        raise AnothersPost
    return facts.add(person=viewer(request), facts=saved, now=timezone.now())
