"""What waits for a therapist, in numbers, for the places on every page: one query, however many people.

A second one looks through the words of strangers who ask for a visit, while any wait.
"""

from datetime import date
from hashlib import sha256
from typing import Any

from django.db.models import Aggregate, Count, IntegerField, Max, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from msgspec import Struct

from stepwell.care import access
from stepwell.care.models import Account, Appointment, Consent, Message, PlanReview, Snooze
from stepwell.care.queries import visits


class Waiting(Struct, frozen=True, kw_only=True):
    """What waits for a therapist.

    Attributes:
        messages: of their patients, that nobody has read. visits: requests that nobody has answered. tasks: due by today.
        alarming: requests of people without an account whose words may mean danger; those of patients stand in their list.
        as_of: changes whenever their list of patients could say something else.
    """

    messages: int
    visits: int
    tasks: int
    as_of: str
    alarming: int = 0


def for_therapist(who: access.Visitor, today: date) -> Waiting:
    """Return what waits for a therapist."""
    people = access.enrolments_open_to(who)
    about = Q(person__in=people.values("person"))
    here = about & Q(clinic__in=who.clinics_as("therapist"))
    numbers = {
        "messages": _number(Message.objects.filter(here, from_clinic=False, read_at=None), Count("pk")),
        "visits": _number(access.visits_open_to(who).filter(state="requested"), Count("pk")),
        "strangers": _number(access.visits_open_to(who).filter(state="requested", person=None), Count("pk")),
        "tasks": _number(access.tasks_open_to(who).filter(done_at=None, due__lte=today), Count("pk")),
        "written": _number(Message.objects.filter(here), Max("pk")),
        "people": _number(people, Count("pk")),
        "told": _number(people, Sum("person__version")),
        "shared": _number(Consent.objects.filter(about), Max("pk")),
        "put_off": _number(Snooze.objects.filter(here), Max("pk")),
        "reviewed": _number(PlanReview.objects.filter(here), Max("pk")),
        "asked": _number(Appointment.objects.filter(here, state="requested"), Count("pk")),
    }
    found = Account.objects.filter(pk__in=[who.account]).values(**numbers).first() or dict.fromkeys(numbers, 0)
    seen = (today.isoformat(), *(found[name] for name in numbers if name not in ("visits", "strangers", "tasks")))
    as_of = sha256(repr(seen).encode()).hexdigest()[:16]
    alarming = visits.alarming_of_strangers(who) if found["strangers"] else 0
    return Waiting(messages=found["messages"], visits=found["visits"], tasks=found["tasks"], as_of=as_of, alarming=alarming)


def _number(rows: "QuerySet[Any]", how: Aggregate) -> Coalesce:
    """Return a number about rows as a part of another query; 0 where there are none."""
    one = rows.order_by().annotate(_all=Value(1)).values("_all").annotate(_number=how).values("_number")
    return Coalesce(Subquery(one, output_field=IntegerField()), 0)
