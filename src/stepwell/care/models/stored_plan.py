"""A plan, or a referral, that a person was shown. Never changed; deleted only with the person."""

from django.db import models
from django.db.models import Q

from stepwell.care.models.person import Person

PLAN_KINDS = ("plan", "referral")


class StoredPlan(models.Model):
    """What was decided for one day, with all it takes to decide it again.

    Attributes:
        on: the day it is for.
        position: the last fact it saw; 0 when there was none.
        release, engine: the knowledge and the engine that decided.
        body: the decision as JSON.
    """

    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, related_name="plans", db_index=False)
    on = models.DateField()
    position = models.PositiveIntegerField()
    release = models.CharField(max_length=64)
    engine = models.CharField(max_length=64)
    kind = models.CharField(max_length=8)
    body = models.TextField()
    stored_at = models.DateTimeField()

    class Meta:
        ordering = ("on", "position", "id")
        constraints = (
            models.UniqueConstraint(fields=["person", "on", "position", "release", "engine"], name="care_plan_once"),
            models.CheckConstraint(condition=Q(kind__in=PLAN_KINDS), name="care_plan_kind"),
        )

    def __str__(self) -> str:
        return f"plan for {self.on}"
