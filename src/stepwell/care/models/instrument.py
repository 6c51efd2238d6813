"""A questionnaire whose wording belongs to somebody else, loaded by whoever may use it."""

from django.db import models
from django.db.models import Q


class Instrument(models.Model):
    """The wording of one measure, for the whole installation.

    Attributes:
        measure: the id of the measure in the knowledge whose scoring it fits.
        body: the FHIR Questionnaire as it was loaded, as JSON.
    """

    measure = models.CharField(max_length=64, primary_key=True)
    body = models.TextField()
    added_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(measure=""), name="care_instrument_measure"),)

    def __str__(self) -> str:
        return f"wording of {self.measure}"
