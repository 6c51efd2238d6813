"""Deciding a day for a person, and keeping what was decided."""

from datetime import date, datetime

import msgspec

from stepwell.care import edition
from stepwell.care.models import Person, StoredPlan
from stepwell.engine.decision import DayPlan, Decision
from stepwell.engine.plan import plan_from
from stepwell.engine.understanding import Understanding


def day_to_plan(today: date, newest_on: date | None) -> date:
    """Return today, or the day of the newest fact where that is later.

    It is later for some hours after somebody has travelled west; the plan then stays on the later day.
    """
    return max(today, newest_on) if newest_on else today


def decided(understanding: Understanding, today: date) -> Decision:
    """Return the engine's decision for a day."""
    return plan_from(understanding, edition.present().knowledge, today)


def store(person: Person, decision: Decision, at: datetime) -> None:
    """Keep a decision as it is shown, for the person's present position. Harmless to repeat."""
    save(row_of(person, decision, at))


def save(row: StoredPlan) -> None:
    """Keep a decision, unless the same was kept before."""
    StoredPlan.objects.bulk_create([row], ignore_conflicts=True)


def row_of(person: Person, decision: Decision, at: datetime) -> StoredPlan:
    """Return the row that keeps a decision, for the person's present position."""
    now = edition.present()
    return StoredPlan(
        person=person,
        on=decision.on,
        position=person.version,
        release=now.release,
        engine=now.engine,
        kind="plan" if isinstance(decision, DayPlan) else "referral",
        body=msgspec.json.encode(decision).decode(),
        stored_at=at,
    )
