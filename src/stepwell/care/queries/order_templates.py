"""The orders that a clinic gives often, by name."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import msgspec
from msgspec import Struct

from stepwell.care import access
from stepwell.care.models import OrderTemplate
from stepwell.engine.log import LogError, Order
from stepwell.engine.reading import read_fact
from stepwell.knowledge import loader


class Template(Struct, frozen=True, kw_only=True):
    """One template. orders: those that can still be read; an exercise that is no longer in the library is left out."""

    id: int
    clinic: UUID
    name: str
    orders: tuple[Order, ...]
    left_out: int
    by: str


def templates(who: access.Visitor, on: date, clinic: UUID | None = None) -> list[Template]:
    """Return the templates of a therapist's clinics, by name, as orders of a day."""
    clinics = [each for each in who.clinics_as("therapist") if clinic in (None, each)]
    rows = OrderTemplate.objects.filter(clinic__in=clinics).select_related("by").order_by("name", "pk")
    return [_template(row, on) for row in rows]


def _template(row: OrderTemplate, on: date) -> Template:
    raw = msgspec.json.decode(row.orders, type=list[dict[str, object]])
    orders = tuple(_readable(raw, on))
    return Template(
        id=row.pk, clinic=row.clinic_id, name=row.name, orders=orders, left_out=len(raw) - len(orders), by=row.by.get_full_name()
    )


def _readable(raw: list[dict[str, object]], on: date) -> Iterable[Order]:
    for each in raw:
        try:
            fact = read_fact(each | {"on": on.isoformat()}, loader.load())
        except LogError:
            continue
        if isinstance(fact, Order):
            yield fact
