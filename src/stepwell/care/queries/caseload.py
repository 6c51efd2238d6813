"""The people that a therapist looks after."""

from uuid import UUID

from msgspec import Struct

from stepwell.care import access


class Patient(Struct, frozen=True, kw_only=True):
    """One row of the list."""

    person: UUID
    name: str


def patients(who: access.Visitor) -> list[Patient]:
    """Return everybody whose care is open to this therapist, by name."""
    rows = access.enrolments_open_to(who).values_list("person_id", "person__account__name")
    return sorted((Patient(person=person, name=name or "") for person, name in rows), key=lambda each: each.name)
