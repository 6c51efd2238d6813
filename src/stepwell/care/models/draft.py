"""A form that is not finished. Not a clinical fact: it may be written over and thrown away."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from stepwell.care.models.person import Person

ANSWERS_MOST = 65_536


class Draft(models.Model):
    """The answers given so far to one kind of form, as JSON."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts", db_index=False)
    kind = models.CharField(max_length=32)
    answers = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "kind"], name="care_draft_once"),
            models.CheckConstraint(condition=~Q(kind=""), name="care_draft_kind"),
            models.CheckConstraint(condition=LessThanOrEqual(Length("answers"), ANSWERS_MOST), name="care_draft_size"),
        )

    def __str__(self) -> str:
        return f"draft {self.kind}"
