"""Orders that a clinic gives often, under a name: kept, and taken away. They hold nothing of the person they came from."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import IntegrityError, transaction
from msgspec.structs import replace

from stepwell.care import access
from stepwell.care.errors import NameMissing, NameTaken, NothingToKeep, NotYours, TooMuch
from stepwell.care.models import OrderTemplate
from stepwell.engine.log import Order

NAME_MOST = 80
ORDERS_MOST = 40
KEPT = ("add", "pin", "remove", "hold", "dose", "stage", "direction", "own")
"""What suits others too. What was found on one person, and words for one person, do not."""


def keep(*, who: access.Visitor, clinic: UUID, name: str, orders: Sequence[Order], now: datetime) -> int:
    """Keep orders under a name, without reasons, words, pauses' last days and whose they were. Returns how many were kept.

    Raises:
        NotYours: the visitor is no therapist of the clinic.
        NameMissing, NameTaken: choose another name. TooMuch: it is too long.
        NothingToKeep: none of the orders suits others.
    """
    if clinic not in who.clinics_as("therapist") or who.account is None:
        raise NotYours
    name = " ".join(name.split())
    if not name:
        raise NameMissing
    if len(name) > NAME_MOST:
        raise TooMuch("This name")
    kept = [_plain(order) for order in orders if order.order in KEPT][:ORDERS_MOST]
    if not kept:
        raise NothingToKeep
    text = msgspec.json.encode([_without_day(order) for order in kept]).decode()
    try:
        with transaction.atomic():
            OrderTemplate.objects.create(clinic_id=clinic, name=name, orders=text, by_id=who.account, at=now)
    except IntegrityError:
        raise NameTaken from None
    return len(kept)


def remove(*, who: access.Visitor, template: int) -> None:
    """Take a template away. What was given by it stays given.

    Raises:
        NotYours: it is another clinic's, or not there.
    """
    if not OrderTemplate.objects.filter(pk=template, clinic__in=who.clinics_as("therapist")).delete()[0]:
        raise NotYours


def _plain(order: Order) -> Order:
    return replace(order, id=None, reason="", overrides=(), until=None)


def _without_day(order: Order) -> dict[str, object]:
    return {name: value for name, value in msgspec.to_builtins(order).items() if name not in ("on", "id")}
