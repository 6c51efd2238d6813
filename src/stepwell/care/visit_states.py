"""Which state of a visit can follow which, and by whose hand. Whatever is not named here is refused."""

from typing import Literal

Side = Literal["asker", "clinic"]

OPEN = ("requested", "proposed", "confirmed")
"""States in which something can still happen."""

HELD = ("proposed", "confirmed")
"""States that hold a time of the therapist's."""

_NEXT: dict[tuple[str, Side], tuple[str, ...]] = {
    ("requested", "clinic"): ("proposed", "confirmed", "declined"),
    ("requested", "asker"): ("requested", "cancelled"),
    ("proposed", "clinic"): ("proposed", "declined", "cancelled"),
    ("proposed", "asker"): ("confirmed", "requested", "cancelled"),
    ("confirmed", "clinic"): ("proposed", "cancelled", "done"),
    ("confirmed", "asker"): ("requested", "cancelled"),
}


def can_follow(state: str, wanted: str, side: Side) -> bool:
    """Whether a visit can go from one state to another by the hand of one side.

    A time that whoever asked has not agreed to is never confirmed over their head: the clinic confirms a request, whose times
    they named themselves, and otherwise proposes.
    """
    return wanted in _NEXT.get((state, side), ())


def choices(state: str, side: Side) -> tuple[str, ...]:
    """Return what one side can make of a visit in this state."""
    return _NEXT.get((state, side), ())
