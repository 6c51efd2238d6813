"""What a person shares with a clinic, and who has looked: rows that are only ever added."""

from django.db import models
from django.db.models import Q

from stepwell.care.models.account import Account
from stepwell.care.models.clinic import Clinic
from stepwell.care.models.person import Person

WISHES = ("given", "withdrawn")
ACTIONS = ("read", "write", "export", "print", "delete", "sign_in", "share")


class Consent(models.Model):
    """One decision of a person about one clinic; the latest one holds.

    Attributes:
        scope: the parts that are shared, with commas between, in the order of the page that asked; "" when withdrawn.
    """

    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, related_name="consents", db_index=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    wish = models.CharField(max_length=10)
    scope = models.CharField(max_length=300, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["person", "clinic", "at"], name="care_consent_latest"),)
        constraints = (models.CheckConstraint(condition=Q(wish__in=WISHES), name="care_consent_wish"),)

    def __str__(self) -> str:
        return f"consent {self.pk}"


class AuditEntry(models.Model):
    """One read or write of a person's record, for the person to see.

    Attributes:
        account: who it was; None for the program itself, or for an application with a token.
        clinic: on whose behalf; None for the person themselves.
        action: one of ACTIONS. what: which part, such as "progress" or the kind of a fact; never its content.
        before: the hash of the person's entry before this one; with ``seal`` it makes a chain, so that a row that is
            altered or missing shows.
    """

    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, related_name="audit", db_index=False)
    account = models.ForeignKey(Account, on_delete=models.DO_NOTHING, null=True, default=None, related_name="+", db_constraint=False)
    who = models.CharField(max_length=120, blank=True, default="")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, null=True, default=None, related_name="+")
    action = models.CharField(max_length=10)
    what = models.CharField(max_length=60)
    at = models.DateTimeField()
    before = models.CharField(max_length=64, blank=True, default="")
    seal = models.CharField(max_length=64)

    class Meta:
        indexes = (models.Index(fields=["person", "id"], name="care_audit_of_person"),)
        constraints = (models.CheckConstraint(condition=Q(action__in=ACTIONS), name="care_audit_action"),)

    def __str__(self) -> str:
        return f"audit entry {self.pk}"
