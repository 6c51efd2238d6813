"""A clinic: opened by whoever runs the program, its details changed by its manager, its people assigned and let go."""

from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.utils.text import slugify

from stepwell.care import export_files
from stepwell.care.access import Visitor
from stepwell.care.actions import audit, invitations
from stepwell.care.errors import LastManager, NameMissing, NotYours, TooMuch
from stepwell.care.models import Clinic, Enrolment, Membership, Person

DETAILS = {"name": 120, "phone": 40, "address": 300, "hours": 300}
"""What a manager may write about the clinic, with how many letters each may have."""


def create(*, name: str, manager: str, now: datetime) -> invitations.Sent:
    """Open a clinic and invite its first manager.

    Raises:
        NameMissing: it has no name.
        NotAnAddress: mail cannot go to the manager's address.
    """
    name = name.strip()
    if not name:
        raise NameMissing
    with transaction.atomic():
        clinic = Clinic.objects.create(name=name[: DETAILS["name"]], slug=_free_slug(name), created_at=now)
        return invitations.invite(who=None, clinic=clinic.pk, email=manager, name="", role="manager", now=now)


def change(*, who: Visitor, clinic: UUID, is_public: bool, letter_paper: bool, **details: str) -> None:
    """Change what a clinic says about itself.

    Raises:
        NotYours: the visitor does not manage it. NameMissing, TooMuch: the words cannot be kept.
    """
    if clinic not in who.clinics_as("manager"):
        raise NotYours
    wanted = {field: details[field].strip() for field in DETAILS if field in details}
    if "name" in wanted and not wanted["name"]:
        raise NameMissing
    for field, most in DETAILS.items():
        if len(wanted.get(field, "")) > most:
            raise TooMuch("That")
    Clinic.objects.filter(pk=clinic).update(**wanted, is_public=is_public, letter_paper=letter_paper)


def end_membership(*, who: Visitor, membership: int, now: datetime) -> None:
    """Let somebody work here no longer: their patients are nobody's until they are given to another, and their browsers are signed out.

    Raises:
        NotYours: it is another clinic's, or has ended. LastManager: the clinic would have nobody to manage it.
    """
    with transaction.atomic():
        # Two managers who end each other's work come one after the other: one of them stays.
        list(Clinic.objects.select_for_update().filter(pk__in=who.clinics_as("manager")).order_by("pk").values_list("pk"))
        rows = Membership.objects.select_for_update().filter(clinic__in=who.clinics_as("manager"), ended_at=None)
        row = rows.filter(pk=membership).first()
        if row is None:
            raise NotYours
        if row.role == "manager" and rows.filter(clinic=row.clinic_id, role="manager").count() == 1:
            raise LastManager
        Membership.objects.filter(pk=row.pk).update(ended_at=now)
        Enrolment.objects.filter(therapist=row, ended_at=None).update(therapist=None)
    sign_out_everywhere(account=row.account_id)


def assign(*, who: Visitor, enrolment: int, therapist: int | None, now: datetime) -> None:
    """Give a patient's care to a therapist of the same clinic, or to nobody for now.

    Raises:
        NotYours: it is another clinic's, has ended, or no such therapist works there.
    """
    row = Enrolment.objects.filter(pk=enrolment, clinic__in=who.clinics_as("manager"), ended_at=None).first()
    if row is None:
        raise NotYours
    if (
        therapist is not None
        and not Membership.objects.filter(pk=therapist, clinic=row.clinic_id, role="therapist", ended_at=None).exists()
    ):
        raise NotYours
    with transaction.atomic():
        audit.note(who, row.person_id, "write", "therapist", clinic=row.clinic_id, now=now)
        Enrolment.objects.filter(pk=row.pk, ended_at=None).update(therapist=therapist)


def end_care(*, who: Visitor, enrolment: int, now: datetime) -> None:
    """End somebody's care at the clinic: it sees nothing of them any more. Their own program stays theirs.

    Raises:
        NotYours: it is another clinic's, or has ended.
    """
    row = Enrolment.objects.filter(pk=enrolment, clinic__in=who.clinics_as("manager"), ended_at=None).first()
    if row is None:
        raise NotYours
    with transaction.atomic():
        list(Person.objects.select_for_update().filter(pk=row.person_id).values_list("pk"))  # the person first, as everybody does
        Enrolment.objects.filter(pk=row.pk).update(ended_at=now, scope="")
        export_files.take_back((row.person_id,))
        audit.note(who, row.person_id, "share", "end of care", clinic=row.clinic_id, now=now)


def sign_out_everywhere(*, account: int) -> None:
    """End every session of an account, in every browser, at once."""
    for session in apps.get_model("usersessions", "UserSession").objects.filter(user=account):
        session.end()


def _free_slug(name: str) -> str:
    wanted = slugify(name)[:50] or "clinic"
    taken = set(Clinic.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(slug for slug in (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3))) if slug not in taken)
