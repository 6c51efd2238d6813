"""A therapist's decisions about a plan: orders, and a verdict on each change that the engine made."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from msgspec import Struct

from stepwell.care import access, folding, planning
from stepwell.care.actions import audit, writing
from stepwell.care.actions import orders as ordering
from stepwell.care.errors import NotThere, PlanMoved
from stepwell.care.models import Fact, Person, Picture, PlanReview, Snapshot
from stepwell.care.queries import shared
from stepwell.engine.decision import Decision
from stepwell.engine.log import Order

WHY_MOST = 500


class Verdict(Struct, frozen=True, kw_only=True):
    """What was decided about one change: accepted, edited or rejected, and why in the therapist's words.

    Attributes:
        exercise: which item; "" for what holds for the whole plan. change: the engine's word for it.
    """

    exercise: str
    change: str
    verdict: str
    why: str = ""


def settle(*, who: access.Visitor, person: UUID, version: int, orders: Sequence[Order], verdicts: Sequence[Verdict], now: datetime) -> None:
    """Give orders and keep verdicts, all of it or nothing. A repeated post changes nothing.

    Args:
        who: the therapist.
        person: whose plan it is.
        version: how much was told when the page was made.
        orders: each with an id, by which a repeat is known.
        verdicts: on the changes that the page showed; all of them, because what was looked at counts as looked at.
        now: the moment.

    Raises:
        NotThere: the record is not open to this visitor.
        PlanMoved: something was told since; the page has to be looked at again.
        ReasonMissing: something speaks against an order that has no reason.
        NotSaved, TooMuch: nothing was changed.
    """
    record = shared.opened(who, person)
    if record is None or who.account is None:
        raise NotThere
    with writing.turn(), transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=record.person.pk)
        if orders and Fact.objects.filter(person=locked, key__in=[order.id for order in orders]).count() == len(orders):
            return
        if locked.version != version:
            raise PlanMoved
        _check_pictures(record, orders)
        decision = _decided(who, locked, orders, now)
        if verdicts:
            planning.store(locked, decision, now)
            _keep(record, who.account, decision, verdicts, now)
            audit.note(who, locked, "write", "plan review", clinic=record.clinic, now=now)


def _decided(who: access.Visitor, person: Person, orders: Sequence[Order], now: datetime) -> Decision:
    if orders:
        return ordering.give(who, person, orders, now=now).decision
    understanding = folding.understood(person, Snapshot.objects.filter(person=person).first())
    return planning.decided(understanding, planning.day_to_plan(timezone.localdate(now), person.newest_on))


def _check_pictures(record: shared.Open, orders: Sequence[Order]) -> None:
    """Refuse a photo or video of another clinic, or one that is not there."""
    own = [order.own for order in orders if order.own is not None]
    named = {one.picture for one in own if one.picture is not None} | {one.video for one in own if one.video is not None}
    if Picture.objects.filter(pk__in=named, clinic=record.clinic).count() != len(named):
        raise NotThere


def _keep(record: shared.Open, account: int, decision: Decision, verdicts: Sequence[Verdict], now: datetime) -> None:
    PlanReview.objects.bulk_create(
        PlanReview(
            person=record.person,
            clinic_id=record.clinic,
            by_id=account,
            on=decision.on,
            exercise=verdict.exercise,
            change=verdict.change,
            verdict=verdict.verdict,
            why=verdict.why[:WHY_MOST],
            at=now,
        )
        for verdict in verdicts
    )
