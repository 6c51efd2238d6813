"""Rows of a log: which facts are new to it, and what their rows hold. Nothing is written here: ``steps`` does that."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec
from django.db.models import Exists, OuterRef

from stepwell.care import edition, written
from stepwell.care.errors import AlreadySaved, TooMuch
from stepwell.care.models import Fact, Person, Snapshot
from stepwell.care.models.fact import BODY_MOST
from stepwell.engine import log

FACTS_MOST = 20_000
_KEYS_AT_ONCE = 400
_BOTH_KEPT = (log.SafetyCheck, log.Evaluation, log.CheckIn, log.Measure, log.FlareNote, log.Session)
"""Facts of which both are kept when an id comes again with other content: later answers and notes replace earlier ones, so a
correction can simply be added; and of a session that two open pages sent, neither may be lost."""


def named(facts: Iterable[log.Fact]) -> list[log.Fact]:
    """Return the facts oldest first, each once and each with an id. Raises TooMuch for one that is too large."""
    bodies: dict[str, str] = {}
    for fact in facts:
        key = fact.id or str(uuid.uuid4())
        bodies.setdefault(key, written.text_of(msgspec.structs.replace(fact, id=key)))
    if any(len(body) > BODY_MOST for body in bodies.values()):
        raise TooMuch("This answer")
    # Read back from their text, so that the engine sees them now as it will whenever it folds the log again.
    return sorted(map(written.fact_in, bodies.values()), key=lambda fact: fact.on)


def still_new(person: Person, facts: Sequence[log.Fact]) -> tuple[Snapshot | None, list[log.Fact]]:
    """Return the person's snapshot and those facts that the log does not hold.

    Raises:
        AlreadySaved: an id is there with other content, and the fact is not one of which both can be kept.
    """
    snapshot, is_new = with_repeats(person, facts)
    if is_new:
        return snapshot, list(facts)
    bodies = _bodies(person, [str(fact.id) for fact in facts])
    changed = [_correction(fact) for fact in facts if fact.id in bodies and _differs(fact, bodies[str(fact.id)])]
    corrected = _bodies(person, [str(fact.id) for fact in changed]) if changed else {}
    new = [fact for fact in facts if fact.id not in bodies] + [fact for fact in changed if fact.id not in corrected]
    return snapshot, sorted(new, key=lambda fact: fact.on)


def with_repeats(person: Person, facts: Sequence[log.Fact]) -> tuple[Snapshot | None, bool]:
    """Return the person's snapshot, and whether the log is known to hold none of the facts' ids: both by one read."""
    keys = [str(fact.id) for fact in facts]
    held = Fact.objects.filter(person=OuterRef("person"), key__in=keys[:_KEYS_AT_ONCE])
    snapshot = Snapshot.objects.filter(person=person).annotate(repeats=Exists(held)).first()
    return snapshot, len(keys) <= _KEYS_AT_ONCE and snapshot is not None and not getattr(snapshot, "repeats", True)


def moved_on(person: Person, facts: Sequence[log.Fact], now: datetime, author: int | None) -> list[Fact]:
    """Return the rows of facts at the next positions, and move the person's version, newest day and head along; nothing is written.

    Args:
        facts: oldest first, each with an id, and none of them in the log.
        author: the account that told them; None for the person themselves.

    Raises:
        TooMuch: the log would be too large.
    """
    if person.version + len(facts) > FACTS_MOST:
        raise TooMuch("The log")
    release = edition.present().release
    rows = [
        Fact(
            person=person,
            key=str(fact.id),
            position=position,
            on=fact.on,
            kind=str(fact.__struct_config__.tag),
            body=written.text_of(fact),
            release=release,
            recorded_at=now,
            author_id=author,
        )
        for position, fact in enumerate(facts, start=person.version + 1)
    ]
    for row in rows:
        person.head = written.next_head(person.head, row.body)
    person.version += len(rows)
    person.newest_on = max(facts[-1].on, person.newest_on or facts[-1].on)
    return rows


def _bodies(person: Person, keys: Sequence[str]) -> dict[str, str]:
    rows = Fact.objects.filter(person=person)
    if len(keys) <= _KEYS_AT_ONCE:
        rows = rows.filter(key__in=keys)
    return dict(rows.values_list("key", "body"))


def _differs(fact: log.Fact, body: str) -> bool:
    """Whether a fact says something else than a stored one. Values are compared: an older release may have written fewer fields."""
    return body != written.text_of(fact) and written.fact_in(body) != fact


def _correction(fact: log.Fact) -> log.Fact:
    """Return the fact under an id made of its content, so that repeating the correction also adds nothing."""
    if not isinstance(fact, _BOTH_KEPT):
        raise AlreadySaved
    return msgspec.structs.replace(fact, id=written.key_from_words(str(fact.id), written.text_of(fact)))
