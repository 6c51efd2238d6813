"""Other programs that a clinic lets in, and the files that are made for them."""

import uuid

from django.db import models
from django.db.models import Q

from stepwell.care.models.account import Account
from stepwell.care.models.clinic import Clinic

EXPORT_STATES = ("waiting", "running", "done", "failed")


class ApiToken(models.Model):
    """What lets one application in, made and revoked by a manager. Only a hash of it is kept.

    Attributes:
        scopes: what it may do, with spaces between, such as "read" or "read write export".
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True)
    scopes = models.CharField(max_length=200)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, default=None)
    revoked_at = models.DateTimeField(null=True, default=None)
    last_used_at = models.DateTimeField(null=True, default=None)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(name="") & ~Q(scopes=""), name="care_token_named"),)

    def __str__(self) -> str:
        return f"token {self.pk}"


class ExportJob(models.Model):
    """The making of a clinic's NDJSON files, in the background."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="exports")
    token = models.ForeignKey(ApiToken, on_delete=models.SET_NULL, null=True, default=None, related_name="+")
    state = models.CharField(max_length=8, default="waiting")
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    files = models.TextField(blank=True, default="")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, default=None)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(state__in=EXPORT_STATES), name="care_export_state"),)

    def __str__(self) -> str:
        return f"export {self.id}"
