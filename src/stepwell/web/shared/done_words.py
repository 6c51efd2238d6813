"""What was done in a session, in words: no scores, no shares, no comparison."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stepwell.engine.log import Item, Session
from stepwell.knowledge import loader
from stepwell.web.shared import doses


def shown(session: Session, today: date) -> dict[str, Any]:
    """Return what the page after a session says: its day where it is not today, its minutes, each exercise, a kind sentence."""
    exercises = loader.load().exercises
    done = [item for item in session.items if item.exercise in exercises and item.was_felt]
    spent_s = sum(item.spent_s or 0 for item in done)
    return {
        "on": "" if session.on == today else date_format(session.on, "l, j F"),
        "minutes": capfirst(_minutes(spent_s)),
        "did": [{"name": exercises[item.exercise].name, "mark": _mark(item), "lines": _lines(item)} for item in done],
        "kind": _kind(session),
        "is_stopped": session.was_stopped,
    }


def _mark(item: Item) -> str:
    """Return the icon of an exercise: done, or begun and answered to what hurt."""
    return "hand" if item.done == "none" or (item.hurt and item.hurt.action != "smaller") else "check"


def _lines(item: Item) -> list[str]:
    """Return what is said of an exercise: how much and how long, and what was felt."""
    lines = ([_amount(item), _minutes(item.spent_s or 0)], [_hurt(item), _leg(item)])
    return [capfirst(" · ".join(words)) for line in lines if (words := [part for part in line if part])]


def _amount(item: Item) -> str:
    """Return how much of it was done; the smaller form and a part have no numbers, because the fact holds the planned ones."""
    if item.done == "none":
        return _("begun and stopped")
    if item.was_made_smaller:
        return _("part of its smaller form") if item.done == "part" else _("in its smaller form")
    return _("in part") if item.done == "part" else doses.done(item)


def _minutes(seconds: int) -> str:
    """Return such as "about 3 minutes"; "" where it was not measured, or too short to count."""
    if seconds < 30:
        return ""
    minutes = (seconds + 30) // 60
    return ngettext("about %(n)d minute", "about %(n)d minutes", minutes) % {"n": minutes}


def _hurt(item: Item) -> str:
    acted = {
        "smaller": _("it hurt, so you made it smaller"),
        "swap": _("it hurt, so you swapped it"),
        "stop": _("it hurt, so you stopped"),
    }
    return acted[item.hurt.action] if item.hurt else ""


def _leg(item: Item) -> str:
    felt = {
        "eased": _("the leg eased"),
        "worse": _("the leg was worse after it"),
        "further_down": _("it went further down the leg"),
    }
    return felt.get(item.leg or "", "")


def _kind(session: Session) -> str:
    if session.was_stopped:
        return _("You stopped when it hurt. That was right, and nothing is lost.")
    if any(item.hurt for item in session.items):
        return _("You listened to your body and acted on it. That is part of getting better, not a step back.")
    if not any(item.was_felt for item in session.items):
        return _("Nothing was done this time, and nothing is lost. Your session is there whenever you are.")
    if session.stopped_early or any(item.done == "none" for item in session.items):
        return _("Some is better than none, and it counts in full.")
    if session.length == "short":
        return _("Five minutes done is worth more than twenty planned.")
    return _("You made time for your back today. Small and regular is what works.")
