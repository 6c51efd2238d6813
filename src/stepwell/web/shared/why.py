"""Reasons as words: which rule, from which sources, and how well it is known."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stepwell.engine.decision import Reason
from stepwell.engine.letters import bare
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One reason, ready for the page. ``sources`` are (id, short name) pairs.

    ``reference``: what the clinical rules call a sign, such as "C3": for a therapist's eyes, beside the words.
    """

    text: str
    finding: str
    rule: str
    sources: tuple[tuple[str, str], ...]
    known: str
    reference: str = ""


def shown(reasons: tuple[Reason, ...]) -> tuple[Shown, ...]:
    """Return the reasons in their order, the same sentence once."""
    once = {reason.text: reason for reason in reversed(reasons)}
    return tuple(_shown(reason) for reason in reversed(once.values()))


def how_well_known(grade: Grade) -> str:
    """Return how well a fact is known, in a few words."""
    return {
        Grade.READ: _("from published research"),
        Grade.MEMORY_HIGH: _("well-established professional knowledge"),
        Grade.MEMORY: _("professional knowledge"),
        Grade.MEMORY_LOW: _("professional knowledge, not certain"),
        Grade.DESIGN: _("our own careful choice; no study settles it"),
    }[grade]


def reference(reason: Reason) -> str:
    """Return the number of the clinical rule by which a sign was raised, such as "C3"; "" for every other reason."""
    known = loader.load()
    sign = known.red_flags.get(reason.id) or known.findings.get(reason.id)
    return sign.item if sign is not None else ""


def short_name(source_id: str) -> str:
    """Return "nice_ng59_2020" as "NICE NG59 2020", as short as a source can be named on a phone."""
    known = loader.load().sources
    if source_id not in known:
        return source_id
    words = [word for word in source_id.split("_") if not _ACCESSION.fullmatch(word)]
    may_be_authors = words[-1].isdecimal()
    said = " ".join(_written(word, is_name=place == 0 or may_be_authors) for place, word in enumerate(words))
    author = known[source_id].citation.split()[0].strip(",;")
    return said.replace(words[0].capitalize(), author, 1) if bare(author) == words[0] else said


def _written(word: str, *, is_name: bool) -> str:
    if _IN_CAPITALS.fullmatch(word):
        return word.upper()
    return word.capitalize() if is_name else word


_ACCESSION = re.compile(r"(pmc)?\d{5,}")
"""The number of an article in a library: of use in its address only."""
_IN_CAPITALS = re.compile(
    r"(ng|qs)\d+|nice|girft|nhs|who|acp|apta|aaos|cdc|acog|acsm|bmj|cks|csp|fda|ces|mri|rmdq|peg|phq|pseq|eq5d|ears|lanss|cbt|ai|pt"
)


def _shown(reason: Reason) -> Shown:
    return Shown(
        text=reason.text,
        finding=reason.finding,
        rule=reason.rule,
        reference=reference(reason),
        sources=tuple((source, short_name(source)) for source in reason.sources),
        known=how_well_known(reason.grade),
    )
