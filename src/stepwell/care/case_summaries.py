"""What the list of patients shows of a person, kept beside the log: stepped with it, and made anew wherever it does not fit."""

from collections.abc import Iterable
from uuid import UUID

import msgspec
from django.conf import settings

from stepwell.care import edition, folding
from stepwell.care.models import CaseSummary, Enrolment, Person, Snapshot
from stepwell.engine.case import Case, case_of
from stepwell.engine.understanding import Understanding
from stepwell.knowledge.schema import Tier

_CASE = msgspec.json.Decoder(Case)
_FIELDS = ["head", "release", "engine", "body"]


def keep_up(person: Person, known: Understanding) -> None:
    """Keep a person's summary in step with their log, in the transaction of the log; only where a clinic looks after them."""
    if settings.IS_CLINIC and Enrolment.objects.filter(person=person, ended_at=None).exists():
        _save([_row(person, case_of(known, edition.present().knowledge))])


def fits(head: str, row: tuple[str | None, str | None, str | None]) -> bool:
    """Whether a stored summary was made of this log, by this release and engine. ``row``: its head, release and engine."""
    now = edition.present()
    return row == (head, now.release, now.engine)


def read(body: str) -> Case | None:
    """Return a stored summary; None for one that cannot be read."""
    try:
        return _CASE.decode(body)
    except msgspec.DecodeError:
        return None


def made_anew(people: Iterable[UUID]) -> dict[UUID, Case]:
    """Return the summaries of people anew, and keep them: as many queries for one as for many, while their snapshots fit.

    Only somebody whose snapshot fits no more, as after an upgrade, costs a reading of the whole log.
    """
    rows = list(Person.objects.filter(pk__in=list(people)).select_related("snapshot"))
    knowledge = edition.present().knowledge
    found = {person.pk: case_of(folding.understood(person, _snapshot(person)), knowledge) for person in rows}
    _save([_row(person, found[person.pk]) for person in rows])
    return found


def shared(case: Case, parts: frozenset[str]) -> Case:
    """Return a summary cut to the parts that a person shares now."""
    known = case
    if "days" not in parts:
        known = msgspec.structs.replace(
            known, told_on=None, stage="", pain=Case().pain, sessions=(), flare=None, changes=(), asked_again_on=None
        )
    return known if "days" in parts and "evaluation" in parts else _with_shared_concerns(known, parts)


def _with_shared_concerns(case: Case, parts: frozenset[str]) -> Case:
    """Leave out why a tier holds where that part is not shared; without any reason left, the tier is not shared either."""
    flags = {*edition.present().knowledge.red_flags, *edition.present().knowledge.scores}
    kept = tuple(one for one in case.concerns if ("evaluation" if one.id in flags else "days") in parts)
    return msgspec.structs.replace(
        case, concerns=kept, tier=case.tier if kept else Tier.SELF_MANAGE, held_on=case.held_on if kept else None
    )


def _row(person: Person, case: Case) -> CaseSummary:
    now = edition.present()
    return CaseSummary(person=person, head=person.head, release=now.release, engine=now.engine, body=msgspec.json.encode(case).decode())


def _save(rows: list[CaseSummary]) -> None:
    CaseSummary.objects.bulk_create(rows, update_conflicts=True, unique_fields=["person"], update_fields=_FIELDS)


def _snapshot(person: Person) -> Snapshot | None:
    return getattr(person, "snapshot", None)
