"""What a rule did, and when: kept two weeks, so that a change can be explained on the next plan."""

from datetime import date

from msgspec import Struct

KEPT_DAYS = 14


class Event(Struct, frozen=True, kw_only=True):
    """A rule that acted. ``id`` is a reason in reasons.toml; ``numbers`` fill its sentence."""

    id: str
    on: date
    numbers: dict[str, float | int | str] = {}


def remembered(events: tuple[Event, ...], today: date) -> tuple[Event, ...]:
    """Return the events of the last two weeks."""
    return tuple(event for event in events if (today - event.on).days < KEPT_DAYS)
