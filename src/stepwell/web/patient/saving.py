"""Saving what somebody said, and the words for when that fails."""

from django.http import HttpRequest
from django.utils import timezone

from stepwell.care.actions import facts
from stepwell.engine.decision import Decision
from stepwell.engine.log import Fact
from stepwell.web.shared.viewer import viewer


def save(request: HttpRequest, *saved: Fact) -> Decision:
    """Add facts to the log of the person who looks, and return what is decided now.

    Raises:
        CareError: nothing was saved; its words can be shown.
    """
    return facts.add(person=viewer(request), facts=saved, now=timezone.now())
