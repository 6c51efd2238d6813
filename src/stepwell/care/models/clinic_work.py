"""What a clinic does for a person, beside the person's own log."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from stepwell.care.models.account import Account
from stepwell.care.models.clinic import Clinic
from stepwell.care.models.person import Person

WORDS_MOST = 4000
NOTE_KINDS = ("note", "evaluation", "visit", "discharge")
VERDICTS = ("accepted", "edited", "rejected")
CHANNELS = ("phone", "video", "in_person")
APPOINTMENT_STATES = ("requested", "proposed", "confirmed", "declined", "cancelled", "done")


class CaseSummary(models.Model):
    """What the list of patients shows of one person: a shortcut, never the truth.

    Attributes:
        head, release, engine: what it was made from; it is used only while they fit.
        body: the summary as JSON, without anything that depends on the day on which it is read.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="case_summary")
    head = models.CharField(max_length=64, blank=True)
    release = models.CharField(max_length=64)
    engine = models.CharField(max_length=64)
    body = models.TextField()

    def __str__(self) -> str:
        return f"summary of {self.person_id}"


class Snooze(models.Model):
    """A reason on the list of patients that a therapist has seen and put off."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="snoozes")
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=40)
    until = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"snooze {self.pk}"


class PlanReview(models.Model):
    """A therapist's decision about one change of the plan that the engine proposed. Never changed.

    Attributes:
        on: the day of the plan that was looked at. exercise: which item. change: what was proposed, in the engine's word.
        verdict: accepted, edited or rejected; why: the therapist's reason, needed where a warning was overridden.
    """

    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, related_name="plan_reviews", db_index=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    on = models.DateField()
    exercise = models.CharField(max_length=64)
    change = models.CharField(max_length=40)
    verdict = models.CharField(max_length=10)
    why = models.CharField(max_length=500, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["person", "on"], name="care_review_by_day"),)
        constraints = (models.CheckConstraint(condition=Q(verdict__in=VERDICTS), name="care_review_verdict"),)

    def __str__(self) -> str:
        return f"review {self.pk}"


class ChartNote(models.Model):
    """A therapist's own words about a person: a note, an evaluation, a visit, the end of care. Never changed; a later one corrects."""

    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, related_name="chart_notes", db_index=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    kind = models.CharField(max_length=12, default="note")
    words = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["person", "at"], name="care_note_by_time"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=NOTE_KINDS), name="care_note_kind"),
            models.CheckConstraint(condition=LessThanOrEqual(Length("words"), WORDS_MOST), name="care_note_size"),
        )

    def __str__(self) -> str:
        return f"note {self.pk}"


class Message(models.Model):
    """One message between a person and their clinic.

    Attributes:
        key: made on the device, so that sending twice adds one.
        by: the account that wrote it. from_clinic: which side it came from.
        read_at: when the other side first saw it.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="messages", db_index=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    from_clinic = models.BooleanField()
    words = models.TextField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, default=None)

    class Meta:
        indexes = (models.Index(fields=["person", "clinic", "at"], name="care_message_by_time"),)
        constraints = (models.CheckConstraint(condition=LessThanOrEqual(Length("words"), WORDS_MOST), name="care_message_size"),)

    def __str__(self) -> str:
        return f"message {self.pk}"


class ClinicTask(models.Model):
    """Something that somebody at a clinic means to do, about a person or not."""

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="tasks")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, default=None, related_name="clinic_tasks")
    owner = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, default=None, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=300)
    due = models.DateField(null=True, default=None)
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, default=None)

    def __str__(self) -> str:
        return f"task {self.pk}"


class OrderTemplate(models.Model):
    """Orders that a clinic gives often, under a name.

    Attributes:
        orders: as JSON: a list of orders as in a log, without day and id.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="templates")
    name = models.CharField(max_length=80)
    orders = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["clinic", "name"], name="care_template_once"),)

    def __str__(self) -> str:
        return f"template {self.pk}"


class Picture(models.Model):
    """A photo of a clinic's own exercise, drawn anew from what was sent, so that nothing hides in it.

    Attributes:
        name: in the folder of files. sha256: of the kept file.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="pictures")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"picture {self.pk}"


class ReviewTime(models.Model):
    """Minutes that somebody spent on a person's record, as they noted them. Never changed."""

    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, related_name="review_times", db_index=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    activity = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["person", "on"], name="care_review_time_by_day"),)
        constraints = (models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=480), name="care_review_time_minutes"),)

    def __str__(self) -> str:
        return f"review time {self.pk}"


class LiveContact(models.Model):
    """A talk with a person, by telephone, by video or in the room. Never changed."""

    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, related_name="live_contacts", db_index=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    on = models.DateField()
    channel = models.CharField(max_length=10)
    minutes = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=300, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["person", "on"], name="care_contact_by_day"),)
        constraints = (
            models.CheckConstraint(condition=Q(channel__in=CHANNELS), name="care_contact_channel"),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=480), name="care_contact_minutes"),
        )

    def __str__(self) -> str:
        return f"contact {self.pk}"


class Appointment(models.Model):
    """A visit that was asked for, from the first wish to its end.

    Attributes:
        person: whose it is; None while somebody unknown asks from the public page.
        name, contact, reason, insurance, preferred: as whoever asked wrote them.
        shared: exactly what was sent along, as JSON that was shown before sending; "" for nothing.
        starts_at, minutes: once a time was proposed or confirmed.
        secret_hash: of the secret in the address by which whoever asked can see, move and cancel it.
        feed_key: names it in the calendar file.
        history: what happened when, as JSON: a list of {"at", "state", "by", "words"}.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, default=None, related_name="appointments")
    therapist = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, default=None, related_name="+")
    state = models.CharField(max_length=10, default="requested")
    name = models.CharField(max_length=120)
    contact = models.CharField(max_length=200)
    reason = models.CharField(max_length=1000, blank=True, default="")
    insurance = models.CharField(max_length=300, blank=True, default="")
    preferred = models.CharField(max_length=500, blank=True, default="")
    shared = models.TextField(blank=True, default="")
    starts_at = models.DateTimeField(null=True, default=None)
    minutes = models.PositiveSmallIntegerField(default=45)
    secret_hash = models.CharField(max_length=64, unique=True)
    history = models.TextField(default="[]")
    created_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["clinic", "state", "starts_at"], name="care_appointment_open"),)
        constraints = (models.CheckConstraint(condition=Q(state__in=APPOINTMENT_STATES), name="care_appointment_state"),)

    def __str__(self) -> str:
        return f"appointment {self.id}"
