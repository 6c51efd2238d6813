"""From stored facts to what the engine understands: a step from the snapshot, or from nothing.

A snapshot is used only when it fits the log's head, the knowledge release, the engine and its
own seal. In every other case all facts are read and understood again.
"""

from collections.abc import Sequence
from hashlib import sha256

import msgspec

from stepwell.care import edition, written
from stepwell.care.models import Fact, Person, Snapshot
from stepwell.engine import log
from stepwell.engine.understanding import Understanding, advance, understand

_UNDERSTANDING = msgspec.json.Decoder(Understanding)


def log_of(person: Person, up_to: int | None = None) -> log.Log:
    """Return the log, by day, and within a day in the order it came; only the first ``up_to`` facts that came, if given."""
    rows = Fact.objects.filter(person=person)
    if up_to is not None:
        rows = rows.filter(position__lte=up_to)
    bodies = rows.order_by("on", "position").values_list("body", flat=True)
    return log.Log(seed=person.seed, facts=tuple(written.fact_in(body) for body in bodies))


def trusted(person: Person, snapshot: Snapshot | None) -> Understanding | None:
    """Return what a snapshot holds if it fits this person, release and engine and is whole; otherwise None."""
    now = edition.present()
    if snapshot is None or (snapshot.head, snapshot.release, snapshot.engine) != (person.head, now.release, now.engine):
        return None
    if snapshot.seal != seal(snapshot):
        return None
    try:
        return _UNDERSTANDING.decode(snapshot.body)
    except msgspec.DecodeError:
        return None


def understood(person: Person, snapshot: Snapshot | None) -> Understanding:
    """Return what is understood of a person as their row stands; reads the log only where the snapshot will not do."""
    known = trusted(person, snapshot)
    return known if known is not None else understand(log_of(person), edition.present().knowledge)


def stepped(person: Person, snapshot: Snapshot | None, new: Sequence[log.Fact]) -> Understanding:
    """Return what is understood once ``new``, oldest first, is added to a log that does not hold it yet.

    A fact older than the newest one belongs in between, so then everything is folded again.
    """
    known = one_step(person, snapshot, new)
    if known is not None:
        return known
    facts = sorted((*log_of(person).facts, *new), key=lambda fact: fact.on)
    return understand(log.Log(seed=person.seed, facts=tuple(facts)), edition.present().knowledge)


def one_step(person: Person, snapshot: Snapshot | None, new: Sequence[log.Fact]) -> Understanding | None:
    """Return what is understood once ``new``, oldest first, is added; None where the snapshot is not enough to tell."""
    known = trusted(person, snapshot)
    if known is None or (person.newest_on and new[0].on < person.newest_on):
        return None
    for fact in new:
        known = advance(known, fact, edition.present().knowledge)
    return known


def snapshot_of(person: Person, understanding: Understanding) -> Snapshot:
    """Return the row that keeps what is understood, for the person's present head."""
    now = edition.present()
    snapshot = Snapshot(
        person=person, head=person.head, release=now.release, engine=now.engine, body=msgspec.json.encode(understanding).decode()
    )
    snapshot.seal = seal(snapshot)
    return snapshot


def save(snapshot: Snapshot) -> None:
    """Keep a snapshot in place of the one before."""
    fields = ["head", "release", "engine", "body", "seal"]
    Snapshot.objects.bulk_create([snapshot], update_conflicts=True, unique_fields=["person"], update_fields=fields)


def save_snapshot(person: Person, understanding: Understanding) -> None:
    """Keep what is understood, for the person's present head."""
    save(snapshot_of(person, understanding))


def seal(snapshot: Snapshot) -> str:
    """Return the hash that a whole and unedited snapshot carries."""
    parts = (snapshot.person_id, snapshot.head, snapshot.release, snapshot.engine, snapshot.body)
    return sha256("\n".join(map(str, parts)).encode()).hexdigest()
