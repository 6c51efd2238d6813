"""What a person's diary said of their triggers, week by week: a shortcut, never the truth."""

from django.db import models

from stepwell.care.models.person import Person


class TriggerFit(models.Model):
    """The findings of one person up to one week, to go on from while they fit the knowledge and the engine.

    Attributes:
        week: the Monday up to which the diary was read; that day itself is not in it.
        head: names the part of the log that was read, so that a fact that came late makes it anew.
        release, engine: what made it. Another one never uses it.
        body: the findings as JSON.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="trigger_fit")
    week = models.DateField()
    head = models.CharField(max_length=64)
    release = models.CharField(max_length=64)
    engine = models.CharField(max_length=64)
    body = models.TextField()

    def __str__(self) -> str:
        return f"trigger findings of {self.person_id}"
