"""What a person shares with their clinic: given, changed and withdrawn by the person alone, at once."""

from collections.abc import Iterable
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction

from stepwell.care import export_files
from stepwell.care.access import SCOPES, Visitor
from stepwell.care.actions import audit
from stepwell.care.errors import NotSaved, NotThere
from stepwell.care.models import CaseSummary, Consent, Enrolment, Person


def share(*, who: Visitor, person: Person, parts: Iterable[str], now: datetime) -> None:
    """Share exactly these parts with the clinic that looks after the person; none of them stops the sharing.

    It holds for the clinic's next request. What a therapist has read or written down before is theirs to keep.

    Raises:
        NotThere: no clinic looks after this person, or it is not the person who asks.
    """
    _decide(who, person, ",".join(part for part in SCOPES if part in set(parts)), now, leaves=False)


def leave(*, who: Visitor, person: Person, now: datetime) -> None:
    """End the care at the clinic: it sees nothing more, and an invitation is needed to come back. The person keeps everything.

    Raises:
        NotThere: as for ``share``.
    """
    _decide(who, person, "", now, leaves=True)


def _decide(who: Visitor, person: Person, scope: str, now: datetime, *, leaves: bool) -> None:
    if who.person != person.pk:
        raise NotThere
    try:
        with transaction.atomic():
            # The person first, as everybody does who writes about a person: so that nobody waits for each other.
            list(Person.objects.select_for_update().filter(pk=person.pk).values_list("pk"))
            row = Enrolment.objects.select_for_update().filter(person=person, ended_at=None).first()
            if row is None:
                raise NotThere
            if row.scope == scope and not leaves:
                return
            row.scope, row.ended_at = scope, now if leaves else None
            row.save(update_fields=["scope", "ended_at"])
            Consent.objects.create(person=person, clinic_id=row.clinic_id, wish="given" if scope else "withdrawn", scope=scope, at=now)
            # Made of what was shared until now.
            export_files.take_back((person.pk,))
            CaseSummary.objects.filter(person=person).delete()
            audit.note(who, person, "share", "left the clinic" if leaves else scope or "nothing", now=now)
    except (OperationalError, InterfaceError) as error:
        raise NotSaved from error
