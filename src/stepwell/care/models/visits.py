"""What asking for a visit needs beside the visit itself: how often somebody asked, and a therapist's calendar."""

from django.db import models
from django.db.models import Q

from stepwell.care.models.account import Account
from stepwell.care.models.clinic import Clinic


class Asking(models.Model):
    """One try to send a request from a clinic's public page. Kept for a day, to count.

    Attributes:
        address: a keyed hash of where it came from, another one each day; the address itself is not kept.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["address", "at"], name="care_asking_by_address"),
            models.Index(fields=["clinic", "at"], name="care_asking_by_clinic"),
        )

    def __str__(self) -> str:
        return f"asking {self.pk}"


class WorkCalendar(models.Model):
    """The private calendar of somebody who works at a clinic: their visits, with initials only.

    Attributes:
        key: random; it names the calendar in its address, as ``CalendarFeed.key`` does.
    """

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True, related_name="+")
    key = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(key=""), name="care_work_calendar_key"),)

    def __str__(self) -> str:
        return f"calendar of account {self.account_id}"
