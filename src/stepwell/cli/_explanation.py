"""The reasoning behind one decision, as a value: what was understood, what acted, what was decided, and the sources."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from stepwell.cli._planning import planned
from stepwell.engine.because import told
from stepwell.engine.decision import DayPlan, Decision, FlareDay, Reason
from stepwell.engine.flare import day_of
from stepwell.engine.log import Log
from stepwell.engine.understanding import Understanding
from stepwell.knowledge.schema import Grade, Knowledge, Tier


class Understood(Struct, frozen=True, kw_only=True):
    """What the log says about the person on that day.

    Attributes:
        pattern, pattern_name, confidence, score, runner_up, supports: the working pattern; "" and null before any answers.
        stage, stage_since: where on the ladder; the plan may use a calmer one (a flare, an order).
        leg_pain: smoothed leg pain on waking, 0-10; leg_pain_at_start: the first rating.
        relief_dose, strength_dose: multiples of where each exercise starts.
        effort: smoothed effort, 0-10.
        liked, resting: movement directions: what trying them showed, and how many good sessions a resting one still needs.
        tier, tier_since: the safety tier in force; tier_now: what the present answers alone give.
        unanswered: safety questions that were never answered.
    """

    facts: int
    first_day: date | None
    latest_day: date | None
    sessions: int
    pattern: str
    pattern_name: str
    confidence: str
    score: float | None
    runner_up: str
    supports: tuple[Reason, ...]
    stage: str
    stage_since: date | None
    leg_pain: float | None
    leg_pain_at_start: int | None
    relief_dose: float
    strength_dose: float
    effort: float | None
    flare: FlareDay | None
    liked: dict[str, str]
    resting: dict[str, int]
    tier: Tier
    tier_since: date | None
    tier_now: Tier
    unanswered: tuple[str, ...]


class Citation(Struct, frozen=True, kw_only=True):
    """One source, what of it was read, and how well the facts that name it here are known."""

    id: str
    citation: str
    where: str
    read: str
    grades: tuple[Grade, ...]


class Explanation(Struct, frozen=True, kw_only=True):
    """Everything behind one decision. ``acted``: what the rules did in the two weeks before the log's latest fact, oldest first."""

    on: date
    release: str
    understood: Understood
    acted: tuple[Reason, ...]
    decision: Decision
    sources: tuple[Citation, ...]


def explained(log: Log, known: Knowledge, today: date) -> Explanation:
    """Return the reasoning behind the decision of a day. Raises Refused as ``planned`` does."""
    decision, person = planned(log, known, today)
    understood = _understood(person, known, today)
    acted = tuple(told(known, event.id, event.numbers, on=event.on) for event in person.events)
    return Explanation(
        on=today,
        release=known.release.version,
        understood=understood,
        acted=acted,
        decision=decision,
        sources=_cited([*understood.supports, *acted, *reasons_of(decision)], known),
    )


def reasons_of(decision: Decision) -> Iterator[Reason]:
    """Yield every reason of a decision, in the order of the page."""
    if not isinstance(decision, DayPlan):
        yield from decision.reasons
        return
    yield decision.why_today
    yield from decision.changes
    for item in decision.items:
        yield from item.reasons
    yield from decision.walk.reasons
    yield from (held.reason for held in decision.held_back)
    yield from decision.advice


def _understood(person: Understanding, known: Knowledge, today: date) -> Understood:
    picture = person.picture
    return Understood(
        facts=person.facts,
        first_day=person.began_on,
        latest_day=person.on,
        sessions=person.session_count,
        pattern=picture.pattern if picture else "",
        pattern_name=picture.name if picture else "",
        confidence=picture.confidence if picture else "",
        score=_rounded(picture.score) if picture else None,
        runner_up=picture.runner_up if picture else "",
        supports=picture.supports if picture else (),
        stage=person.standing.stage,
        stage_since=person.standing.since,
        leg_pain=_rounded(person.pain.smoothed),
        leg_pain_at_start=person.pain.start,
        relief_dose=round(person.doses.relief, 2),
        strength_dose=round(person.doses.load, 2),
        effort=_rounded(person.doses.effort),
        flare=day_of(person.flare, today, known),
        liked={way.value: result for way, result in person.likes.items()},
        resting={way.value: left for way, left in person.locks.items()},
        tier=person.safety.held,
        tier_since=person.safety.held_on,
        tier_now=person.safety.current,
        unanswered=person.safety.missing,
    )


def _cited(reasons: list[Reason], known: Knowledge) -> tuple[Citation, ...]:
    """Return every source that the reasons name, in the order of first use."""
    grades: dict[str, list[Grade]] = {}
    for reason in reasons:
        for source in reason.sources:
            grades.setdefault(source, []).append(reason.grade)
    return tuple(
        Citation(
            id=source,
            citation=known.sources[source].citation,
            where=known.sources[source].where,
            read=known.sources[source].read,
            grades=tuple(grade for grade in Grade if grade in given),
        )
        for source, given in grades.items()
    )


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 2)
