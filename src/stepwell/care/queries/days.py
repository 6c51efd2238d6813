"""What is understood of a person, and what is decided for a day."""

import logging
from datetime import date

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from stepwell.care import edition, folding, planning, recent, written
from stepwell.care.models import Person, Snapshot, StoredPlan
from stepwell.engine.decision import Decision
from stepwell.engine.understanding import Understanding

logger = logging.getLogger("stepwell.care")


def decision(person: Person, today: date) -> Decision:
    """Return what to do today.

    At most one read, and one write on the first look of a day: that is when a plan that no new
    fact has called for becomes one that was shown, and is kept.
    """
    now = edition.present()
    day = planning.day_to_plan(today, person.newest_on)
    found = recent.kept(recent.key(person, day, now))
    if found is not None:
        return found
    shown = StoredPlan.objects.filter(person=OuterRef("pk"), on=day, position=OuterRef("version"), release=now.release, engine=now.engine)
    fresh = Person.objects.select_related("snapshot").annotate(shown=Subquery(shown.values("body")[:1])).get(pk=person.pk)
    if planning.day_to_plan(today, fresh.newest_on) != day:
        return decision(fresh, today)
    body: str | None = getattr(fresh, "shown", None)
    found = written.decision_in(body) if body else _planned(fresh, day)
    recent.keep(recent.key(fresh, day, now), found)
    return found


def understanding(person: Person) -> Understanding:
    """Return what the engine understands of a person now.

    The snapshot that was read stays with the person, so that facts that are added next need not read it again.
    """
    fresh = Person.objects.select_related("snapshot").get(pk=person.pk)
    snapshot = _snapshot(fresh)
    known = folding.trusted(fresh, snapshot)
    if known is None:
        return _mended(fresh)
    if fresh.head == person.head:
        person.snapshot = snapshot
    return known


def _planned(person: Person, day: date) -> Decision:
    known = folding.trusted(person, _snapshot(person))
    found = planning.decided(known if known is not None else _mended(person), day)
    try:
        with transaction.atomic():
            planning.store(person, found, timezone.now())
    except (OperationalError, InterfaceError):
        # A full disk must not hide the plan: it can be decided again at any time.
        logger.error("a plan that was shown could not be stored")
    return found


def _mended(person: Person) -> Understanding:
    """Fold the log again, under the person's lock, and keep the result where there is anything to keep."""
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        again = folding.understood(locked, None)
        if locked.version:
            folding.save_snapshot(locked, again)
    return again


def _snapshot(person: Person) -> Snapshot | None:
    return getattr(person, "snapshot", None)
