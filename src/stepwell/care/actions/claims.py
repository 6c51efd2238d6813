"""A person's word, or a file's, that a clinician let exercise go on, where a clinic's own finding says otherwise.

In a clinic whoever found something is there to be asked: so such a word lifts nothing, and asks. Whoever has no clinic (any
more) has nobody to ask here; then it counts, as in a personal installation.
"""

from collections.abc import Sequence

from django.conf import settings
from msgspec.structs import replace

from stepwell.care import edition, folding, written
from stepwell.care.errors import CareError
from stepwell.care.models import Enrolment, Person, Snapshot
from stepwell.care.models import Fact as Row
from stepwell.engine.log import Fact, Order
from stepwell.knowledge.schema import Tier


def lifting_nothing(person: Person, snapshot: Snapshot | None, new: Sequence[Fact]) -> list[Fact]:
    """Return facts that no clinician is signed in for, so that none of them lets go what a clinician found.

    An examination that is told becomes a question to the clinic ("told_clear") while what was found pauses exercise; what was
    found to allow gentle exercise only stays under it. One that is older than the finding changes nothing about it, and is left.
    """
    if not may_lift(new) or not _is_looked_after(person):
        return list(new)
    floor = folding.understood(person, snapshot).safety.floor
    if floor is Tier.SELF_MANAGE or folding.stepped(person, snapshot, new).safety.floor >= floor:
        return list(new)
    told = [_told(fact, floor) if isinstance(fact, Order) and _clears(fact) else fact for fact in new]
    held = set(Row.objects.filter(person=person, key__in=[fact.id for fact in told]).values_list("key", flat=True))
    return [fact for fact in told if fact.id not in held]


def may_lift(new: Sequence[Fact]) -> bool:
    """Whether any of the facts could let go what a clinician found, so that ``lifting_nothing`` must look at them."""
    return settings.IS_CLINIC and any(_clears(fact) for fact in new)


class SetElsewhere(CareError):
    """A file holds orders from the time in which the clinic sets the plan, and the clinic did not set them."""

    def __init__(self) -> None:
        super().__init__(
            "This file holds something that a clinician set while your clinic was already looking after your plan, and your clinic "
            "does not know it. Nothing was added. Show it to your therapist, who can set it for you."
        )


def refuse_orders_from_elsewhere(person: Person, brought: Sequence[Fact]) -> None:
    """See that a file changes nothing that a clinician who is signed in has set: it cannot show who wrote it.

    Orders from before the clinic's first one may come, such as those of a personal programme that is moved in.

    Args:
        brought: the facts of the file, each with its id.

    Raises:
        SetElsewhere: a new order is as young as the clinic's first, or younger.
    """
    if not settings.IS_CLINIC or not _is_looked_after(person):
        return
    orders = Row.objects.filter(person=person, kind="order")
    first = orders.exclude(author=None).order_by("on").values_list("on", flat=True).first()
    late = [fact.id for fact in brought if isinstance(fact, Order) and not _clears(fact) and first is not None and fact.on >= first]
    if late and set(late) - set(orders.filter(on__gte=first).values_list("key", flat=True)):
        raise SetElsewhere


def _clears(fact: Fact) -> bool:
    return isinstance(fact, Order) and fact.order == "clear"


def _is_looked_after(person: Person) -> bool:
    return Enrolment.objects.filter(person=person, ended_at=None).exists()


def _told(order: Order, floor: Tier) -> Order:
    """Return what remains of a word. Its id is its own: the same word, told once the clinician has answered, is another."""
    named = replace(order, id=written.key_from_words(str(order.id), f"under {floor.value}"))
    if edition.present().knowledge.advice[floor].may_exercise:
        return replace(named, tier=max(order.tier or Tier.SELF_MANAGE, floor))
    return replace(named, order="told_clear", tier=None)
