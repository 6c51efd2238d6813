"""What the engine had understood of a person after so many facts: a shortcut, never the truth."""

from django.db import models

from stepwell.care.models.person import Person


class Snapshot(models.Model):
    """The understanding of one person, to be used only while it fits the log, the knowledge and the engine.

    Attributes:
        head: the person's ``head`` when it was made.
        release, engine: what made it. Another one never uses it.
        body: the understanding as JSON. seal: a hash over all of the above; a row that was
            damaged or edited does not fit its seal and is made anew.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="snapshot")
    head = models.CharField(max_length=64, blank=True)
    release = models.CharField(max_length=64)
    engine = models.CharField(max_length=64)
    body = models.TextField()
    seal = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"snapshot of {self.person_id}"
