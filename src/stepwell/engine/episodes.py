"""Flare-ups as they were: each with its days, how strong it was, the sessions kept and what was suspected. From the log alone."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from stepwell.engine import flare, pain
from stepwell.engine.log import CheckIn, Fact, FlareNote, Session
from stepwell.knowledge.schema import Knowledge


class Episode(Struct, frozen=True, kw_only=True):
    """One flare-up.

    Attributes:
        started_on: the first day that the person called a flare-up.
        last_on: its last day; None while it goes on.
        is_end_said: whether the person said that it was over; False when it was only not mentioned any more.
        peak: the strongest leg or back pain in it, 0-10; None when no pain was said.
        rise: points above the usual of the two weeks before; None when too little was known of them.
        sessions: days in it, so far, on which something of a session was done.
        suspected: ids of triggers that the person suspects. words: the same in their own words.
    """

    started_on: date
    last_on: date | None = None
    is_end_said: bool = False
    peak: int | None = None
    rise: float | None = None
    sessions: int = 0
    suspected: tuple[str, ...] = ()
    words: str = ""

    def length(self, today: date) -> int:
        """Return how many days it lasted, or has lasted until today."""
        return ((self.last_on or max(today, self.started_on)) - self.started_on).days + 1


def episodes(facts: Iterable[Fact], knowledge: Knowledge, today: date | None = None) -> tuple[Episode, ...]:
    """Return every flare-up of a log, oldest first.

    Args:
        facts: of any kinds, in any order; check-ins, sessions and flare notes count.
        knowledge: when a flare-up is over.
        today: closes one that has run out by then although nothing was said; None: the day of the latest fact.
    """
    told = sorted(facts, key=lambda fact: fact.on)
    felt, now = pain.Pain(), None
    found: dict[date, flare.Flare] = {}
    notes: dict[date, FlareNote] = {}
    for fact in told:
        if isinstance(fact, CheckIn):
            felt = pain.checked_in(felt, fact.answers, fact.on, knowledge)
            said = fact.answers.get("flare")
            before, now = now, flare.answered(now, said if isinstance(said, str) else None, felt, fact.on, knowledge)
            if before is not None and (now is None or now.started_on < before.started_on):
                found.pop(before.started_on, None)  # taken back on its first day
        elif isinstance(fact, FlareNote):
            now = flare.ended(now, fact.on, knowledge) if fact.over else now
            if now is not None and flare.day_of(now, fact.on, knowledge) is not None and (fact.suspected or fact.words):
                notes[now.started_on] = fact
        if now is not None:
            found[now.started_on] = now
    last = max((fact.on for fact in told[-1:]), default=date.min)
    closed = [flare.closed(each, max(last, today or last), knowledge) or each for each in found.values()]
    done = {fact.on for fact in told if isinstance(fact, Session) and fact.was_done}
    return tuple(_written(each, done, notes.get(each.started_on, FlareNote(on=each.started_on))) for each in closed)


def _written(one: flare.Flare, done: set[date], note: FlareNote) -> Episode:
    """Write a flare-up down. ``note``: the latest that says anything; one may come after its last day, while the dose builds back."""
    last = flare.last_day(one)
    return Episode(
        started_on=one.started_on,
        last_on=last,
        is_end_said=one.is_end_said,
        peak=one.peak,
        rise=one.peak - one.usual if one.peak is not None and one.usual is not None else None,
        sessions=sum(1 for day in done if one.started_on <= day <= (last or date.max)),
        suspected=note.suspected,
        words=note.words,
    )
