"""What must be true of signs.toml: every sign that pauses exercise has words that fit it, and Help is never less careful than the check."""

from collections.abc import Iterable, Iterator
from typing import Any

from stepwell.knowledge.condition import leaves, names
from stepwell.knowledge.errors import KnowledgeError
from stepwell.knowledge.once import once
from stepwell.knowledge.schema import Knowledge, RedFlag, Tier

OF_HELP = (Tier.SAME_DAY, Tier.EMERGENCY_NOW)


def check(knowledge: Knowledge) -> None:
    """Raise KnowledgeError for the first thing that does not fit; return quietly otherwise."""
    _families(knowledge)
    _own_advice(knowledge)
    _help_signs(knowledge)


def graded(knowledge: Knowledge) -> Iterable[tuple[str, Iterable[Any]]]:
    """Yield the entries of signs.toml that carry a grade, by kind."""
    yield "sign words", knowledge.sign_words.values()
    yield "own advice", knowledge.own_advice.values()
    yield "help sign", knowledge.help_signs.values()


@once
def tiers(knowledge: Knowledge) -> dict[str, Tier]:
    """Return how urgent each sign is, by id of a red flag, score, finding or code; those that only count are left out."""

    def each() -> Iterator[tuple[str, Tier | None]]:
        for entries in (knowledge.red_flags, knowledge.scores, knowledge.findings):
            yield from ((entry.id, entry.tier) for entry in entries.values())
        yield from ((code.id, code.tier) for code in knowledge.codes.values())

    return {sign: tier for sign, tier in each() if tier is not None}


def _families(knowledge: Knowledge) -> None:
    named: dict[str, str] = {}
    urgent = tiers(knowledge)
    for family in knowledge.sign_words.values():
        where = f"signs.toml: sign_words {family.id!r}"
        for sign in family.signs:
            if sign not in urgent and sign not in knowledge.reasons:
                raise KnowledgeError(where, f"the sign {sign!r} does not exist", "name a red flag, score, finding, code or reason")
            if sign in named:
                raise KnowledgeError(where, f"the sign {sign!r} stands in {named[sign]!r} too", "leave it in one family")
            named[sign] = family.id
    for sign, tier in urgent.items():
        if not knowledge.advice[tier].may_exercise and sign not in named:
            raise KnowledgeError("signs.toml", f"no words for the sign {sign!r}, which pauses exercise", "add it to a family")


def _own_advice(knowledge: Knowledge) -> None:
    for own in knowledge.own_advice.values():
        if own.family not in knowledge.sign_words:
            raise KnowledgeError(f"signs.toml: own_advice {own.id!r}", f"the family {own.family!r} does not exist", "name one of this file")


def _help_signs(knowledge: Knowledge) -> None:
    told: set[str] = set()
    for line in knowledge.help_signs.values():
        where = f"signs.toml: help_sign {line.id!r}"
        if line.tier not in OF_HELP:
            raise KnowledgeError(where, f"Help has no list for {line.tier.value!r}", "use same_day or emergency_now")
        for sign in line.signs:
            flag = knowledge.red_flags.get(sign)
            if flag is None or flag.tier is None:
                raise KnowledgeError(where, f"the sign {sign!r} does not exist", "name a red flag with a tier")
            if flag.tier > line.tier:
                raise KnowledgeError(where, f"{sign!r} is more urgent in the check", f"move it to a line of {flag.tier.value}")
        told.update(line.signs)
    for flag in knowledge.red_flags.values():
        if flag.tier in OF_HELP and _acts_alone(flag, knowledge) and flag.id not in told:
            raise KnowledgeError("signs.toml", f"{flag.id!r} acts alone and stands in neither list of Help", "add it to a help_sign")


def _acts_alone(flag: RedFlag, knowledge: Knowledge) -> bool:
    """Whether one question decides; what is still not sure after its clarifier is told by the check alone."""
    clarifiers = {question.clarifier for question in knowledge.questions.values()}
    asked = {leaf.question for leaf in leaves(flag.when)}
    return not flag.grouping and not any(names(flag.when)) and len(asked - clarifiers) == 1 and not flag.id.endswith("_unsure")
