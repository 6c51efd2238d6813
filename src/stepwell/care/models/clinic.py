"""A clinic, who works there, and whose programme it looks after."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from stepwell.care.models.account import Account
from stepwell.care.models.person import Person

ROLES = ("therapist", "manager")
INVITED_AS = ("patient", *ROLES)


class Clinic(models.Model):
    """One clinic. Clinics of one installation never see each other.

    Attributes:
        slug: names it in the address of its public page.
        is_public: whether that page is shown, so that anybody can ask for a first appointment.
        letter_paper: US Letter where true, else A4.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    phone = models.CharField(max_length=40, blank=True, default="")
    address = models.CharField(max_length=300, blank=True, default="")
    hours = models.CharField(max_length=300, blank=True, default="")
    is_public = models.BooleanField(default=False)
    letter_paper = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(name="") & ~Q(slug=""), name="care_clinic_named"),)

    def __str__(self) -> str:
        return f"clinic {self.id}"


class Membership(models.Model):
    """Somebody who works at a clinic, and as what. Whoever has left keeps the row, so that what they did keeps its author."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="memberships")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10)
    since = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, default=None)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(role__in=ROLES), name="care_membership_role"),
            models.UniqueConstraint(fields=["clinic", "account", "role"], condition=Q(ended_at=None), name="care_membership_once"),
        )

    def __str__(self) -> str:
        return f"membership {self.pk}"


class Enrolment(models.Model):
    """A person's care at a clinic, from the invitation taken up to the discharge.

    Attributes:
        therapist: who looks after them; None while nobody was named.
        scope: the parts that the person shares now, with commas between; "" for nothing. ``Consent`` has the history.
        ended_at: the end of care, or of sharing; from then on the clinic reads nothing new.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="enrolments")
    therapist = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, default=None, related_name="patients")
    scope = models.CharField(max_length=300, blank=True, default="")
    since = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, default=None)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="care_enrolment_one_clinic"),)

    def __str__(self) -> str:
        return f"enrolment {self.pk}"


class Invitation(models.Model):
    """A place at a clinic that waits for somebody. Only a hash of the secret in its address is kept.

    Attributes:
        role: what they will be: patient, therapist or manager.
        accepted_at, withdrawn_at: at most one of them is set, and then it opens nothing any more.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True, default="")
    role = models.CharField(max_length=10)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, default=None, related_name="+")
    therapist = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, default=None, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, default=None)
    withdrawn_at = models.DateTimeField(null=True, default=None)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(role__in=INVITED_AS), name="care_invitation_role"),
            models.CheckConstraint(condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="care_invitation_one_end"),
        )

    def __str__(self) -> str:
        return f"invitation {self.pk}"
