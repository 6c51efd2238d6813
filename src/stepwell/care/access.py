"""Who may see or do what. The one place that decides.

In a personal installation whoever can open the site is its owner, and every row belongs to the owner. In a clinic's, a
``Visitor`` says who asks. Whatever is not named here is closed, and a row of somebody else looks the same as no row.
"""

from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from msgspec import Struct

from stepwell.care.models import (
    ApiToken,
    Appointment,
    ClinicTask,
    Draft,
    Enrolment,
    Fact,
    Invitation,
    Membership,
    Person,
    StoredPlan,
    TriggerFit,
)

Owned = TypeVar("Owned", Fact, StoredPlan, Draft, TriggerFit)

SCOPES = ("evaluation", "days", "measures", "words")
"""What can be shared apart: the evaluation; days and sessions with the plans made of them; measures; own words."""

ANYBODY = (
    "account_login", "account_logout", "account_inactive", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "mfa_authenticate", "mfa_login_webauthn",
    "clinic:signed_out", "patient:manifest", "patient:service_worker", "patient:help", "patient:about", "patient:calendar",
    "patient:sources", "patient:care_card", "patient:offline_care",
)  # fmt: skip
"""Pages that need no account. "Get help" and what the site is are among them: nobody in need is asked for a password.
The calendar that a phone subscribes to has a secret address instead."""

SIGNED_IN = (
    "account_change_password", "account_reauthenticate", "mfa_", "usersessions_", "clinic:home", "clinic:still_here",
)  # fmt: skip
"""Sign-up, and addresses that change by themselves, are in allauth too: nobody opens those. An account begins with an invitation."""
BY_ROLE = {
    "patient": ("patient:",),
    "therapist": ("therapist:",),
    "manager": ("manager:",),
}
EVERYBODY = ("public:", "demo:")
"""The second only where everybody is made up: no other site has its routes."""
WITH_TOKEN = ("api:", "fhir:")
"""Routes that ask for a token themselves."""


class Work(Struct, frozen=True, kw_only=True):
    """One role at one clinic."""

    clinic: UUID
    role: str
    membership: int
    clinic_name: str = ""


class Visitor(Struct, frozen=True, kw_only=True):
    """Who asks.

    Attributes:
        account: None for somebody who is not signed in.
        person: whose programme this account opens; None for an account that only works at a clinic.
        work: the roles held now.
        has_second_factor: whether a second factor or a passkey is set up; asked only of who works at a clinic.
    """

    account: int | None = None
    name: str = ""
    person: UUID | None = None
    work: tuple[Work, ...] = ()
    has_second_factor: bool = False

    @property
    def is_known(self) -> bool:
        """Whether somebody is signed in."""
        return self.account is not None

    @property
    def works_at_a_clinic(self) -> bool:
        """Whether this account has any role at a clinic."""
        return bool(self.work)

    @property
    def roles(self) -> frozenset[str]:
        """What this account is, anywhere."""
        own = {"patient"} if self.person is not None else set()
        return frozenset({role.role for role in self.work} | own)

    def clinics_as(self, role: str) -> tuple[UUID, ...]:
        """Return the clinics where this account has a role."""
        return tuple(work.clinic for work in self.work if work.role == role)


NOBODY = Visitor()


def may_open(who: Visitor, route: str, *, second_factor: bool = False) -> bool:
    """Whether this visitor may open a page, by the name of its route.

    Args:
        second_factor: ask as if a second factor were set up; whoever works at a clinic needs one for anything else.
    """
    if route in ANYBODY or route.startswith((*EVERYBODY, *WITH_TOKEN)):
        return True
    if not who.is_known:
        return False
    if route.startswith(SIGNED_IN):
        return True
    if who.works_at_a_clinic and not (who.has_second_factor or second_factor):
        return False
    return any(route.startswith(BY_ROLE[role]) for role in who.roles)


def rows_of(person: Person, kind: type[Owned]) -> "QuerySet[Owned]":
    """Return the rows of one kind that this person may reach: their own."""
    return kind._default_manager.filter(person=person)


def enrolments_open_to(who: Visitor) -> "QuerySet[Enrolment]":
    """Return the care that a therapist takes part in: of people who share something now, and who are theirs or nobody's yet."""
    mine = [work.membership for work in who.work if work.role == "therapist"]
    clinics = who.clinics_as("therapist")
    theirs = Q(therapist__in=mine) | Q(therapist=None)
    return Enrolment.objects.filter(theirs, clinic__in=clinics, ended_at=None).exclude(scope="")


def may_invite(who: Visitor, clinic: UUID, role: str) -> bool:
    """Whether a visitor may invite somebody for a role: a manager for every role of their clinic, a therapist for patients."""
    return clinic in who.clinics_as("manager") or (role == "patient" and clinic in who.clinics_as("therapist"))


def membership(who: Visitor, clinic: UUID, role: str) -> int | None:
    """Return the membership by which a visitor has a role at a clinic; None where they have not."""
    return next((work.membership for work in who.work if (work.clinic, work.role) == (clinic, role)), None)


def invitations_open_to(who: Visitor) -> "QuerySet[Invitation]":
    """Return the invitations that a visitor may see and end: all of a clinic for its manager, one's own for a therapist."""
    own = Q(clinic__in=who.clinics_as("therapist"), invited_by=who.account, role="patient")
    return Invitation.objects.filter(Q(clinic__in=who.clinics_as("manager")) | own)


def shares(enrolment: Enrolment, part: str) -> bool:
    """Whether a person shares one of ``SCOPES`` now."""
    return part in enrolment.scope.split(",")


def tasks_open_to(who: Visitor) -> "QuerySet[ClinicTask]":
    """Return the tasks that a therapist set themselves, as long as the person is theirs."""
    people = enrolments_open_to(who).values("person")
    return ClinicTask.objects.filter(owner=who.account, clinic__in=who.clinics_as("therapist"), person__in=people)


def visits_open_to(who: Visitor) -> "QuerySet[Appointment]":
    """Return the visits that a therapist handles: theirs, and those of nobody who still works at their clinic."""
    there = Membership.objects.filter(account=OuterRef("therapist"), clinic=OuterRef("clinic"), role="therapist", ended_at=None)
    theirs = Q(therapist=who.account) | ~Exists(there)
    return Appointment.objects.filter(theirs, clinic__in=who.clinics_as("therapist"))


def visits_named_to(who: Visitor) -> "QuerySet[Appointment]":
    """Return the visits of which a manager sees whose they are and when, and nothing else."""
    return Appointment.objects.filter(clinic__in=who.clinics_as("manager"))


def tokens_open_to(who: Visitor) -> "QuerySet[ApiToken]":
    """Return the tokens of other programs that a visitor may see and revoke: those of the clinics they manage."""
    return ApiToken.objects.filter(clinic__in=who.clinics_as("manager"))


def enrolments_of_programs(clinic: UUID) -> "QuerySet[Enrolment]":
    """Return the care that a program with a clinic's token takes part in: of people who share something with that clinic now."""
    return Enrolment.objects.filter(clinic=clinic, ended_at=None).exclude(scope="")
