"""What a person's diary says of the things that may set their pain off: worked out once a week, and kept."""

from datetime import date, timedelta

import msgspec
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Count, Max, Q

from stepwell.care import access, edition, written
from stepwell.care.models import Fact, Person, TriggerFit
from stepwell.engine import triggers
from stepwell.engine.diary import diary_of
from stepwell.engine.trigger_findings import DiaryDay, Findings

KINDS = ("check_in", "session", "preference")
"""The facts that a diary is made of."""
_FINDINGS = msgspec.json.Decoder(Findings)


def findings(person: Person, today: date) -> Findings:
    """Return what the diary said at the beginning of this week.

    Kept findings cost two reads. New ones go on from those of an earlier week while the facts behind them, the release and the engine
    are the same; otherwise every week is judged again. On a Monday without a check-in the week before still holds, because Monday's
    check-in tells of Sunday.
    """
    kept = access.rows_of(person, TriggerFit).first()
    this = _monday(today)
    then = kept.week if kept is not None else this
    heads = _heads(person, today, then, this)
    week = this if today > this or heads["today"] else this - timedelta(days=7)
    before = _trusted(kept, _head(heads, "then")) if kept is not None and kept.week <= week else None
    if before is not None and before.week == week:
        return before
    found = triggers.through(diary(person), edition.present().knowledge, week, before)
    _store(person, found, _head(heads if week == this else _heads(person, today, then, week), "this"))
    return found


def diary(person: Person, since: date | None = None) -> tuple[DiaryDay, ...]:
    """Return the diary that the log holds, oldest day first; of check-ins and sessions only those from ``since`` on."""
    rows = access.rows_of(person, Fact).filter(kind__in=KINDS)
    if since is not None:
        rows = rows.filter(Q(on__gte=since) | Q(kind="preference"))
    bodies = rows.order_by("on", "position").values_list("body", flat=True)
    return diary_of([written.fact_in(body) for body in bodies], edition.present().knowledge)


def _heads(person: Person, today: date, then: date, this: date) -> dict[str, int]:
    """Return how many facts there are up to two Mondays, and where the last of them stands; and the check-ins of today.

    The Mondays themselves are in it: a check-in tells of the day before. Facts are only ever added, so the two numbers name them all.
    """
    rows = access.rows_of(person, Fact).filter(kind__in=KINDS, on__lte=today)
    up_to = {"then": Q(on__lte=then), "this": Q(on__lte=this)}
    return rows.aggregate(
        today=Count("pk", filter=Q(on=today, kind="check_in")),
        **{f"{name}_count": Count("pk", filter=when) for name, when in up_to.items()},
        **{f"{name}_last": Max("position", filter=when) for name, when in up_to.items()},
    )


def _head(heads: dict[str, int], name: str) -> str:
    return f"{heads[f'{name}_count']}:{heads[f'{name}_last'] or 0}"


def _trusted(kept: TriggerFit, head: str) -> Findings | None:
    """Return kept findings if they fit the log, release and engine and can be read; otherwise None."""
    now = edition.present()
    if (kept.head, kept.release, kept.engine) != (head, now.release, now.engine):
        return None
    try:
        return _FINDINGS.decode(kept.body)
    except msgspec.DecodeError:
        return None


def _store(person: Person, found: Findings, head: str) -> None:
    now = edition.present()
    body = msgspec.json.encode(found).decode()
    row = TriggerFit(person=person, week=found.week, head=head, release=now.release, engine=now.engine, body=body)
    fields = ["week", "head", "release", "engine", "body"]
    try:
        with transaction.atomic():
            TriggerFit.objects.bulk_create([row], update_conflicts=True, unique_fields=["person"], update_fields=fields)
    except (OperationalError, InterfaceError):
        # A full disk must not hide the findings: they can be worked out again at any time.
        return


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
