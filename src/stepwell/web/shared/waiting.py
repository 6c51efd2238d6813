"""What waits for whoever looks, for the places on every page: worked out once for each request."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from stepwell.care.queries import accounts, messages, waiting
from stepwell.care.queries.waiting import Waiting
from stepwell.web.shared import device
from stepwell.web.shared.viewer import is_ones_own, viewer

LIST_SEEN = "list_seen"
"""In the session: how many people needed somebody on the list that was shown last, and as of what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What stands beside the places.

    patients: how many people need somebody; None where the list would say something else by now than when it was looked at.
    alarming: of the visits asked for, those by people without an account whose words may mean danger.
    """

    messages: int = 0
    patients: int | None = 0
    visits: int = 0
    alarming: int = 0
    tasks: int = 0


def of_therapist(request: HttpRequest) -> Waiting:
    """Return what waits for the therapist who looks."""
    found: Waiting | None = getattr(request, "_waiting", None)
    if found is None:
        found = waiting.for_therapist(accounts.visitor(request.user), timezone.localdate())
        request._waiting = found  # type: ignore[attr-defined]
    return found


def note_list(request: HttpRequest, needing: int, as_of: str) -> None:
    """Note how many people need somebody on the list that is shown now."""
    if request.session.get(LIST_SEEN) != [as_of, needing]:
        request.session[LIST_SEEN] = [as_of, needing]


def places(request: HttpRequest) -> Places:
    """Return what stands beside the places of whoever looks; nothing for nobody, and on a copy that a device keeps."""
    who = accounts.visitor(request.user)
    if "therapist" in who.roles and not is_ones_own(request):
        found = of_therapist(request)
        seen = request.session.get(LIST_SEEN) or ["", 0]
        needing = seen[1] if seen[0] == found.as_of else None
        return Places(messages=found.messages, patients=needing, visits=found.visits, alarming=found.alarming, tasks=found.tasks)
    if is_ones_own(request) and not device.is_keeping(request):
        return Places(messages=messages.unread(viewer(request)))
    return Places()
