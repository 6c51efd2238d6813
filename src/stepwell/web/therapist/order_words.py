"""Orders in words for a therapist's pages: plain, short, the exercise by its name."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stepwell.engine.log import Order
from stepwell.knowledge.schema import Direction, Knowledge, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice of a list: its value, and how it is called."""

    value: str
    name: str


def said(order: Order, knowledge: Knowledge) -> str:
    """Return what an order does, such as "Leave out: Cat-cow"."""
    name = exercise_name(order, knowledge)
    match order.order:
        case "hold":
            return _paused(order, name)
        case "dose":
            return _("Dose of %(name)s: %(dose)s") % {"name": name, "dose": dose(order)}
        case "stage":
            return _("Stage: %(name)s") % {"name": knowledge.stages[order.stage].name if order.stage else ""}
        case "direction":
            return _("Direction: %(name)s") % {"name": direction(order.direction)}
        case "note":
            return _("Words for the person") if order.reason else _("Take back the words for the person")
    words = {
        "add": _("Add where it fits: %(name)s"),
        "pin": _("In every session: %(name)s"),
        "remove": _("Leave out: %(name)s"),
        "own": _("Your own exercise: %(name)s"),
    }
    return words[order.order] % {"name": name} if order.order in words else _found(order, knowledge)


def dose(order: Order) -> str:
    """Return the numbers of an order for a dose."""
    parts = (
        ngettext("%(n)d set", "%(n)d sets", order.sets or 0) % {"n": order.sets} if order.sets else "",
        ngettext("%(n)d repetition", "%(n)d repetitions", order.repetitions or 0) % {"n": order.repetitions} if order.repetitions else "",
        _("hold %(n)d s") % {"n": order.hold_s} if order.hold_s is not None else "",
    )
    return ", ".join(part for part in parts if part)


def exercise_name(order: Order, knowledge: Knowledge) -> str:
    """Return the name of what an order is about; "" for one that is about no exercise."""
    if order.own is not None:
        return order.own.name
    if order.exercise in knowledge.exercises:
        return knowledge.exercises[order.exercise].name
    return _("your own exercise") if order.exercise else ""


def direction(way: Direction | None) -> str:
    """Return a movement direction in words."""
    names = {
        Direction.EXTENSION: _("extension (leaning back)"),
        Direction.FLEXION: _("flexion (leaning forward)"),
        Direction.SIDE_GLIDE: _("side glide"),
        Direction.ROTATION: _("rotation"),
        Direction.NEUTRAL: _("neutral"),
    }
    return names[way] if way else ""


def directions() -> list[Choice]:
    """Return the directions that an order can set."""
    ways = (Direction.EXTENSION, Direction.FLEXION, Direction.SIDE_GLIDE)
    return [Choice(value=way.value, name=direction(way).capitalize()) for way in ways]


def precautions(knowledge: Knowledge) -> list[Choice]:
    """Return the precautions that an order can set."""
    return [Choice(value=choice.id, name=choice.text) for choice in knowledge.questions["conditions"].choices if choice.id != "none"]


def exercises(knowledge: Knowledge) -> list[tuple[str, list[Choice]]]:
    """Return the library for a list to choose from, by purpose, each by name."""
    groups: dict[str, list[Choice]] = {}
    for exercise in knowledge.exercises.values():
        name = f"{exercise.name} ({exercise.clinical_name})" if exercise.clinical_name else exercise.name
        groups.setdefault(exercise.purpose.value.replace("_", " ").capitalize(), []).append(Choice(value=exercise.id, name=name))
    return [(purpose, sorted(choices, key=lambda choice: choice.name)) for purpose, choices in sorted(groups.items())]


def _paused(order: Order, name: str) -> str:
    if order.until is None:
        return _("Pause: %(name)s") % {"name": name}
    return _("Pause until %(day)s: %(name)s") % {"day": date_format(order.until, "F j"), "name": name}


def _found(order: Order, knowledge: Knowledge) -> str:
    """Return the words of what was found or withdrawn."""
    match order.order:
        case "precaution":
            named = {choice.value: choice.name for choice in precautions(knowledge)}
            return _("Precaution: %(name)s") % {"name": named.get(order.precaution or "", "")}
        case "diagnosis":
            choices = {choice.id: choice.text for choice in knowledge.questions["clinician_diagnosis"].choices}
            return _("Diagnosis: %(name)s") % {"name": choices.get(order.diagnosis or "", "")}
        case "lift":
            return _lifted(order, knowledge)
        case "clear":
            return _cleared(order)
        case "told_clear":
            return _("The person says that they were examined and may exercise. It lifts nothing")
    return _("Somebody should look at this sooner")


def clearings() -> list[Choice]:
    """Return what a therapist can say after examining somebody for whom exercise is paused or only gentle."""
    return [Choice(value=Tier.SELF_MANAGE.value, name=_cleared(None)), Choice(value=Tier.ROUTINE.value, name=_gently())]


def _cleared(order: Order | None) -> str:
    return _gently() if order is not None and order.tier is Tier.ROUTINE else _("Examined: home exercise may go on")


def _gently() -> str:
    return _("Examined: gentle exercise only, to be looked at again")


def _lifted(order: Order, knowledge: Knowledge) -> str:
    if order.stage:
        return _("Lift the stage")
    if order.direction:
        return _("Lift the direction")
    name = exercise_name(order, knowledge)
    return _("Lift everything set for %(name)s") % {"name": name} if name else _("Lift all orders")
