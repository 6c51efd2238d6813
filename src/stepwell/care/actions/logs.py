"""Logs as files: bringing one in, and taking one away."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import msgspec
from django.utils import timezone

from stepwell.care import whose_log, written
from stepwell.care.actions import claims, facts
from stepwell.care.errors import CannotWrite, MadeUp
from stepwell.care.models import Person
from stepwell.care.queries import logs
from stepwell.care.whole_file import written_whole
from stepwell.engine import reading
from stepwell.engine.log import Fact, Log


def import_log(*, person: Person, log: Log, now: datetime | None = None) -> facts.Merged:
    """Add every fact of a log that the person's own log does not hold yet.

    Facts without an id get one made of their content, so that the same file brings nothing twice.
    A person without any fact also takes over the log's seed.

    Raises:
        MadeUp: it is of somebody who does not exist.
        SomebodyElses: another age or sex is told in it.
        SetElsewhere: it would change what a clinic set.
        CareError: what ``facts.add`` raises.
    """
    if log.made_up:
        raise MadeUp
    whose_log.refuse_somebody_elses(person, log.facts)
    brought = _with_ids(log.facts)
    claims.refuse_orders_from_elsewhere(person, brought)
    return facts.merge(person=person, log=msgspec.structs.replace(log, facts=brought), now=now or timezone.now())


def export_file(*, person: Person, path: Path) -> int:
    """Write the person's log into a private file, whole or not at all, and return how many facts it holds.

    Raises:
        CannotWrite: the place cannot be written to.
    """
    log = logs.export(person)
    path = path.expanduser().absolute()
    if path.is_dir():
        raise CannotWrite("a folder has that name")
    with written_whole(path) as beside:
        beside.write_bytes(reading.written(log))
    return len(log.facts)


def _with_ids(unnamed: tuple[Fact, ...]) -> tuple[Fact, ...]:
    seen: Counter[str] = Counter()
    named: list[Fact] = []
    for fact in unnamed:
        text = written.text_of(fact)
        seen[text] += 1
        # The count keeps two equal facts, such as two sessions on one day, apart.
        named.append(fact if fact.id else msgspec.structs.replace(fact, id=written.key_from_words(text, str(seen[text]))))
    return tuple(named)
