"""Messages between a person and their clinic."""

from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from stepwell.care import access, edition
from stepwell.care.errors import NotThere
from stepwell.care.models import Enrolment, Message, Person
from stepwell.engine import danger_words
from stepwell.knowledge.schema import DangerWords

SHOWN = 200


class Letter(Struct, frozen=True, kw_only=True):
    """One message.

    Attributes:
        by: the writer's name. is_own: it came from the side that looks.
        dangers: what its words may be about, the most urgent first.
        read_at: when the other side first saw it.
    """

    by: str
    is_own: bool
    words: str
    at: datetime
    read_at: datetime | None
    dangers: tuple[DangerWords, ...]


class Thread(Struct, frozen=True, kw_only=True):
    """All messages of one person with one clinic, oldest first.

    Attributes:
        person_name: for the therapist's page.
        is_closed: the person shares nothing, so nobody at the clinic can read what they write.
    """

    clinic: UUID
    clinic_name: str
    clinic_phone: str
    person: UUID
    person_name: str
    letters: tuple[Letter, ...]
    is_closed: bool = False


def own(person: Person) -> Thread | None:
    """Return a person's messages with the clinic that looks after them now; None without one."""
    care = Enrolment.objects.filter(person=person, ended_at=None).select_related("clinic", "person__account").first()
    return _thread(care, from_clinic=False) if care is not None else None


def of_patient(who: access.Visitor, person: UUID) -> Thread:
    """Return the messages with a person for their therapist.

    Raises:
        NotThere: the person is not theirs, or shares nothing now.
    """
    care = access.enrolments_open_to(who).filter(person=person).select_related("clinic", "person__account").first()
    if care is None:
        raise NotThere
    return _thread(care, from_clinic=True)


def without_letters(thread: Thread) -> Thread:
    """Return the same without what was written."""
    return msgspec.structs.replace(thread, letters=())


def unread(person: Person) -> int:
    """Return how many messages a person has not seen of the clinic that looks after them now."""
    now = {"clinic__enrolments__person": person, "clinic__enrolments__ended_at": None}
    return Message.objects.filter(person=person, from_clinic=True, read_at=None, **now).count()


def _thread(care: Enrolment, *, from_clinic: bool) -> Thread:
    rows = Message.objects.filter(person=care.person_id, clinic=care.clinic_id).select_related("by").order_by("-at", "-pk")[:SHOWN]
    knowledge = edition.present().knowledge
    letters = tuple(
        Letter(
            by=row.by.get_full_name(),
            is_own=row.from_clinic == from_clinic,
            words=row.words,
            at=row.at,
            read_at=row.read_at,
            dangers=() if row.from_clinic else danger_words.found(row.words, knowledge),
        )
        for row in reversed(rows)
    )
    account = getattr(care.person, "account", None)
    return Thread(
        clinic=care.clinic_id,
        clinic_name=care.clinic.name,
        clinic_phone=care.clinic.phone,
        person=care.person_id,
        person_name=account.get_full_name() if account is not None else care.person.given_name,
        letters=letters,
        is_closed=not care.scope,
    )
