"""A person's goals as they stand, for the person and for their therapist."""

from uuid import UUID

from msgspec import Struct

from stepwell.care import access
from stepwell.care.errors import NotThere
from stepwell.care.models import Person
from stepwell.care.queries import desk, facts, shared
from stepwell.engine.goals import standing
from stepwell.engine.history import standing_answers, wanted_back
from stepwell.engine.log import Goal

NOT_SHARED = shared.OWN_GOAL
"""Stands for the words of a goal that the person does not share. Only they can say more of it."""


class Agreed(Struct, frozen=True, kw_only=True):
    """What a therapist sees of a person's goals. ``wants``: what they wrote that they want back and is no goal yet, where they share it."""

    clinic: UUID
    name: str
    goals: tuple[Goal, ...]
    wants: tuple[str, ...]


def own(person: Person) -> tuple[Goal, ...]:
    """Return a person's own goals."""
    return standing(facts.of_kind(person, "goal"))


def of_patient(who: access.Visitor, person: UUID) -> Agreed:
    """Return a person's goals for their therapist, as far as they are shared. Raises NotThere for somebody who is not theirs."""
    record = shared.opened(who, person)
    if record is None:
        raise NotThere
    log = shared.log_of(record)
    goals = standing(log.facts)
    wants = without(wanted_back(standing_answers(log)), goals)
    return Agreed(clinic=record.clinic, name=desk.name_of(record.person), goals=goals, wants=wants)


def without(wants: tuple[str, ...], goals: tuple[Goal, ...]) -> tuple[str, ...]:
    """Return what is wanted back and is no goal yet, open or past."""
    agreed = {goal.words for goal in goals}
    return tuple(words for words in wants if words not in agreed)
