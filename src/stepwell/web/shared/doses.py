"""Words for a dose: short for a list, whole for the page of an exercise."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stepwell.engine.decision import Prescription
from stepwell.engine.log import Item


def short(item: Prescription) -> str:
    """Return such as "2 × 12 · each side", "3 times · hold 20 s" or "hold 2 minutes · twice today"."""
    is_one_hold = item.per_day > 1 and item.sets == item.repetitions == 1 and item.hold_s and not item.minutes
    amount = "" if is_one_hold else _amount(item)  # "1 time" beside "twice today" would be two doses
    return " · ".join(part for part in (amount, _held(item), side(item), _often(item)) if part)


def done(item: Item) -> str:
    """Return the same for what was done, without the side, which is not kept."""
    return " · ".join(part for part in (_amount(item), _held(item)) if part)


def whole(item: Prescription) -> str:
    """Return the dose as a sentence, such as "2 sets of 12. Hold each for 5 seconds. Each side."."""
    sentences = (_counted(item), _hold_sentence(item), _side_sentence(item), _rest_sentence(item), _often_sentence(item))
    return " ".join(sentence for sentence in sentences if sentence)


def side(item: Prescription) -> str:
    """Return how the sides share the work; "" when both work at once."""
    words = {"each": _("each side"), "alternating": _("left and right in turn"), "left": _("left leg only"), "right": _("right leg only")}
    return words.get(item.side, "")


def _amount(item: Prescription | Item) -> str:
    if item.minutes:
        return ngettext("%(n)d minute", "%(n)d minutes", item.minutes) % {"n": item.minutes}
    if item.sets == 1:
        return ngettext("%(n)d time", "%(n)d times", item.repetitions) % {"n": item.repetitions}
    return _("%(sets)d × %(repetitions)d") % {"sets": item.sets, "repetitions": item.repetitions}


def _held(item: Prescription | Item) -> str:
    return _("hold %(time)s") % {"time": _short_time(item.hold_s)} if item.hold_s and not item.minutes else ""


def _short_time(seconds: int) -> str:
    return _("%(n)d s") % {"n": seconds} if seconds < 90 else _time(seconds)


def _time(seconds: int) -> str:
    """Return "45 seconds", "3 minutes", or "3 min 25 s"."""
    minutes, rest = divmod(seconds, 60)
    if seconds < 90:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    if rest == 0:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    return _("%(m)d min %(s)d s") % {"m": minutes, "s": rest}


def _counted(item: Prescription) -> str:
    if item.minutes or item.sets == 1:
        return f"{_amount(item)[:1].upper()}{_amount(item)[1:]}."
    return _("%(sets)d sets of %(repetitions)d.") % {"sets": item.sets, "repetitions": item.repetitions}


def _hold_sentence(item: Prescription) -> str:
    if not item.hold_s or item.minutes:
        return ""
    held = {"time": _time(item.hold_s)}
    return _("Hold for %(time)s.") % held if item.repetitions == 1 and item.sets == 1 else _("Hold each for %(time)s.") % held


def _side_sentence(item: Prescription) -> str:
    if item.side == "alternating":
        return _("Left and right in turn.")
    if item.side != "each":
        return {"left": _("For the left leg only."), "right": _("For the right leg only.")}.get(item.side, "")
    first = {"left": _("One side, then the other: start on the left."), "right": _("One side, then the other: start on the right.")}
    return first.get(item.first_side or "", _("One side, then the other."))


def _rest_sentence(item: Prescription) -> str:
    return _("Rest %(n)d seconds between sets.") % {"n": item.rest_s} if item.sets > 1 and item.rest_s else ""


def _often(item: Prescription) -> str:
    if item.per_day == 2:
        return _("twice today")
    return _("%(n)d times today") % {"n": item.per_day} if item.per_day > 2 else ""


def _often_sentence(item: Prescription) -> str:
    return _("Do this %(n)d times today.") % {"n": item.per_day} if item.per_day > 1 else ""
