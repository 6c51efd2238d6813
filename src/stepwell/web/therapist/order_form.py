"""From what a therapist pressed to orders: a draft that travels with the page, and is checked anew each time."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import msgspec
from django.http import QueryDict
from django.utils.translation import gettext as _
from msgspec.structs import replace

from stepwell.care.ahead import AHEAD_MOST
from stepwell.engine.clinicians import OwnExercise
from stepwell.engine.in_force import subject
from stepwell.engine.log import LogError, Order
from stepwell.engine.reading import read_fact
from stepwell.knowledge.schema import Knowledge, Tier
from stepwell.web.therapist import order_words

DRAFT_MOST = 40
"""Orders that one page may hold before they are saved."""
STEPS_MOST = 12
COUNTS = ("sets", "repetitions", "hold_s")
_USED_BY = {"note": ("note-words",), "own": ("own-name", "own-steps", "own-dose", "own-shows", "own-words"), "keep": ("template-name",)}
_WRITTEN = ("exercise", "words", *COUNTS, "until", "template-name", *(name for names in _USED_BY.values() for name in names))
_OF_ROW = (*COUNTS, "words", "until")
_PUTS_IN = ("add", "pin")
_WHOLE: dict[str, tuple[str, ...]] = {
    "add": (),
    "pin": (),
    "remove": (),
    "hold": ("until",),
    "dose": COUNTS,
}


class NotAnOrder(ValueError):
    """What was filled in makes no order. ``str(error)`` says what is missing, in plain words; ``field``: in which field."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field


def draft_in(posted: QueryDict, knowledge: Knowledge) -> list[Order]:
    """Return the orders that wait in the page, as they were; what cannot be read is left out."""
    try:
        raw = msgspec.json.decode(posted.get("draft") or "[]", type=list[Any])
    except msgspec.DecodeError:
        return []
    return [order for each in raw[:DRAFT_MOST] if (order := _read(each, knowledge)) is not None]


def draft_text(draft: list[Order]) -> str:
    """Return the orders as the page carries them."""
    return msgspec.json.encode(draft).decode()


def with_order(draft: list[Order], order: Order) -> list[Order]:
    """Return the draft with one more order; it takes the place of one about the same thing."""
    about = subject(order)
    kept = [other for other in draft if about is None or subject(other) != about]
    return [*kept, order][-DRAFT_MOST:]


def pressed(posted: QueryDict, on: date, knowledge: Knowledge) -> tuple[Order, ...]:
    """Return the orders that a button makes of the fields beside it.

    A button's value is the order and, for a button in the row of an exercise, ":" and the exercise; then the fields of that
    row count, named for it. An exercise that is put in with numbers beside it gets its dose by the same press: outside a row
    these fields begin empty, so what stands there was meant.

    Raises:
        NotAnOrder: a field that the order needs is empty, or holds what it cannot.
    """
    kind, _sep, row = posted.get("do", "").partition(":")
    if kind not in _WHOLE and kind not in _OTHERS:
        raise NotAnOrder(_("Choose what to change."))
    made = [_of_exercise(kind, row, posted, on) if kind in _WHOLE else _OTHERS[kind](posted, on)]
    if kind in _PUTS_IN and not row and any(posted.get(name, "").strip() for name in COUNTS):
        made.append(_of_exercise("dose", row, posted, on))
    checked = [_read(msgspec.to_builtins(order), knowledge) for order in made]
    if None in checked:
        raise NotAnOrder(_("That is not in the list. Choose one from the list."))
    return tuple(order for order in checked if order is not None)


def can_lift(order: Order) -> bool:
    """Whether an order can be withdrawn by itself. What was found (a diagnosis, a precaution) is changed in the evaluation."""
    return order.order not in ("precaution", "diagnosis")


def lift_of(order: Order, on: date) -> Order:
    """Return the order that withdraws one that stands."""
    named = order.own.id if order.own else order.exercise
    match order.order:
        case "note":
            return Order(id=_new(), on=on, order="note")
        case "stage":
            return Order(id=_new(), on=on, order="lift", stage=order.stage)
        case "direction":
            return Order(id=_new(), on=on, order="lift", direction=order.direction)
    return Order(id=_new(), on=on, order="lift", exercise=named)


def dose_of(exercise: str, posted: QueryDict, on: date, suffix: str, words: str = "") -> Order:
    """Return an own dose. Raises NotAnOrder when no number, or an impossible one, was given."""
    counts = {name: _count(posted, f"{name}{suffix}", name) for name in COUNTS}
    if all(value is None for value in counts.values()):
        raise NotAnOrder(_("Say how many sets, repetitions or seconds."), f"sets{suffix}")
    return Order(
        id=_new(),
        on=on,
        order="dose",
        exercise=exercise,
        reason=words,
        sets=counts["sets"],
        repetitions=counts["repetitions"],
        hold_s=counts["hold_s"],
    )


def given_again(order: Order, on: date) -> Order:
    """Return an order, as from a template, to be given now."""
    return replace(order, id=_new(), on=on, overrides=())


def unused(posted: QueryDict, row: str, *, everything: bool) -> dict[str, str]:
    """Return what was written into fields whose button was not pressed, so that nothing written is lost, by field.

    row: the exercise whose row is kept, too. everything: the button made no order, so its own fields are kept too.
    """
    pressed_one = "" if everything else posted.get("do", "")
    gone = _USED_BY.get(pressed_one, ("exercise", "words", *COUNTS, "until") if pressed_one in _WHOLE else ())
    of_row = tuple(f"{name}-{row}" for name in _OF_ROW) if row else ()
    return {name: posted.get(name, "") for name in (*_WRITTEN, *of_row) if name not in gone}


def _of_exercise(kind: str, row: str, posted: QueryDict, on: date) -> Order:
    suffix = f"-{row}" if row else ""
    exercise = row or posted.get("exercise", "")
    words = _words(posted, f"words{suffix}")
    if not exercise:
        raise NotAnOrder(_("Choose an exercise."), "exercise")
    if kind == "dose":
        return dose_of(exercise, posted, on, suffix, words)
    until = _day(posted, f"until{suffix}", on) if kind == "hold" else None
    return Order(id=_new(), on=on, order=kind, exercise=exercise, until=until, reason=words)  # type: ignore[arg-type]


def _chosen(field: str, missing: str) -> Callable[[QueryDict, date], Order]:
    def made(posted: QueryDict, on: date) -> Order:
        value = posted.get(field, "")
        if not value:
            raise NotAnOrder(missing, field)
        return Order(id=_new(), on=on, order=field, reason=_words(posted, f"{field}-words"), **{field: value})  # type: ignore[arg-type]

    return made


def _own(posted: QueryDict, on: date) -> Order:
    """Return an exercise of the clinic's own; ``own-picture`` names a photo, ``own-kept-video`` a video, that was kept for it."""
    name, steps = _words(posted, "own-name")[:80], _lines(posted.get("own-steps", ""))
    video, shows = posted.get("own-kept-video") or None, _words(posted, "own-shows")
    if not name or not steps:
        raise NotAnOrder(_("An exercise of your own needs a name and at least one step."), "own-steps" if name else "own-name")
    if shows and video is None:
        raise NotAnOrder(_("There are words about a video, but no video. Choose the video, or take the words out."), "own-shows")
    own = OwnExercise(
        id=f"own_{uuid4().hex}",
        name=name,
        steps=steps,
        dose=_words(posted, "own-dose")[:120],
        picture=posted.get("own-picture") or None,
        video=video,
        shows=shows,
    )
    return Order(id=_new(), on=on, order="own", own=own, reason=_words(posted, "own-words"))


def is_whole(posted: QueryDict) -> bool:
    """Whether an exercise of the clinic's own has all that it needs beside a photo or a video."""
    return bool(_words(posted, "own-name") and _lines(posted.get("own-steps", "")))


def _lines(written: str) -> tuple[str, ...]:
    lines = (" ".join(line.split())[:200] for line in written.splitlines())
    return tuple(line for line in lines if line)[:STEPS_MOST]


def _note(posted: QueryDict, on: date) -> Order:
    words = _words(posted, "note-words")
    if not words:
        raise NotAnOrder(_("Write a few words first."), "note-words")
    return Order(id=_new(), on=on, order="note", reason=words)


def _clear(posted: QueryDict, on: date) -> Order:
    chosen = {choice.value for choice in order_words.clearings()}
    tier = str(posted.get("clear", ""))
    if tier not in chosen:
        raise NotAnOrder(_("Choose what may go on after your examination."), "clear")
    return Order(id=_new(), on=on, order="clear", tier=Tier(tier), reason=_words(posted, "clear-words"))


_OTHERS: dict[str, Callable[[QueryDict, date], Order]] = {
    "stage": _chosen("stage", _("Choose a stage.")),
    "direction": _chosen("direction", _("Choose a direction.")),
    "precaution": _chosen("precaution", _("Choose a precaution.")),
    "note": _note,
    "own": _own,
    "clear": _clear,
}


def _read(raw: Any, knowledge: Knowledge) -> Order | None:
    try:
        found = read_fact(raw, knowledge)
    except LogError:
        return None
    return found if isinstance(found, Order) and _names_its_files(found) else None


def _names_its_files(order: Order) -> bool:
    """Whether the photo or video of an own exercise, if it has one, is named as they are, and a video has its words."""
    own = order.own
    if own is None:
        return True
    try:
        is_named = all(str(UUID(name)) == name for name in (own.picture, own.video) if name is not None)
    except ValueError:
        return False
    return is_named and (own.video is None or bool(own.shows))


def _words(posted: QueryDict, name: str) -> str:
    return " ".join(posted.get(name, "").split())[:500]


def _count(posted: QueryDict, name: str, what: str) -> int | None:
    most = {"sets": 10, "repetitions": 100, "hold_s": 1200}[what]
    written = posted.get(name, "").strip()
    if not written:
        return None
    if not (written.isascii() and written.isdigit()) or not (what == "hold_s" or int(written) >= 1) or int(written) > most:
        names = {"sets": _("sets"), "repetitions": _("repetitions"), "hold_s": _("seconds")}
        raise NotAnOrder(_("Write the %(what)s as a whole number up to %(most)d.") % {"what": names[what], "most": most}, name)
    return int(written)


def _day(posted: QueryDict, name: str, on: date) -> date | None:
    written = posted.get(name, "")
    if not written:
        return None
    try:
        found = date.fromisoformat(written)
    except ValueError:
        raise NotAnOrder(_("Write the day as year-month-day, such as 2026-03-01."), name) from None
    if not on <= found <= on + AHEAD_MOST:
        raise NotAnOrder(_("The pause has to end today or later, within a year."), name)
    return found


def _new() -> str:
    return str(uuid4())
