"""Exercises of the clinic's own: shown beside the session, and ticked when they were done. No rule reads more from them."""

from datetime import date

from msgspec.structs import replace

from stepwell.engine.decision import OwnToday
from stepwell.engine.known import Ticked, Understanding


def ticked(known: Understanding, own: str, on: date) -> Understanding:
    """Take in that one was done on a day."""
    before = known.ticked.own if known.ticked is not None and known.ticked.on == on else ()
    return replace(known, ticked=Ticked(on=on, own=tuple(dict.fromkeys((*before, own)))))


def of_day(known: Understanding, today: date) -> tuple[OwnToday, ...]:
    """Return the exercises that stand today, in the order in which they were set."""
    if not known.orders.own:
        return ()
    done = known.ticked.own if known.ticked is not None and known.ticked.on == today else ()
    return tuple(
        OwnToday(
            id=one.id,
            name=one.name,
            steps=one.steps,
            dose=one.dose,
            picture=one.picture,
            video=one.video,
            shows=one.shows,
            is_done=one.id in done,
        )
        for one in known.orders.own.values()
    )
