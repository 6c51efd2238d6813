"""When a measure is due. Never required: it is offered for some days, and then waits for the next time."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine.log import Measure
from stepwell.knowledge.schema import Cadence, Knowledge


class Measured(Struct, frozen=True, kw_only=True):
    """What is remembered of measures: the day on which each was last told. Of a size that does not grow with the log."""

    last: dict[str, date] = {}


def told(measured: Measured, fact: Measure) -> Measured:
    """Take in one measure, answered or entered."""
    return replace(measured, last=measured.last | {fact.measure: fact.on})


def due(
    measured: Measured, began_on: date | None, today: date, knowledge: Knowledge, *, easy: bool = False, loaded: Collection[str] = ()
) -> tuple[str, ...]:
    """Return the measures that are due today, in the order of their files.

    Args:
        measured: what was told so far.
        began_on: the first day of the programme; nothing is due on it, there is enough to answer then.
        today: the day.
        knowledge: the measures.
        easy: whether today is one of a flare-up's softer days: nobody is asked to rate anything then.
        loaded: instruments of others whose wording is installed; they are due as our own are.
    """
    if began_on is None or easy:
        return ()
    return tuple(
        measure.id
        for measure in knowledge.measures.values()
        if measure.cadence is not None
        and (measure.is_own or measure.id in loaded)
        and _is_due(measure.cadence, began_on, measured.last.get(measure.id), today)
    )


def coming(
    measured: Measured, began_on: date, days: Sequence[date], knowledge: Knowledge, *, is_easy: Callable[[date], bool]
) -> tuple[date, ...]:
    """Return those of some days, one after the other, on which a measure of our own falls due, nothing more being told until then.

    Args:
        is_easy: whether a day is one of a flare-up's softer days: what falls due on them waits until after, while it is open.
    """

    def asked(day: date) -> set[str]:
        return set(due(measured, began_on, day, knowledge, easy=is_easy(day)))

    return tuple(day for day in days if asked(day) - asked(day - timedelta(days=1)))


def next_due(measured: Measured, began_on: date, today: date, cadence: Cadence, measure: str) -> date:
    """Return the day on which a measure is due next: today, while it is due."""
    last = measured.last.get(measure)
    days = (today + timedelta(days=ahead) for ahead in range(cadence.first_after + 2 * cadence.every + 1))
    return next(day for day in days if _is_due(cadence, began_on, last, day))


def least_apart(cadence: Cadence) -> int:
    """Return how many days must lie between an answer and the next time: half the usual ones. A later answer stands for that time too."""
    return cadence.every // 2


def _is_due(cadence: Cadence, began_on: date, last: date | None, today: date) -> bool:
    begins = _begins(cadence, began_on, today)
    if today < began_on + timedelta(days=max(1, cadence.first_after)) or (today - begins).days >= cadence.open_for:
        return False
    return last is None or (begins - last).days >= least_apart(cadence)


def _begins(cadence: Cadence, began_on: date, today: date) -> date:
    """Return the latest day, up to today, on which its time came round."""
    since = (today - began_on).days - cadence.first_after
    return today - timedelta(days=since % cadence.every)
