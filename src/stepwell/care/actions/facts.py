"""Facts: the only thing that is ever added to a log."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, InterfaceError, OperationalError
from django.utils import timezone
from msgspec import Struct

from stepwell.care import edition, folding, planning, recent
from stepwell.care.actions import audit, claims, entries, steps
from stepwell.care.errors import FutureFact, NotSaved
from stepwell.care.models import Person, Snapshot
from stepwell.engine.decision import Decision
from stepwell.engine.log import Fact, Log


class Merged(Struct, frozen=True, kw_only=True):
    """How many facts were new, and what is decided for today now."""

    added: int
    decision: Decision


def add(*, person: Person, facts: Sequence[Fact], now: datetime, author: int | None = None) -> Decision:
    """Add facts to a person's log and return today's decision. All of it happens, or none.

    A fact whose id the log already holds is not added again: a repeated post answers with the
    decision and writes nothing. Answers that come again with the same id but changed are a
    correction and are added, and so is a session that two open pages sent; any other fact that does so
    raises AlreadySaved.

    Args:
        person: whose log it is.
        facts: what is told.
        now: the moment.
        author: the account that tells it; None for the person themselves.

    Raises:
        FutureFact: a fact is about a day after today.
        TooMuch: a fact, or the log, would be too large.
        NotSaved: the storage refused; nothing was changed.
    """
    return _merged(person, facts, now, seed=None, author=author).decision


def merge(*, person: Person, log: Log, now: datetime) -> Merged:
    """Add a whole log, as ``add`` does; a person without any fact also takes over its seed."""
    return _merged(person, log.facts, now, seed=log.seed)


def _merged(person: Person, facts: Sequence[Fact], now: datetime, seed: int | None, author: int | None = None) -> Merged:
    today = timezone.localdate(now)
    if any(fact.on > today for fact in facts):
        raise FutureFact
    named = entries.named(facts)
    try:
        try:
            ready = _ready(person, named, now) if seed is None and author is None else None
            return _taken(person, ready, now) if ready is not None else _added(person, named, now, seed, author)
        except (IntegrityError, steps.MovedOn):
            # Somebody else wrote first; a second look finds it there.
            return _added(person, named, now, seed, author)
    except (OperationalError, InterfaceError, steps.MovedOn) as error:
        raise NotSaved from error


def _ready(person: Person, facts: Sequence[Fact], now: datetime) -> steps.Step | None:
    """Return the step that adds facts to the log as it was read last, worked out while others may write.

    None for whatever is decided under the lock: a repeat, a fact older than the newest, one that a clinic's finding may speak
    against, and a log whose snapshot does not fit.
    """
    if not facts or claims.may_lift(facts):
        return None
    snapshot, is_new = _held(person), True
    if snapshot is None:
        snapshot, is_new = entries.with_repeats(person, facts)
    known = folding.one_step(person, snapshot, facts) if is_new else None
    return steps.made(person, known, facts, now, None) if known is not None else None


def _held(person: Person) -> Snapshot | None:
    """Return the snapshot that was read with a person; the database itself then refuses an id that the log holds."""
    held: Snapshot | None = person._state.fields_cache.get("snapshot")
    return held


def _taken(person: Person, step: steps.Step, now: datetime) -> Merged:
    """Write a step that was made ready."""
    with audit.changing(person.pk, now):
        steps.take(step)
    return _in_hand(person, step.person, Merged(added=len(step.facts), decision=step.decision))


def _added(person: Person, facts: Sequence[Fact], now: datetime, seed: int | None, author: int | None) -> Merged:
    with audit.changing(person.pk, now):
        # The lock is a statement of its own: on PostgreSQL what is read beside a lock may be older than the lock.
        locked = Person.objects.select_for_update().get(pk=person.pk)
        if seed is not None and locked.version == 0:
            locked.seed = seed
            locked.save(update_fields=["seed"])
        snapshot, new = entries.still_new(locked, facts)
        if new and author is None:
            new = claims.lifting_nothing(locked, snapshot, new)
        if new:
            step = steps.made(locked, folding.stepped(locked, snapshot, new), new, now, author)
            steps.take(step)
            after, decision = step.person, step.decision
        else:
            after, known = locked, folding.understood(locked, snapshot)
            decision = planning.decided(known, planning.day_to_plan(timezone.localdate(now), locked.newest_on))
            planning.store(locked, decision, now)
    return _in_hand(person, after, Merged(added=len(new), decision=decision))


def _in_hand(person: Person, after: Person, merged: Merged) -> Merged:
    """Bring the person that the caller holds, and what this process remembers, up to what was written."""
    for field in ("seed", "version", "newest_on", "head"):
        setattr(person, field, getattr(after, field))
    recent.keep(recent.key(after, merged.decision.on, edition.present()), merged.decision)
    return merged
