"""The care card: what to do first, before any exercise, and how the way back opens."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from stepwell.care.queries import sharing
from stepwell.engine.decision import DayPlan, Reason, Referral
from stepwell.engine.sign_words import CRISIS, found_by_clinician
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Tier
from stepwell.web.patient.gate import place_for, plan_or_referral
from stepwell.web.shared.calls import Call, call_of, with_number
from stepwell.web.shared.viewer import is_ones_own, viewer


@require_http_methods(["GET"])
def care_card(request: HttpRequest) -> HttpResponse:
    """Show the referral of today, full screen; without one, go where today leads."""
    if not is_ones_own(request):
        return redirect("patient:help")
    decision = plan_or_referral(request)
    if isinstance(decision, DayPlan) or decision.tier <= Tier.ROUTINE:
        return redirect(place_for(decision))
    person = viewer(request)
    asked = sharing.present(person) if settings.IS_CLINIC and decision.told_clear_on is not None else None
    return render(request, "patient/care_card.html", card(decision, call_of(person.country)) | {"asked_clinic": asked})


def card(referral: Referral, call: Call) -> dict[str, object]:
    """Return what the care card shows, with the country's number in its words."""
    return {
        "referral": referral,
        "call": call,
        "heading": with_number(referral.heading, call),
        "what_to_do": with_number(referral.what_to_do, call),
        "say_there": with_number(referral.say_there, call),
        "do_not_wait_for": with_number(referral.do_not_wait_for, call),
        "is_now": referral.tier >= Tier.SAME_DAY,
        "is_emergency": referral.tier is Tier.EMERGENCY_NOW,
        "is_crisis": referral.is_crisis,
        "is_only_crisis": referral.is_only_crisis,
        "reasons": _reasons(referral),
        "days_left": referral.clean_days_needed - referral.clean_days,
    }


def _reasons(referral: Referral) -> list[tuple[Reason, bool]]:
    """Return what led here, each with whether a clinician found it. A card for a crisis alone has said that one already."""
    knowledge = loader.load()
    said = knowledge.sign_words[CRISIS].signs if referral.is_only_crisis else {}
    return [(reason, found_by_clinician(reason.id, knowledge)) for reason in referral.reasons if reason.id not in said]
