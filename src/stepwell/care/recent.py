"""The decisions this process made last, so that a page opened twice is not planned twice.

A key names the content it came from (the log's head, the edition, the day), so an entry can be
old but never wrong; nothing has to be told when something changes.
"""

from collections import OrderedDict
from datetime import date
from threading import Lock

from stepwell.care.edition import Edition
from stepwell.care.models import Person
from stepwell.engine.decision import Decision

Key = tuple[object, ...]
MOST = 256

_kept: OrderedDict[Key, Decision] = OrderedDict()
_lock = Lock()


def key(person: Person, today: date, edition: Edition) -> Key:
    """Return what a decision depends on."""
    return (person.pk, person.seed, person.head, today, edition.release, edition.engine)


def kept(of: Key) -> Decision | None:
    """Return the decision for a key, if this process still has it."""
    with _lock:
        if of in _kept:
            _kept.move_to_end(of)
        return _kept.get(of)


def keep(of: Key, decision: Decision) -> None:
    """Remember a decision, and forget the one unused for longest."""
    with _lock:
        _kept[of] = decision
        _kept.move_to_end(of)
        while len(_kept) > MOST:
            _kept.popitem(last=False)


def forget() -> None:
    """Forget everything: after a deletion nothing of a person may stay in memory."""
    with _lock:
        _kept.clear()
