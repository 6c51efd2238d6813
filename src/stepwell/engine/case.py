"""A person in short, for a list of many: taken from what is understood, and without anything that depends on the day it is read."""

from datetime import date
from math import sqrt
from statistics import fmean

from msgspec import Struct

from stepwell.engine.because import told
from stepwell.engine.flare import Flare
from stepwell.engine.known import ToldClear, Understanding
from stepwell.engine.pain import Pain
from stepwell.engine.plan_changes import KINDS
from stepwell.knowledge.schema import Knowledge, Tier

ASKED_AGAIN_FOR = frozenset({"anything_new", "hurt_check", "probe_worse", "rests_red_nerve"})
"""What is new and brings the safety questions again. A flare-up brings them too, and has a reason of its own on the list."""
BY_ITSELF = {reason for reason, kind in KINDS.items() if kind != "order"}
"""Changes of the plan as a whole that the rules made: steps of single doses are many, and each would call for nothing."""


class Concern(Struct, frozen=True, kw_only=True):
    """Why a safety tier holds. ``id``: a red flag, a count of signs, or a reason that the days themselves gave."""

    id: str
    text: str


class Changed(Struct, frozen=True, kw_only=True):
    """One change that the rules made to the plan by themselves, in a sentence."""

    on: date
    id: str
    says: str


class Case(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a therapist's list needs of one person.

    Attributes:
        told_on: the latest day on which the person told anything: a check-in, a session, a safety answer or a measure.
        tier, held_on, concerns: the safety tier in force, since when, and why.
        asked_again_on: the day since which safety questions are open because of something new; None when none are.
        pain, sessions, flare: as they are understood; days of the last four weeks.
        changes: what the rules changed in the two weeks before the latest fact, oldest first.
        told_clear: what they say of an examination elsewhere, while what was found here still stands.
    """

    told_on: date | None = None
    stage: str = ""
    tier: Tier = Tier.SELF_MANAGE
    held_on: date | None = None
    concerns: tuple[Concern, ...] = ()
    asked_again_on: date | None = None
    pain: Pain = Pain()
    sessions: tuple[date, ...] = ()
    flare: Flare | None = None
    changes: tuple[Changed, ...] = ()
    told_clear: ToldClear | None = None


class Band(Struct, frozen=True, kw_only=True):
    """A person's own usual leg pain on waking, 0-10: the mean of the days before the newest ones, and a standard deviation to each side."""

    low: float
    high: float


def case_of(known: Understanding, knowledge: Knowledge) -> Case:
    """Return a person in short."""
    safety = known.safety
    return Case(
        told_on=_told_on(known),
        stage=known.standing.stage,
        tier=safety.held,
        held_on=safety.held_on,
        concerns=tuple(Concern(id=reason.id, text=reason.text) for reason in safety.reasons),
        asked_again_on=_asked_again_on(known) if safety.asked_again else None,
        pain=known.pain,
        sessions=known.sessions,
        flare=known.flare,
        changes=tuple(
            Changed(on=event.on, id=event.id, says=told(knowledge, event.id, event.numbers).text)
            for event in known.events
            if event.id in BY_ITSELF
        ),
        told_clear=known.told_clear,
    )


def usual_band(pain: Pain, knowledge: Knowledge) -> Band | None:
    """Return the usual band of leg pain on waking; None where too few days were rated."""
    said = [day.waking for day in pain.days if day.waking is not None]
    left_out, fewest = int(knowledge.caseload["usual_left_out"].value), knowledge.caseload["usual_fewest"].value
    if len(said) < fewest + left_out:
        return None
    usual = said[:-left_out]
    middle = fmean(usual)
    around = sqrt(fmean((value - middle) ** 2 for value in usual))
    return Band(low=max(0.0, middle - around), high=min(10.0, middle + around))


def _told_on(known: Understanding) -> date | None:
    """Return the day of the latest word of the person; a clinician's order is none."""
    days = [*known.safety.answered_on.values(), *known.measured.last.values(), *known.sessions[-1:]]
    return max([*days, *(day.on for day in known.pain.days[-1:])], default=known.began_on)


def _asked_again_on(known: Understanding) -> date | None:
    """Return when something new last asked for the safety questions again."""
    return max((event.on for event in known.events if event.id in ASKED_AGAIN_FOR), default=None)
