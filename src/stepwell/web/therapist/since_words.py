"""What is new about a person, as short sentences for their therapist."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stepwell.care.queries.record import Looked
from stepwell.engine.since import Since
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Knowledge
from stepwell.web.shared.chart import MOVED
from stepwell.web.therapist import order_words


def heading(looked: Looked) -> str:
    """Return since when things are new."""
    day = date_format(looked.on, "F j")
    words = {
        "visit": _("Since the visit on %s"),
        "look": _("Since you last looked, on %s"),
        "weeks": _("In the last two weeks, since %s"),
    }
    return words[looked.why] % day


def sentences(new: Since, *, sees_days: bool) -> list[str]:
    """Return what is new, the most telling first. Days that are not shared are said to be so, never counted as empty."""
    return [*_of_days(new, sees_days), *_of_measures(new), *_of_answers(new), *_of_clinic(new, loader.load())]


def _of_days(new: Since, sees_days: bool) -> Iterator[str]:
    if not sees_days:
        yield _("Days and sessions are not shared with you.")
        return
    if new.leg is not None:
        then, now = new.leg
        moved = now - then
        trend = _("down") if moved <= -MOVED else _("up") if moved >= MOVED else _("about the same")
        yield _("Leg pain on waking, trend over some days: %(trend)s, from about %(then)d to about %(now)d of 10.") % {
            "trend": trend, "then": round(then), "now": round(now),
        }  # fmt: skip
    done = ngettext("Sessions on %(n)d day.", "Sessions on %(n)d days.", new.days_done) % {"n": new.days_done}
    told = ngettext("A check-in on %(n)d day.", "Check-ins on %(n)d days.", new.days_told) % {"n": new.days_told}
    yield f"{done} {told}"
    for flare in new.began:
        day = date_format(flare.started_on, "F j")
        until = _(", until %s") % date_format(flare.last_on, "F j") if flare.last_on else _(", and goes on")
        yield _("A flare-up from %(day)s%(until)s.") % {"day": day, "until": until}
    for flare in new.ended:
        assert flare.last_on is not None
        yield _("The flare-up of %(day)s was over on %(last)s.") % {
            "day": date_format(flare.started_on, "F j"), "last": date_format(flare.last_on, "F j"),
        }  # fmt: skip
    for change in new.changes:
        if change.kind != "order":
            yield _("Plan, %(day)s, as the person was told: “%(says)s”") % {"day": date_format(change.on, "F j"), "says": change.says}


def _of_answers(new: Since) -> Iterator[str]:
    if new.answered:
        yield _("Safety questions answered, the last time on %s.") % date_format(new.answered[-1], "F j")
    if new.told_again:
        yield _("Evaluation answers changed, the last time on %s.") % date_format(new.told_again[-1], "F j")
    for on, words in new.words:
        yield _("In their own words, %(day)s: “%(words)s”") % {"day": date_format(on, "F j"), "words": words}


def _of_clinic(new: Since, knowledge: Knowledge) -> Iterator[str]:
    for order in new.orders:
        yield _("Set on %(day)s: %(what)s.") % {"day": date_format(order.on, "F j"), "what": order_words.said(order, knowledge)}
    for done in new.treatments:
        yield _("Treated on %(day)s: %(what)s.") % {"day": date_format(done.on, "F j"), "what": knowledge.treatments[done.treatment].name}


def _of_measures(new: Since) -> Iterator[str]:
    """Name the scores that have clearly changed since the first answer; those for the worse with their values."""
    worse = [f"{each.name} ({each.points[0].shown} → {each.latest.shown})" for each in new.measures if each.latest.verdict == "worse"]
    better = [each.name for each in new.measures if each.latest.verdict == "better"]
    if worse:
        yield _("Measured, and clearly worse than at first: %s.") % "; ".join(worse)
    if better:
        yield _("Measured, and clearly better than at first: %s.") % "; ".join(better)
