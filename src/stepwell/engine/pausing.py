"""When exercise was paused for safety: days on which nobody stayed away, so that no plan says they did."""

from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

KEPT_DAYS = 28


class Pause(Struct, frozen=True, kw_only=True):
    """Days without exercise for safety's sake. ``ended_on``: the first day on which exercise was allowed again; None while it is not."""

    began_on: date
    ended_on: date | None = None


Pauses = tuple[Pause, ...]


def kept_up(pauses: Pauses, on: date, *, is_paused: bool) -> Pauses:
    """Return the pauses of the last four weeks after one more fact, oldest first: whether exercise is paused from that day on."""
    is_open = bool(pauses) and pauses[-1].ended_on is None
    if is_paused == is_open:
        return pauses
    if is_paused:
        kept = (each for each in pauses if each.ended_on is not None and (on - each.ended_on).days < KEPT_DAYS)
        return (*kept, Pause(began_on=on))
    over = replace(pauses[-1], ended_on=on)
    return (*pauses[:-1], over) if over.began_on < on else pauses[:-1]


def days_between(pauses: Pauses, earlier: date, later: date) -> int:
    """Return how many whole days between two days, neither of them counted, fell into a pause."""
    first = earlier + timedelta(days=1)
    return sum(max(0, (min(each.ended_on or later, later) - max(each.began_on, first)).days) for each in pauses)
