"""What a therapist sets for a person: all of it at once, with its author, and never past a warning without a reason."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from msgspec import Struct
from msgspec.structs import replace

from stepwell.care import access, edition, folding, planning
from stepwell.care.actions import audit, facts, writing
from stepwell.care.errors import NotYours, ReasonMissing
from stepwell.care.models import Person, Snapshot
from stepwell.engine.decision import Decision
from stepwell.engine.log import Order
from stepwell.engine.order_cautions import OrderWarning, overriding, warnings

MOST_AT_ONCE = 60


class Given(Struct, frozen=True, kw_only=True):
    """What came of giving orders.

    Attributes:
        orders: as they were written, with what they override.
        warnings: what spoke against them.
        decision: today's plan, or the referral that stands in its place: no order opens the safety gate.
    """

    orders: tuple[Order, ...]
    warnings: tuple[OrderWarning, ...]
    decision: Decision


def give(who: access.Visitor, person: Person, orders: Sequence[Order], reasons: Mapping[int, str] | None = None, *, now: datetime) -> Given:
    """Give orders to a person, and note it. All of them are given, or none.

    Args:
        who: the therapist.
        person: who must share with them now.
        orders: at most 60. Their day becomes today.
        reasons: by position in ``orders``, why one is given in spite of what speaks against it. It becomes the order's own
            reason, which the person sees; an order that has one already needs none here.
        now: the moment.

    Raises:
        NotYours: the person is not this therapist's, or shares nothing.
        ReasonMissing: something speaks against an order that has no reason.
        NotSaved, AlreadySaved, TooMuch: as for any fact.
    """
    why = {index: words.strip() for index, words in (reasons or {}).items()}
    spoken = [
        replace(order, reason=order.reason.strip() or why.get(index, ""), overrides=()) for index, order in enumerate(orders[:MOST_AT_ONCE])
    ]
    with writing.turn(), transaction.atomic():
        enrolment = access.enrolments_open_to(who).filter(person=person).first()
        if enrolment is None:
            raise NotYours
        locked = Person.objects.select_for_update().get(pk=person.pk)
        known = folding.understood(locked, Snapshot.objects.filter(person=locked).first())
        today = timezone.localdate(now)
        dated = [replace(order, on=today) for order in spoken]
        found = warnings(dated, known, planning.day_to_plan(today, locked.newest_on), edition.present().knowledge)
        unanswered = tuple(one for one in found if one.needs_reason and not dated[one.index].reason)
        if unanswered:
            raise ReasonMissing(unanswered)
        given = tuple(overriding(order, index, found) for index, order in enumerate(dated))
        decision = facts.add(person=person, facts=given, now=now, author=who.account)
        audit.note(who, person, "write", "orders", clinic=enrolment.clinic_id, now=now)
    return Given(orders=given, warnings=found, decision=decision)
