"""What happened to a visit, step by step, as its row keeps it."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from stepwell.care.models import Appointment


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a visit's history.

    Attributes:
        by: "asker", "clinic", or "program" for a reminder. who: the name of whoever did it for the clinic.
        starts_at: the time it was about, where there is one.
    """

    at: datetime
    state: str
    by: str
    who: str = ""
    words: str = ""
    starts_at: datetime | None = None


def steps(row: Appointment) -> list[Step]:
    """Return a visit's history, oldest first."""
    return msgspec.json.decode(row.history, type=list[Step])


def turns(told: Sequence[Step]) -> int:
    """Return how often somebody did something; a reminder is nobody's turn, and makes no page out of date."""
    return sum(step.by != "program" for step in told)
