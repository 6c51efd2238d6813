"""The session: the list and the player, saving what was done, and the page after it."""

import uuid
from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from msgspec.structs import replace

from stepwell.care.errors import CareError
from stepwell.care.queries import days, facts
from stepwell.engine.decision import DayPlan, Decision, Prescription
from stepwell.engine.log import LogError, Session
from stepwell.engine.reading import read_fact
from stepwell.knowledge import loader
from stepwell.web.patient.gate import needs_plan, place_for, plan_or_referral
from stepwell.web.patient.player_data import player_data
from stepwell.web.patient.saving import save as save_fact
from stepwell.web.patient.saving import status_of
from stepwell.web.shared import done_words, doses, player_words
from stepwell.web.shared.calls import call_of
from stepwell.web.shared.viewer import viewer


@require_safe
@needs_plan
def session(request: HttpRequest, plan: DayPlan) -> HttpResponse:
    """Show the session to read, with the player on top of it where scripts run."""
    return render(request, "patient/session.html", page(request, plan, length_asked(request, plan)))


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep a session that was done. The same session sent again changes nothing.

    Open on days without a plan too: what was done yesterday without a connection still counts.
    """
    from_player = request.content_type == "application/json"
    plan = None if from_player else plan_or_referral(request)
    try:
        fact = _fact(request.body if from_player else _from_form(request.POST, plan))
        decision = save_fact(request, fact)
    except (LogError, CareError) as problem:
        if from_player:
            return JsonResponse({"problem": str(problem)}, status=status_of(problem))
        if not isinstance(plan, DayPlan):
            return redirect(place_for(plan_or_referral(request)))
        return render(request, "patient/session.html", page(request, plan, "full") | {"problem": str(problem)}, status=422)
    name = place_for(decision)
    go = reverse("patient:session_done", args=[fact.id]) if name == "patient:today" else reverse(name)
    return JsonResponse({"go": go}) if from_player else redirect(go)


@require_safe
def done(request: HttpRequest, session_id: str) -> HttpResponse:
    """Say what was done, and one kind sentence. No scores."""
    sessions = facts.of_kind(viewer(request), "session")
    found = next((fact for fact in reversed(sessions) if fact.id == session_id), None)
    if not isinstance(found, Session):
        raise Http404
    return render(request, "patient/session_done.html", done_words.shown(found, timezone.localdate()) | {"here": "today"})


def length_asked(request: HttpRequest, plan: DayPlan) -> str:
    """Return full or short, as the address asks and the plan can give."""
    return "short" if request.GET.get("length") == "short" and plan.short else "full"


def page(request: HttpRequest, plan: DayPlan, length: str) -> dict[str, Any]:
    """Return what the page of a session shows; ``length`` is full or short."""
    exercises = loader.load().exercises
    chosen = [item for item in plan.items if length == "full" or item.exercise in plan.short]
    return {
        "plan": plan,
        "length": length,
        "minutes": plan.minutes if length == "full" else plan.short_minutes,
        "items": [{"is": item, "dose": doses.whole(item), "exercise": exercises[item.exercise]} for item in chosen],
        "session_id": str(uuid.uuid4()),
        "call": call_of(viewer(request).country),
        "taps": player_words.taps(),
        "hurt": player_words.hurt(),
        "here": "today",
        "has_own_video": any(one.video for one in plan.own),
        "data": player_data(plan, days.understanding(viewer(request)), length),
    }


def _fact(raw: bytes | object) -> Session:
    read = read_fact(raw, loader.load())
    if not isinstance(read, Session) or read.id is None:
        raise LogError(_("This is not a session. Open the session page again and send it from there."))
    try:
        return replace(read, id=str(uuid.UUID(read.id)))
    except ValueError:
        raise LogError(_("This session has no id that can be used. Open the session page again and send it from there.")) from None


def _from_form(sent: QueryDict, plan: Decision | None) -> bytes:
    """Return the plain form as the same JSON that the player sends, with the doses of today's plan."""
    planned = {item.exercise: item for item in plan.items} if isinstance(plan, DayPlan) else {}
    items = [_item(name, sent, planned.get(name)) for name in sent.getlist("exercise")]
    whole = {"kind": "session", "id": sent.get("id"), "on": sent.get("on"), "length": sent.get("length", "full"), "items": items}
    return msgspec.json.encode(whole)


def _item(name: str, sent: QueryDict, planned: Prescription | None) -> dict[str, Any]:
    dose = {key: getattr(planned, key) for key in ("sets", "repetitions", "hold_s", "minutes")} if planned else {}
    told = {key: sent.get(f"{name}-{key}") for key in ("effort", "leg")}
    return dose | {"exercise": name, "done": sent.get(f"{name}-done", "none")} | {key: value for key, value in told.items() if value}
