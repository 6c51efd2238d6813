"""One step of a log: everything that adding facts writes, worked out first, and written only while the log is as it was.

The head of a person names every fact of their log. So whatever was worked out from a log still holds while the head is the
same, and a step can be made before the writer's turn: only the writing keeps others waiting.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from stepwell.care import case_summaries, folding, planning
from stepwell.care.actions import entries
from stepwell.care.models import Fact, Person, Snapshot, StoredPlan
from stepwell.engine import log
from stepwell.engine.decision import Decision
from stepwell.engine.understanding import Understanding


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is written when facts are added.

    Attributes:
        before: the head of the log that it was worked out from.
        person: as they stand after it.
        facts, snapshot, plan: the new rows.
        understanding, decision: what the rows hold.
    """

    before: str
    person: Person
    facts: list[Fact]
    snapshot: Snapshot
    plan: StoredPlan
    understanding: Understanding
    decision: Decision


def made(person: Person, understanding: Understanding, new: Sequence[log.Fact], now: datetime, author: int | None) -> Step:
    """Return the step from a log as it stands by ``new``, oldest first, none of which it holds. Writes nothing.

    understanding: what is understood once they are added.

    Raises:
        TooMuch: the log would be too large.
    """
    after = copy(person)
    rows = entries.moved_on(after, new, now, author)
    decision = planning.decided(understanding, planning.day_to_plan(timezone.localdate(now), after.newest_on))
    return Step(
        before=person.head,
        person=after,
        facts=rows,
        snapshot=folding.snapshot_of(after, understanding),
        plan=planning.row_of(after, decision, now),
        understanding=understanding,
        decision=decision,
    )


class MovedOn(Exception):
    """The log is no more as it was when a step was worked out from it, or is gone."""


def take(step: Step) -> None:
    """Write a step, in the writer's turn and transaction.

    Raises:
        MovedOn: nothing was written.
        IntegrityError: the log holds one of the facts' ids.
    """
    after = step.person
    # The first statement, so that it takes the person's lock: whoever writes next sees all of this step or waits for it.
    moved = Person.objects.filter(pk=after.pk, head=step.before).update(version=after.version, newest_on=after.newest_on, head=after.head)
    if not moved:
        raise MovedOn
    Fact.objects.bulk_create(step.facts)
    folding.save(step.snapshot)
    case_summaries.keep_up(after, step.understanding)
    planning.save(step.plan)
