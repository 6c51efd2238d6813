"""Facts: the only thing that is ever added to a log."""

from collections.abc import Sequence
from datetime import datetime

from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from stepwell.care import edition, folding, planning, recent
from stepwell.care.actions import entries
from stepwell.care.errors import FutureFact, NotSaved
from stepwell.care.models import Person
from stepwell.engine import log
from stepwell.engine.decision import Decision


def add(*, person: Person, facts: Sequence[log.Fact], now: datetime) -> Decision:
    """Add facts to a person's log and return today's decision. All of it happens, or none.

    A fact whose id the log already holds is not added again: a repeated post answers with the
    decision and writes nothing. Answers that come again with the same id but changed are a
    correction and are added; any other fact that does so raises AlreadySaved.

    Raises:
        FutureFact: a fact is about a day after today.
        TooMuch: a fact, or the log, would be too large.
        NotSaved: the storage refused; nothing was changed.
    """
    today = timezone.localdate(now)
    if any(fact.on > today for fact in facts):
        raise FutureFact
    named = entries.named(facts)
    try:
        return _added(person, named, now)
    except IntegrityError:
        # Somebody else wrote the same position or key first; looking again finds it there.
        return _once_more(person, named, now)
    except DatabaseError as error:
        raise NotSaved from error


def _once_more(person: Person, facts: Sequence[log.Fact], now: datetime) -> Decision:
    try:
        return _added(person, facts, now)
    except DatabaseError as error:
        raise NotSaved from error


def _added(person: Person, facts: Sequence[log.Fact], now: datetime) -> Decision:
    with transaction.atomic():
        # The lock is a statement of its own: on PostgreSQL what is read beside a lock may be older than the lock.
        locked = Person.objects.select_for_update().get(pk=person.pk)
        snapshot, new = entries.still_new(locked, facts)
        if new:
            understanding = folding.stepped(locked, snapshot, new)
            entries.append(locked, new, now)
            folding.save_snapshot(locked, understanding)
        else:
            understanding = folding.understood(locked, snapshot)
        decision = planning.decided(understanding, planning.day_to_plan(timezone.localdate(now), locked.newest_on))
        planning.store(locked, decision, now)
    person.version, person.head, person.newest_on = locked.version, locked.head, locked.newest_on
    recent.keep(recent.key(locked, decision.on, edition.present()), decision)
    return decision
