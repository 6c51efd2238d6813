"""What was tried, and how the leg answered: counted from the sessions alone, for somebody who reads it for the first time."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from stepwell.engine.log import Fact, Item, Session


class Answered(Struct, frozen=True, kw_only=True):
    """One exercise: how often it was done, and how often the leg was eased, the same or worse afterwards; the rest was not said."""

    exercise: str
    times: int
    eased: int
    same: int
    worse: int
    last_on: date


def tried_out(facts: Iterable[Fact]) -> tuple[Answered, ...]:
    """Return every exercise that was done at least in part, the most often done first."""
    done: defaultdict[str, list[tuple[date, Item]]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact, Session):
            for item in fact.items:
                if item.was_felt:
                    done[item.exercise].append((fact.on, item))
    found = (_answered(exercise, held) for exercise, held in done.items())
    return tuple(sorted(found, key=lambda each: (-each.times, each.exercise)))


def _answered(exercise: str, held: list[tuple[date, Item]]) -> Answered:
    legs = [item.leg for _on, item in held]
    return Answered(
        exercise=exercise,
        times=len(held),
        eased=legs.count("eased"),
        same=legs.count("same"),
        worse=legs.count("worse") + legs.count("further_down"),
        last_on=max(on for on, _item in held),
    )
