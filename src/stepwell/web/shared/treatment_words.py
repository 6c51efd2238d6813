"""Treatments in words: to the person, with what is known about them, and to the therapist."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stepwell.engine.log import Treatment
from stepwell.knowledge import loader
from stepwell.knowledge.schema import EvidenceLevel, TreatmentKind
from stepwell.web.shared import why


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One treatment that was done. ``sources`` are (id, short name) pairs."""

    on: date
    kind: TreatmentKind
    minutes: str
    response: str
    why: str
    words: str
    by: str
    level: str
    known: str
    sources: tuple[tuple[str, str], ...]


def shown(fact: Treatment, by: str = "") -> Shown:
    """Return a treatment ready for a page."""
    kind = loader.load().treatments[fact.treatment]
    return Shown(
        on=fact.on,
        kind=kind,
        minutes=ngettext("%(n)d minute", "%(n)d minutes", fact.minutes) % {"n": fact.minutes} if fact.minutes else "",
        response=response(fact.response),
        why=fact.why,
        words=fact.words,
        by=by,
        level=level(kind.level),
        known=why.how_well_known(kind.grade),
        sources=tuple((source, why.short_name(source)) for source in kind.sources),
    )


def response(said: str | None) -> str:
    """Return how the leg was afterwards; "" when it was not noted."""
    words = {"better": _("Better right after"), "same": _("The same right after"), "worse": _("Worse right after")}
    return words.get(said or "", "")


def level(of: EvidenceLevel) -> str:
    """Return how well it is shown that a treatment helps with leg pain, in a few plain words."""
    return {
        EvidenceLevel.MODERATE: _("Studies speak fairly well for it."),
        EvidenceLevel.LOW_TO_MODERATE: _("Some studies speak for it, for people whose leg answers to it."),
        EvidenceLevel.LOW: _("Only a little is shown by studies."),
        EvidenceLevel.SHORT_TERM: _("Studies show comfort for a short time."),
        EvidenceLevel.WEAK: _("For leg pain, studies say little."),
        EvidenceLevel.GENERAL: _("Guidelines ask for it as a part of all care."),
    }[of]


def level_for_therapist(of: EvidenceLevel) -> str:
    """Return the level of evidence as a therapist says it."""
    return {
        EvidenceLevel.MODERATE: _("Moderate"),
        EvidenceLevel.LOW_TO_MODERATE: _("Low to moderate"),
        EvidenceLevel.LOW: _("Low"),
        EvidenceLevel.SHORT_TERM: _("Short-term, add-on"),
        EvidenceLevel.WEAK: _("Weak in sciatica"),
        EvidenceLevel.GENERAL: _("Part of all care"),
    }[of]
