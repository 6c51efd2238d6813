"""What sets it off: what the diary says, in honest words, and which exposures the check-in asks for."""

import logging
from datetime import date, timedelta
from math import ceil
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stepwell.care.errors import CareError
from stepwell.care.queries import days, facts
from stepwell.care.queries import triggers as queries
from stepwell.engine import exposures, on_off
from stepwell.engine.decision import DayPlan, Decision
from stepwell.engine.known import Understanding
from stepwell.engine.log import Preference, TriggersTold
from stepwell.engine.trigger_findings import Findings
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Knowledge
from stepwell.web.patient import saving, trigger_words
from stepwell.web.shared.viewer import viewer

logger = logging.getLogger("stepwell.web")
HARM_SOURCE = "suri_2025"


@require_safe
def triggers(request: HttpRequest) -> HttpResponse:
    """Show what the check-ins say so far; before there are enough, when that will be."""
    person, today, knowledge = viewer(request), timezone.localdate(), loader.load()
    known = days.understanding(person)
    found = queries.findings(person, today)
    opens = opens_on(known, found, today, knowledge)
    context: dict[str, Any] = {
        "found": found,
        "opens_on": opens,
        "needed": int(knowledge.trigger_rules["least_days"].value),
        "groups": trigger_words.cards(found, knowledge) if opens is None else {},
        "why_no_test": on_off.why_none(known, today, knowledge),
        "test": on_off.of_day(known, today, knowledge),
        "has_tested": bool(known.trials),
        "asked": _choices(known, knowledge),
        "likely_percent": round(knowledge.trigger_rules["likely"].value * 100),
        "harm_source": HARM_SOURCE,
        "here": "progress",
    }
    return render(request, "patient/triggers.html", context)


@require_POST
def exposures_asked(request: HttpRequest) -> HttpResponse:
    """Change which of the exposures that not everybody is asked for the check-in asks for."""
    knowledge = loader.load()
    known = days.understanding(viewer(request))
    wanted, now = set(request.POST.getlist("exposure")), exposures.asked(known.exposures_asked, knowledge)
    offered = exposures.optional(known.exposures_asked, knowledge)
    if not wanted <= set(offered):
        messages.error(request, _("That is not on the list. Nothing was changed."))
        return redirect("patient:triggers")
    changed = [one for one in offered if (one in wanted) != (one in now)]
    wishes = [Preference(on=timezone.localdate(), wish="ask" if one in wanted else "not_ask", exposure=one) for one in changed]
    try:
        if wishes:
            saving.save(request, *wishes)
    except CareError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Saved. The check-in asks for these from now on."))
    return redirect("patient:triggers")


def opens_on(known: Understanding, found: Findings, today: date, knowledge: Knowledge) -> date | None:
    """Return about when anything can be shown, at the pace of the check-ins so far; None when it can be now."""
    rules = knowledge.trigger_rules
    began, opens = known.began_on or today, earliest(known, today, knowledge)
    least = rules["least_days"].value - found.days
    if least <= 0 and today >= opens:
        return None
    pace = min(1.0, max(found.days, 1) / max((found.week - began).days, 1)) if found.days else 1.0
    wait = max(1, ceil(max(0.0, least) / pace))
    return max(opens, min(today + timedelta(days=wait), today + timedelta(days=int(rules["needs_at_most"].value))))


def has_news(request: HttpRequest) -> bool:
    """Whether something was found this week that was not said before: asked at a Monday's first check-in, when a new week is read."""
    person, today, knowledge = viewer(request), timezone.localdate(), loader.load()
    if today.weekday() != 0 or not facts.is_first_check_in(person, today):
        return False
    known = days.understanding(person)
    if today < earliest(known, today, knowledge):
        return False
    found = queries.findings(person, today)
    return opens_on(known, found, today, knowledge) is None and any(trigger_words.new_ones(found))


def note_findings(request: HttpRequest, decision: Decision) -> None:
    """Note in the log what the check-ins say, where it changed, so that later plans can use it.

    Only at the first check-in of a week: then a new week is read. The check-in is saved already, so a problem here is none of its.
    """
    person, today, knowledge = viewer(request), timezone.localdate(), loader.load()
    if isinstance(decision, DayPlan) and decision.week * 7 <= knowledge.trigger_rules["opens_after"].value:
        return
    monday = today - timedelta(days=today.weekday())
    if not facts.is_first_check_in(person, monday):
        return
    known = days.understanding(person)
    if today < earliest(known, today, knowledge):
        return
    found = queries.findings(person, today)
    said = trigger_words.told(found, knowledge)
    if said == {exposure: before.verdict for exposure, before in known.taught.found.items()}:
        return
    try:
        saving.save(request, TriggersTold(on=today, id=f"triggers-{found.week}", found=said))
    except CareError:
        logger.warning("what the check-ins say could not be noted")


def earliest(known: Understanding, today: date, knowledge: Knowledge) -> date:
    """Return the first day on which anything that was found is shown."""
    return (known.began_on or today) + timedelta(days=int(knowledge.trigger_rules["opens_after"].value))


def _choices(known: Understanding, knowledge: Knowledge) -> list[dict[str, Any]]:
    now = exposures.asked(known.exposures_asked, knowledge)
    return [
        {"id": one, "name": _(knowledge.triggers[one].name), "is_asked": one in now}
        for one in exposures.optional(known.exposures_asked, knowledge)
    ]
