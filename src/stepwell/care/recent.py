"""What this process decided, or read out of a log, last: so that a page opened twice does not cost twice.

A key names the content it came from (the log's head, the edition, the day), so an entry can be
old but never wrong; nothing has to be told when something changes.
"""

from collections import OrderedDict
from datetime import date
from threading import Lock
from typing import TypeVar

from stepwell.care.edition import Edition
from stepwell.care.models import Person
from stepwell.engine.decision import Decision
from stepwell.engine.plan_changes import PlanChange

Key = tuple[object, ...]
Changes = tuple[PlanChange, ...]
Value = TypeVar("Value")
MOST = 256
MOST_CHANGES = 16

_kept: OrderedDict[Key, Decision] = OrderedDict()
_changes: OrderedDict[Key, Changes] = OrderedDict()
_lock = Lock()


def key(person: Person, today: date, edition: Edition) -> Key:
    """Return what a decision depends on."""
    return (person.pk, person.seed, person.head, today, edition.release, edition.engine)


def kept(of: Key) -> Decision | None:
    """Return the decision for a key, if this process still has it."""
    return _found(_kept, of)


def keep(of: Key, decision: Decision) -> None:
    """Remember a decision, and forget the one unused for longest."""
    _remember(_kept, of, decision, MOST)


def kept_changes(of: Key) -> Changes | None:
    """Return when a plan changed over a whole log, if this process still has it."""
    return _found(_changes, of)


def keep_changes(of: Key, changes: Changes) -> None:
    """Remember when a plan changed over a whole log, for a few logs."""
    _remember(_changes, of, changes, MOST_CHANGES)


def forget() -> None:
    """Forget everything: after a deletion nothing of a person may stay in memory."""
    with _lock:
        _kept.clear()
        _changes.clear()


def _found(store: OrderedDict[Key, Value], of: Key) -> Value | None:
    with _lock:
        if of in store:
            store.move_to_end(of)
        return store.get(of)


def _remember(store: OrderedDict[Key, Value], of: Key, value: Value, most: int) -> None:
    with _lock:
        store[of] = value
        store.move_to_end(of)
        while len(store) > most:
            store.popitem(last=False)
