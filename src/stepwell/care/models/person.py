"""A person whose programme this is."""

import secrets
import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.utils import timezone

TEXT_SIZES = ("normal", "large", "larger")
GIVEN_NAME_MOST = 60


def new_seed() -> int:
    """A number from 0 to 2**31 - 1, drawn once for a person."""
    return secrets.randbelow(2**31)


class Person(models.Model):
    """One person: how they wish to be shown things, and how far their log has grown.

    Attributes:
        owner: the one person of a personal installation. The database allows only one.
        seed: keeps a choice that is left to chance the same whenever a day is planned again.
        version: how many facts the log holds.
        newest_on: the latest day any of them is about; None while there are none.
        head: a hash over all facts in the order they came; "" while there are none. It names the
            log's content, so nothing computed from another log can be mistaken for this one's.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.BooleanField(default=False)
    seed = models.PositiveIntegerField(default=new_seed)
    given_name = models.CharField(max_length=GIVEN_NAME_MOST, blank=True, default="")
    country = models.CharField(max_length=8, default="us")
    text_size = models.CharField(max_length=8, default="normal")
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=0)
    newest_on = models.DateField(null=True, default=None)
    head = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["owner"], condition=Q(owner=True), name="care_person_one_owner"),
            models.CheckConstraint(condition=Q(text_size__in=TEXT_SIZES), name="care_person_text_size"),
            models.CheckConstraint(condition=GreaterThanOrEqual(Length("country"), 2), name="care_person_country"),
            models.CheckConstraint(condition=LessThanOrEqual(Length("given_name"), GIVEN_NAME_MOST), name="care_person_given_name"),
            models.CheckConstraint(condition=Q(seed__gte=0, seed__lte=2**31 - 1), name="care_person_seed"),
            models.CheckConstraint(
                condition=Q(version=0, head="", newest_on=None) | Q(version__gt=0, newest_on__isnull=False) & ~Q(head=""),
                name="care_person_head",
            ),
        )

    def __str__(self) -> str:
        return f"person {self.id}"
