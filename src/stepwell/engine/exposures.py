"""Which exposures the check-in asks for: those for everybody, as the person's own wishes change them."""

from collections.abc import Mapping

from stepwell.engine.diary import FROM_SESSIONS
from stepwell.knowledge.schema import Knowledge


def asked(wishes: Mapping[str, bool], knowledge: Knowledge) -> frozenset[str]:
    """Return the ids of what is asked. ``wishes``: exposure -> whether the person wants to be asked."""
    return frozenset(trigger.id for trigger in knowledge.triggers.values() if wishes.get(trigger.id, trigger.asked))


def optional(wishes: Mapping[str, bool], knowledge: Knowledge) -> tuple[str, ...]:
    """Return what a person may choose to be asked: what not everybody is, and what they have turned off. Not what sessions tell."""
    everything = knowledge.triggers.values()
    return tuple(one.id for one in everything if one.id != FROM_SESSIONS and (not one.asked or wishes.get(one.id) is False))
