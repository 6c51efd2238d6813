"""What a therapist has not saved yet on the page of a plan."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from stepwell.care.access import Visitor
from stepwell.care.queries import drafts, shared

BEGINS = "plan-"
AT = "kept_at"
"""When a page was left, in seconds."""


def kind(page: str) -> str:
    """Name the draft of one page."""
    return BEGINS + sha256(page.encode()).hexdigest()[:24]


def left(who: Visitor, person: UUID, page: str) -> dict[str, Any]:
    """Return a page as it was left; empty where there is none, or the person is not theirs."""
    record = shared.opened(who, person)
    return drafts.answers(record.person, kind(page)) if record is not None else {}
