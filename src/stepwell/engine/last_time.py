"""What was planned on the last days with a session: what a plan is compared with, so that a change that is told is a change."""

from datetime import date

from msgspec import Struct

from stepwell.engine.dose import Amount
from stepwell.engine.log import Session
from stepwell.knowledge.schema import Knowledge

KEPT = 2


class LastTime(Struct, frozen=True, kw_only=True):
    """One day with a session. ``planned``: exercise id -> its dose, done or not. ``is_whole``: more than the short version."""

    on: date
    planned: dict[str, Amount]
    is_whole: bool = True


def remembered(times: tuple[LastTime, ...], session: Session, knowledge: Knowledge) -> tuple[LastTime, ...]:
    """Return the last two days with a session, oldest first, with one more session; those of a day are one."""
    planned = {
        item.exercise: Amount(sets=item.sets, repetitions=item.repetitions, hold_s=item.hold_s, minutes=item.minutes)
        for item in session.items
        if item.exercise in knowledge.exercises
    }
    same = times[-1] if times and times[-1].on == session.on else None
    now = LastTime(
        on=session.on,
        planned=(same.planned if same else {}) | planned,
        is_whole=session.length == "full" or (same is not None and same.is_whole),
    )
    return (*(each for each in times if each.on != session.on), now)[-KEPT:]


def before(times: tuple[LastTime, ...], today: date) -> LastTime | None:
    """Return the last day with a session before today; None when there was none."""
    return next((each for each in reversed(times) if each.on < today), None)
