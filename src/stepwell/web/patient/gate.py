"""The one way to anything with exercises: through today's plan, or to what must come first."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from stepwell.care.queries import days
from stepwell.engine.decision import DayPlan, Decision, Referral
from stepwell.knowledge.schema import Tier
from stepwell.web.shared.viewer import viewer

P = ParamSpec("P")
OPEN_EVALUATION = "evaluation_incomplete"
"""The reason by which a plan says that short questions are still open."""


def plan_or_referral(request: HttpRequest) -> Decision:
    """Return today's plan for the person who looks, or why there is none."""
    return days.decision(viewer(request), timezone.localdate())


def needs_plan(
    view: Callable[Concatenate[HttpRequest, DayPlan, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Call a view with today's plan; without one, go to the care card or to the questions that wait."""

    @wraps(view)
    def gated(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        decision = plan_or_referral(request)
        if isinstance(decision, Referral):
            return redirect(place_for(decision))
        if not is_evaluated(decision):
            return redirect("patient:evaluation")
        return view(request, decision, *args, **kwargs)

    return gated


def needs_safety_first(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Call a view that holds no exercise only once the safety questions are answered and nothing is a matter of today."""

    @wraps(view)
    def gated(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        decision = plan_or_referral(request)
        if isinstance(decision, Referral) and (decision.tier >= Tier.SAME_DAY or decision.ask):
            return redirect(place_for(decision))
        return view(request, *args, **kwargs)

    return gated


def place_for(decision: Decision) -> str:
    """Return the name of the page that a decision leads to."""
    if isinstance(decision, DayPlan):
        return "patient:today"
    return "patient:care_card" if decision.tier > Tier.ROUTINE else "patient:safety_check"


def is_evaluated(plan: DayPlan) -> bool:
    """Whether the questions are answered without which no first session can be chosen: the plan itself says when not."""
    return all(reason.id != OPEN_EVALUATION for reason in plan.advice)
