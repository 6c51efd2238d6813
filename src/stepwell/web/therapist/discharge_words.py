"""The first draft of the summary at the end of care: what the shared record says, for a therapist to edit."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from stepwell.engine import outcome
from stepwell.engine.decision import Decision, Referral
from stepwell.engine.log import CheckIn, Goal, Log, Session, Treatment
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Tier
from stepwell.paper import signs


def draft(log: Log, decision: Decision | None) -> str:
    """Return the draft, in words for the person. What is not shared is not in it, such as what today holds (None)."""
    parts = [_course(log), _done(log), _goals(log), _go_on(decision), _signs()]
    return "\n\n".join(part for part in parts if part)


def _course(log: Log) -> str:
    check_ins = [fact for fact in log.facts if isinstance(fact, CheckIn)]
    points = outcome.points(check_ins, loader.load())
    if len(points) < 2:
        return ""
    first, last = points[0], points[-1]
    return _(
        "Leg pain on waking, as a trend over some days, was about %(then)s of 10 on %(first)s, and about %(now)s of 10 on %(last)s."
    ) % {
        "then": round(first.level),
        "first": date_format(first.on, "F j"),
        "now": round(last.level),
        "last": date_format(last.on, "F j"),
    }


def _done(log: Log) -> str:
    sessions = len({fact.on for fact in log.facts if isinstance(fact, Session) and fact.was_done})
    kinds = loader.load().treatments
    treated = list(
        dict.fromkeys(kinds[fact.treatment].name for fact in log.facts if isinstance(fact, Treatment) and fact.treatment in kinds)
    )
    told = [_("You did exercises on %(days)s days.") % {"days": sessions}] if sessions else []
    if treated:
        told.append(_("At visits you had: %(what)s.") % {"what": ", ".join(treated)})
    return " ".join(told)


def _goals(log: Log) -> str:
    latest = {fact.goal: fact for fact in log.facts if isinstance(fact, Goal)}
    states = {"reached": _("reached"), "open": _("still on the way"), "dropped": _("set aside")}
    lines = [f"- {goal.words}: {states[goal.state]}" for goal in latest.values()]
    return "\n".join([_("Your goals:"), *lines]) if lines else ""


def _go_on(decision: Decision | None) -> str:
    if isinstance(decision, Referral):
        return _("What to go on with: exercise waits until somebody has looked at what Stepwell asked about. Then your program goes on.")
    if decision is None:
        return _("What to go on with: your program in Stepwell. It asks about your safety first, and says what each day holds.")
    return _(
        "What to go on with: your program goes on with you in Stepwell, with the plan as it is today. "
        "Keep walking, and strength exercises twice a week. Your relapse plan says what to do if it flares up."
    )


def _signs() -> str:
    told = "\n".join(f"- {sign}" for sign in signs.lines(Tier.EMERGENCY_NOW, loader.load()))
    return "\n".join([_("Call the emergency number or go to an emergency department if one of these comes:"), told])
