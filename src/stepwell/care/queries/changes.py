"""Whether anything of a person's record was written after a moment."""

from datetime import datetime

from django.db.models import Q

from stepwell.care import visit_history
from stepwell.care.models import Appointment, ClinicTask, Consent, Enrolment, Fact, Message, PlanReview, StoredPlan
from stepwell.care.queries.shared import Open


def are_there(known: Open, since: datetime) -> bool:
    """Return whether a record, as a clinic passes it on, may be another one than at a moment.

    In doubt it is: an order ends on a day without anybody writing something, so whoever has one counts as changed.
    """
    told = Fact.objects.filter(Q(recorded_at__gte=since) | Q(kind="order"), person=known.person)
    at_the_clinic = {"person": known.person, "clinic": known.clinic}
    rows = (
        told,
        StoredPlan.objects.filter(person=known.person, stored_at__gte=since),
        Enrolment.objects.filter(pk=known.enrolment, since__gte=since),
        Consent.objects.filter(**at_the_clinic, at__gte=since),
        Message.objects.filter(Q(at__gte=since) | Q(read_at__gte=since), **at_the_clinic),
        PlanReview.objects.filter(**at_the_clinic, at__gte=since),
        ClinicTask.objects.filter(Q(at__gte=since) | Q(done_at__gte=since), **at_the_clinic),
    )
    visits = Appointment.objects.filter(**at_the_clinic)
    return any(each.exists() for each in rows) or any(_is_new(row, since) for row in visits)


def _is_new(row: Appointment, since: datetime) -> bool:
    return row.created_at >= since or any(each.at >= since for each in visit_history.steps(row))
