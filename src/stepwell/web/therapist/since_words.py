"""What is new about a person, as short sentences for their therapist."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stepwell.care.queries.record import Looked
from stepwell.engine.because import shown
from stepwell.engine.decision import FlareDay
from stepwell.engine.episodes import Episode
from stepwell.engine.since import Since
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Knowledge
from stepwell.web.shared import chart
from stepwell.web.shared.chart import MOVED
from stepwell.web.therapist import measure_rows, order_words, plan_change_words


def heading(looked: Looked) -> str:
    """Return since when things are new."""
    day = date_format(looked.on, "F j")
    words = {
        "visit": _("Since the visit on %s"),
        "look": _("Since you last looked, on %s"),
        "weeks": _("In the last two weeks, since %s"),
    }
    return words[looked.why] % day


def sentences(new: Since, flare: FlareDay | None, *, sees_days: bool) -> list[str]:
    """Return what is new, the most telling first. Days that are not shared are said to be so, never counted as empty.

    flare: where in a flare-up, or on the way back from one, the person is today.
    """
    knowledge = loader.load()
    days = _of_days(new, flare, knowledge) if sees_days else [_("Days and sessions are not shared with you.")]
    return [*days, *_of_measures(new, knowledge), *_of_answers(new), *_of_clinic(new, knowledge)]


def _of_days(new: Since, flare: FlareDay | None, knowledge: Knowledge) -> Iterator[str]:
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
    for episode in (*new.began, *new.ended):
        yield _flare_up(episode, is_old=episode in new.ended) + _way_back(episode, flare)
    for change in plan_change_words.told(new.changes, knowledge):
        said = _("Plan, %(day)s, as the person was told: “%(says)s”") if change.quoted else _("Plan, %(day)s. %(says)s")
        yield said % {"day": date_format(change.on, "F j"), "says": change.says}


def _flare_up(episode: Episode, *, is_old: bool) -> str:
    began, last = date_format(episode.started_on, "F j"), date_format(episode.last_on, "F j") if episode.last_on else ""
    if not last:
        return _("A flare-up since %s; nobody said that it is over.") % began
    if is_old:
        return _("The flare-up of %(day)s was over on %(last)s.") % {"day": began, "last": last}
    if began == last:
        return _("A flare-up on %s.") % began
    return _("A flare-up from %(day)s until %(last)s.") % {"day": began, "last": last}


def _way_back(episode: Episode, flare: FlareDay | None) -> str:
    """Return until when the plan builds back from a flare-up: the dose does long after it was last felt."""
    if flare is None or (flare.episode_on or flare.started_on) != episode.started_on:
        return ""
    return " " + _("The plan builds back from it until %s.") % date_format(flare.full_on, "F j")


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


def _of_measures(new: Since, knowledge: Knowledge) -> Iterator[str]:
    """Name the scores that have clearly changed since the first answer; those for the worse with their values.

    A score that asks how much has changed is no comparison: what it says is told.
    """
    views = [each for each in new.measures if measure_rows.says_change(each, knowledge)]
    compared = [each for each in new.measures if each not in views]
    worse = [f"{each.name} ({each.points[0].shown} → {each.latest.shown})" for each in compared if each.latest.verdict == "worse"]
    better = [each.name for each in compared if each.latest.verdict == "better"]
    if worse:
        yield _("Measured, and clearly worse than at first: %s.") % "; ".join(worse)
    if better:
        yield _("Measured, and clearly better than at first: %s.") % "; ".join(better)
    for each in views:
        yield _("%(name)s: %(value)s of %(most)s, in their own view %(verdict)s.") % {
            "name": f"{each.name[:1].upper()}{each.name[1:]}",
            "value": measure_rows.signed(each.latest.value),
            "most": shown(each.highest),
            "verdict": chart.verdict(each.latest.verdict).lower(),
        }
