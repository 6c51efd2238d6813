"""Who has read or written a person's record, for the person."""

from datetime import date, datetime

from django.utils import timezone
from msgspec import Struct

from stepwell.care.models import AuditEntry, Person

AT_ONCE = 200
"""How many entries a page shows."""


class Looked(Struct, frozen=True, kw_only=True):
    """Somebody's doing on one day: the same thing done several times is said once.

    Attributes:
        who: the name; "" for the program itself. is_self: it was the person. clinic: on whose behalf, or "".
        first, last: when. times: how often.
    """

    who: str
    is_self: bool
    clinic: str
    action: str
    what: str
    first: datetime
    last: datetime
    times: int


class Page(Struct, frozen=True, kw_only=True):
    """Some days, newest first. older: the number to ask for the days before with; None when there are none."""

    days: tuple[tuple[date, tuple[Looked, ...]], ...]
    older: int | None


def looked(person: Person, before: int | None = None) -> Page:
    """Return who read or wrote a person's record, by day, newest first.

    Args:
        before: only entries older than the one with this number.
    """
    rows = AuditEntry.objects.filter(person=person).select_related("clinic").order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: AT_ONCE + 1])
    shown = found[:AT_ONCE]
    own = getattr(getattr(person, "account", None), "pk", None)
    days: dict[date, dict[tuple[object, ...], list[AuditEntry]]] = {}
    for row in shown:
        same = (row.account_id, row.who, row.clinic_id, row.action, row.what)
        days.setdefault(timezone.localdate(row.at), {}).setdefault(same, []).append(row)
    return Page(
        days=tuple((day, tuple(_said(entries, own) for entries in doings.values())) for day, doings in days.items()),
        older=shown[-1].pk if len(found) > len(shown) else None,
    )


def _said(entries: list[AuditEntry], own: int | None) -> Looked:
    newest, oldest = entries[0], entries[-1]
    return Looked(
        who=newest.who,
        is_self=own is not None and newest.account_id == own and newest.clinic_id is None,
        clinic=newest.clinic.name if newest.clinic is not None else "",
        action=newest.action,
        what=newest.what,
        first=oldest.at,
        last=newest.at,
        times=len(entries),
    )
