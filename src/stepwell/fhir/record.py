"""What is mapped: one person's record as plain values. Whoever owns rows fills it; nothing here knows a row."""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from stepwell.engine.decision import Decision
from stepwell.engine.log import Log

Moment = datetime
"""Always with a time zone: FHIR refuses a moment without one."""


class Subject(Struct, frozen=True, kw_only=True):
    """The person. Only what is known: no name or birth date is made up. ``full_name``: as it is written, where its parts are not known."""

    id: str
    full_name: str = ""
    given_name: str = ""
    family_name: str = ""
    birth_date: date | None = None
    gender: Literal["", "male", "female", "other", "unknown"] = ""
    email: str = ""
    phone: str = ""


class Staff(Struct, frozen=True, kw_only=True):
    """Somebody who works at the clinic."""

    id: str
    name: str


class ClinicHouse(Struct, frozen=True, kw_only=True):
    """The clinic."""

    id: str
    name: str
    phone: str = ""
    address: str = ""


class MadePlan(Struct, frozen=True, kw_only=True):
    """A plan or referral as it was shown, and when it was made."""

    decision: Decision
    made_at: Moment


class Visit(Struct, frozen=True, kw_only=True):
    """An appointment. ``starts_at``: None while no time was proposed."""

    id: str
    state: Literal["requested", "proposed", "confirmed", "declined", "cancelled", "done"]
    created_at: Moment
    starts_at: Moment | None = None
    minutes: int = 45
    reason: str = ""
    preferred: str = ""
    staff: str = ""


class Note(Struct, frozen=True, kw_only=True):
    """A message between the person and the clinic. ``staff``: who of the clinic wrote it, or "" for nobody in particular."""

    id: str
    from_clinic: bool
    words: str
    at: Moment
    read_at: Moment | None = None
    staff: str = ""


class Review(Struct, frozen=True, kw_only=True):
    """A therapist's decision about one change that the programme proposed."""

    id: str
    on: date
    exercise: str
    change: str
    verdict: Literal["accepted", "edited", "rejected"]
    at: Moment
    staff: str
    why: str = ""


class Chore(Struct, frozen=True, kw_only=True):
    """Something that somebody at the clinic means to do about the person."""

    id: str
    words: str
    at: Moment
    staff: str
    due: date | None = None
    done_at: Moment | None = None


class Sharing(Struct, frozen=True, kw_only=True):
    """One decision of the person about sharing with the clinic; the latest one holds. ``parts``: what is shared, none when withdrawn."""

    id: str
    wish: Literal["given", "withdrawn"]
    parts: tuple[str, ...]
    at: Moment


class Told(Struct, frozen=True, kw_only=True):
    """Who of the clinic told a fact, and when it was written down."""

    staff: str
    at: Moment


class Record(Struct, frozen=True, kw_only=True):
    """One person's record.

    Attributes:
        made_at: when it was put together.
        software: the version of Stepwell, for the resources that say who made something.
        plans: oldest first. What did not change from one to the next is told once.
        authors: id of a fact -> who of the clinic told it; what is not in it was told by the person.
    """

    subject: Subject
    log: Log
    made_at: Moment
    software: str
    plans: tuple[MadePlan, ...] = ()
    clinic: ClinicHouse | None = None
    staff: tuple[Staff, ...] = ()
    authors: dict[str, Told] = {}
    visits: tuple[Visit, ...] = ()
    notes: tuple[Note, ...] = ()
    reviews: tuple[Review, ...] = ()
    chores: tuple[Chore, ...] = ()
    sharings: tuple[Sharing, ...] = ()
