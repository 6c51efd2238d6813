"""What a safety check came to, where it is not a matter of today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.engine.decision import DayPlan, Referral
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Tier
from stepwell.web.patient.gate import OPEN_EVALUATION, is_evaluated, plan_or_referral
from stepwell.web.shared.calls import call_of
from stepwell.web.shared.viewer import viewer

AFTER_SAFETY = {"first_visit": "patient:first_visit"}
"""Pages that the safety questions may have been in front of, by the word that the session keeps, with its day: no other day."""


@require_http_methods(["GET"])
def safety_result(request: HttpRequest) -> HttpResponse:
    """Say what was found, what to do about it, when the questions come again, and go on from there."""
    decision = plan_or_referral(request)
    if isinstance(decision, Referral):
        return redirect("patient:care_card" if decision.tier > Tier.ROUTINE else "patient:safety_check")
    wanted, _, day = str(request.session.get("after_safety", "")).partition(" ")
    after = AFTER_SAFETY.get(wanted) if day == str(timezone.localdate()) else None
    context = {
        "plan": decision,
        "call": call_of(viewer(request).country),
        "advice": loader.load().advice[decision.tier],
        "is_routine": decision.tier is Tier.ROUTINE,
        "noticed": [reason for reason in decision.advice if reason.id != OPEN_EVALUATION],
        "onward": after or onward(decision),
        "is_evaluated": bool(after) or is_evaluated(decision),
    }
    return render(request, "patient/safety_result.html", context)


def onward(plan: DayPlan) -> str:
    """Return the name of the page that comes after a safety check with nothing urgent."""
    if not is_evaluated(plan):
        return "patient:evaluation"
    return "patient:flare_now" if plan.flare is not None else "patient:today"
