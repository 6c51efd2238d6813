"""The private calendar that a person's phone subscribes to."""

from django.db import models
from django.db.models import Q

from stepwell.care.models.person import Person


class CalendarFeed(models.Model):
    """One person's calendar: what names it in its secret address, and the times that it holds.

    Attributes:
        key: random; it names the calendar in the address. The address also carries a signature by the site's own
            secret, which is not in the database: a copy of the records opens no calendar. A new key closes the old address.
        session_at, check_in_at: local times of day; None: not in the calendar.
        with_measures: whether the days of weekly and monthly questions are in it.
        quiet_from, quiet_to: local times between which nothing may sound; both None for no quiet hours.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="calendar_feed")
    key = models.CharField(max_length=64, unique=True)
    session_at = models.TimeField(null=True, default=None)
    check_in_at = models.TimeField(null=True, default=None)
    with_measures = models.BooleanField(default=True)
    quiet_from = models.TimeField(null=True, default=None)
    quiet_to = models.TimeField(null=True, default=None)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(key=""), name="care_calendar_feed_key"),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_to=None) | Q(quiet_from__isnull=False, quiet_to__isnull=False),
                name="care_calendar_feed_quiet",
            ),
        )

    def __str__(self) -> str:
        return f"calendar of {self.person_id}"
