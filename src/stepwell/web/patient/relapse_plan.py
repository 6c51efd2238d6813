"""The relapse plan: written when well, from one's own log, to keep or to print."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stepwell.care.queries import days
from stepwell.engine.known import Understanding
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Exercise
from stepwell.web.patient.calls import call_of
from stepwell.web.patient.flare_ups import all_of
from stepwell.web.shared import flare_words
from stepwell.web.shared.viewer import viewer

MOST_EASED = 4
FEWEST_TIMES = 2


@require_safe
def relapse_plan(request: HttpRequest) -> HttpResponse:
    """Show what to do if it comes back. It prescribes nothing for today, so it is open at any time."""
    person = viewer(request)
    known = days.understanding(person)
    suspected = dict.fromkeys(words for one in all_of(request) for words in flare_words.suspects(one))
    activities = (known.answers.get(f"activity_{number}") for number in (1, 2, 3))
    context = {
        "name": person.given_name,
        "suspected": list(suspected),
        "eased": _eased(known),
        "activities": [words for words in activities if words],
        "call": call_of(person.country),
        "today": timezone.localdate(),
        "here": "progress",
    }
    return render(request, "patient/relapse_plan.html", context)


def _eased(known: Understanding) -> list[Exercise]:
    """Return what went well and tended to ease the leg, the most easing first; what rests now or is excluded is left out."""
    exercises = loader.load().exercises
    kept = [
        (tried.mean, name)
        for name, tried in known.tried.items()
        if tried.mean < 0 and tried.times >= FEWEST_TIMES and tried.rests_until is None and name not in known.excluded
    ]
    return [exercises[name] for _mean, name in sorted(kept)[:MOST_EASED] if name not in known.orders.removed]
