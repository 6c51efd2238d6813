"""The engine's proposal on the therapist's page: each change with what can be decided about it, and the order that follows."""

from dataclasses import dataclass
from uuid import NAMESPACE_OID, uuid5

from django.http import QueryDict
from django.utils.translation import gettext as _
from msgspec.structs import replace

from stepwell.care.actions.reviews import Verdict
from stepwell.care.queries.desk import Desk
from stepwell.engine.decision import DayPlan, Prescription
from stepwell.engine.log import Order
from stepwell.engine.proposals import Change, changes
from stepwell.engine.stage_why import why_in
from stepwell.knowledge import loader
from stepwell.web.shared import why
from stepwell.web.therapist import order_form


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One change, ready for the page.

    Attributes:
        key: names its fields. was, now: short words. ways: the verdicts that can be given, each with its words.
        item: the exercise as it is planned now; None where no own dose can be set. counts: the numbers of an own dose, as written.
        verdict: as chosen; "" while nothing is.
    """

    change: Change
    key: str
    label: str
    was: str
    now: str
    because: str
    reasons: tuple[why.Shown, ...]
    ways: tuple[tuple[str, str], ...]
    item: Prescription | None
    counts: dict[str, str]
    verdict: str
    why: str


def items(desk: Desk, posted: QueryDict | None) -> list[Item]:
    """Return what the engine changed since the plan was last looked at, with what was chosen; nothing where it is not shared."""
    if not desk.sees_plan or not isinstance(desk.plan, DayPlan):
        return []
    planned = {item.exercise: item for item in desk.plan.items}
    found = changes(desk.reviewed, desk.plan, why_in(desk.known, desk.plan, loader.load()))
    return [_item(change, desk, planned.get(change.exercise or ""), posted or QueryDict()) for change in found]


def verdicts(shown: list[Item], *, accept_rest: bool) -> list[Verdict]:
    """Return what was decided. What an order of a therapist brought about needs no decision, and counts as accepted."""
    return [
        Verdict(exercise=item.change.exercise or "", change=item.change.kind, verdict=item.verdict or "accepted", why=item.why)
        for item in shown
        if item.verdict or accept_rest or not item.ways
    ]


def open_count(shown: list[Item]) -> int:
    """Return how many changes wait for a decision."""
    return sum(1 for item in shown if item.ways and not item.verdict)


def ordered(shown: list[Item], desk: Desk, posted: QueryDict) -> list[Order]:
    """Return the orders that the verdicts mean: another dose, the former one, left out, brought back.

    Raises:
        NotAnOrder: a number of an own dose is missing or impossible.
    """
    found = (_order(item, desk, posted) for item in shown if item.verdict in ("edited", "rejected"))
    return [order for order in found if order is not None]


def written(shown: list[Item]) -> dict[str, str]:
    """Return what was decided and written about each change, by field."""
    fields: dict[str, str] = {}
    for item in shown:
        if item.verdict or item.why:
            counts = {f"{name}-{item.key}": value for name, value in item.counts.items()} if item.item else {}
            fields |= {f"verdict-{item.key}": item.verdict, f"why-{item.key}": item.why} | counts
    return fields


def _item(change: Change, desk: Desk, item: Prescription | None, posted: QueryDict) -> Item:
    key = f"{change.kind}-{change.key}"
    ways = () if change.set_by == "therapist" else tuple(_ways(change, desk, item))
    chosen = posted.get(f"verdict-{key}", "")
    return Item(
        change=change,
        key=key,
        label=_label(change),
        was=_short(change.was, change),
        now=_short(change.now, change),
        because=change.reasons[0].text if change.reasons else "",
        reasons=why.shown(change.reasons),
        ways=ways,
        item=item if any(way == "edited" for way, _words in ways) else None,
        counts={name: posted.get(f"{name}-{key}", str(getattr(item, name, ""))) for name in order_form.COUNTS},
        verdict=chosen if chosen in dict(ways) else "",
        why=" ".join(posted.get(f"why-{key}", "").split())[:500],
    )


def _label(change: Change) -> str:
    match change.kind:
        case "stage":
            return _("Stage")
        case "direction":
            return _("Direction")
        case "pattern":
            return _("Pattern")
    return change.name


def _short(words: str, change: Change) -> str:
    """Return a dose or a walk without the name that stands before it already."""
    return words.removeprefix(f"{change.name}: ").replace(" x ", " × ")


def _ways(change: Change, desk: Desk, item: Prescription | None) -> list[tuple[str, str]]:
    accept = ("accepted", _("Accept"))
    match change.kind:
        case "added":
            edit = [("edited", _("Own dose"))] if item is not None and not item.minutes else []
            return [accept, *edit, ("rejected", _("Leave it out"))]
        case "more" | "less" | "other_dose":
            if item is None or item.minutes:
                return [accept, ("rejected", _("Leave it out"))]
            return [accept, ("edited", _("Own dose")), ("rejected", _("Keep the dose before"))]
        case "held" | "removed":
            return [accept, ("rejected", _("Bring it back"))]
        case "stage" if desk.reviewed is not None:
            return [accept, ("rejected", _("Keep the stage before"))]
        case "pattern" | "direction":
            return [accept, ("rejected", _("I see it differently"))]
        case "walk":
            return [accept, ("rejected", _("Pause the walks"))]
    return [accept]


def _order(item: Item, desk: Desk, posted: QueryDict) -> Order | None:
    """Return the order that a verdict means; None where it is an opinion: another direction or diagnosis is set as such."""
    if item.verdict == "edited":
        dose = order_form.dose_of(item.change.exercise or "", posted, desk.on, f"-{item.key}", item.why)
        return replace(dose, id=_same_each_time(item, desk, f"{dose.sets}:{dose.repetitions}:{dose.hold_s}"))
    made = _rejected(item.change, desk)
    return replace(made, id=_same_each_time(item, desk), on=desk.on, reason=item.why) if made is not None else None


def _rejected(change: Change, desk: Desk) -> Order | None:
    """Return the order by which things stay as they were."""
    on, exercise = desk.on, change.exercise or ""
    former = {each.exercise: each for each in desk.reviewed.items}.get(exercise) if desk.reviewed else None
    match change.kind:
        case "more" | "less" | "other_dose" if former is not None and not former.minutes:
            return Order(on=on, order="dose", exercise=exercise, sets=former.sets, repetitions=former.repetitions, hold_s=former.hold_s)
        case "added" | "more" | "less" | "other_dose":
            return Order(on=on, order="remove", exercise=exercise)
        case "held" | "removed":
            return Order(on=on, order="pin", exercise=exercise)
        case "walk":
            return Order(on=on, order="hold", exercise=exercise)
        case "stage" if desk.reviewed is not None:
            return Order(on=on, order="stage", stage=desk.reviewed.stage)  # type: ignore[arg-type]
    return None


def _same_each_time(item: Item, desk: Desk, numbers: str = "") -> str:
    """Return an id made of the decision, so that a page that is sent twice gives its orders once."""
    return str(uuid5(NAMESPACE_OID, f"{desk.person}:{desk.version}:{item.key}:{item.verdict}:{numbers}"))
