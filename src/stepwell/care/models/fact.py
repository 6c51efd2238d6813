"""One dated fact about a person, as it was told. Never changed; deleted only with the person."""

from typing import get_args

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from stepwell.care.models.person import Person
from stepwell.engine import log

FACT_KINDS: tuple[str, ...] = tuple(kind.__struct_config__.tag for kind in get_args(log.Fact))
BODY_MOST = 65_536


class Fact(models.Model):
    """One fact.

    Attributes:
        key: the id its maker gave it: a second post with the same key adds nothing.
        position: 1 for the first fact that came, 2 for the next; not the order of the days.
        on: the day it is about.
        body: the whole fact as JSON, ``on``, ``kind`` and ``id`` included.
        release: the knowledge that asked for it.
        author: the account that told it; None for the person themselves.
    """

    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, related_name="facts", db_index=False)
    key = models.CharField(max_length=64)
    position = models.PositiveIntegerField()
    on = models.DateField()
    kind = models.CharField(max_length=16)
    body = models.TextField()
    release = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    author = models.ForeignKey(
        "care.Account", on_delete=models.DO_NOTHING, null=True, default=None, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        ordering = ("on", "position")
        indexes = (models.Index(fields=["person", "on", "position"], name="care_fact_by_day"),)
        constraints = (
            models.UniqueConstraint(fields=["person", "key"], name="care_fact_key_once"),
            models.UniqueConstraint(fields=["person", "position"], name="care_fact_position_once"),
            models.CheckConstraint(condition=Q(kind__in=FACT_KINDS), name="care_fact_kind"),
            models.CheckConstraint(condition=Q(position__gte=1), name="care_fact_position"),
            models.CheckConstraint(condition=~Q(key=""), name="care_fact_key"),
            models.CheckConstraint(condition=LessThanOrEqual(Length("body"), BODY_MOST), name="care_fact_body_size"),
        )

    def __str__(self) -> str:
        return f"fact {self.position}"
