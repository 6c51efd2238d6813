"""Without a signal: what a device should keep, the pages it shows then, and the token it sends kept answers with."""

from dataclasses import asdict, dataclass
from math import ceil
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from stepwell.care.queries import days, facts, sharing
from stepwell.engine.checking_in import LEFT_WELL
from stepwell.engine.decision import DayPlan, Decision
from stepwell.engine.log import Answers, CheckIn
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Tier
from stepwell.web.patient import ahead
from stepwell.web.patient.gate import is_evaluated, plan_or_referral
from stepwell.web.shared import device
from stepwell.web.shared.calls import call_of
from stepwell.web.shared.viewer import country, viewer

if TYPE_CHECKING:
    from stepwell.care.models import Person

LASTING = ("offline", "offline_care", "waiting", "flare", "help", "learn")
LATELY_DAYS = 2
"""What the latest check-in left open is taken from those of so many days before it."""
SHORT, SOFTER = "?length=short", "?softer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One page to keep: the address at which it is shown, where it comes from, and its version.

    day: the only day on which it may be shown; "" for a page that is right on any day.
    """

    at: str
    source: str
    version: str
    day: str = ""


@require_safe
def keep(request: HttpRequest) -> JsonResponse:
    """Say what a device should keep for today and tomorrow, and what stands in the place of exercises where there are none."""
    person, decision = viewer(request), plan_or_referral(request)
    daily = device.daily_version(person, decision.on)
    lasting = device.lasting_version(person)
    # In the order in which they are fetched: a short spell of signal brings today before forty lessons.
    pages = [
        *_lasting(lasting),
        *_messages(person),
        _check_in(person),
        *_today(decision, daily),
        *_tomorrow(request, daily),
        *_lessons(lasting),
    ]
    checks = facts.of_kind(person, "safety_check")
    says = {
        "person": device.mark(person),
        "version": daily,
        "safety": str(checks[-1].id) if checks else "",
        "open": isinstance(decision, DayPlan),
        "pages": [asdict(page) for page in pages],
        "instead": _instead(request, decision),
        "calm": _calm(request),
        "accounts": settings.IS_CLINIC,
    }
    return JsonResponse(says)


@require_safe
def token(request: HttpRequest) -> JsonResponse:
    """Give the token that a form carries, to send what waited longer than the last one lived."""
    return JsonResponse({"token": get_token(request)})


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Say that a page is not kept on the device, and what can be done without a signal."""
    return render(request, "patient/offline.html")


@require_safe
def offline_care(request: HttpRequest) -> HttpResponse:
    """Say that no exercise comes before the safety questions, when to call for help, and whom."""
    return render(request, "patient/offline_care.html", {"call": call_of(country(request))})


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Show what waits on this device for a signal; the device itself fills the page."""
    return render(request, "patient/waiting.html")


def _lasting(version: str) -> list[Kept]:
    return [Kept(at=address, source=address, version=version) for address in (reverse(f"patient:{name}") for name in LASTING)]


def _messages(person: "Person") -> list[Kept]:
    """Return the page to write to one's clinic, made anew when it is another clinic, or when it can read nothing any more or again."""
    if not settings.IS_CLINIC:
        return []
    address, now = reverse("patient:messages"), sharing.present(person)
    return [Kept(at=address, source=address, version=device.lasting_version(person, now and (now.clinic, bool(now.parts))))]


def _check_in(person: "Person") -> Kept:
    """Return the check-in, which is also made anew when the person chose to be asked for other things."""
    address, wishes = reverse("patient:check_in"), days.understanding(person).exposures_asked
    return Kept(at=address, source=address, version=device.lasting_version(person, *sorted(wishes.items())))


def _lessons(version: str) -> list[Kept]:
    addresses = [reverse("patient:lesson", args=[lesson]) for lesson in loader.load().lessons]
    return [Kept(at=address, source=address, version=version) for address in addresses]


def _today(decision: Decision, version: str) -> list[Kept]:
    if not isinstance(decision, DayPlan):
        care = reverse("patient:care_card")
        return [Kept(at=care, source=care, version=version)] if decision.tier > Tier.ROUTINE else []
    return _of_a_day(decision, version, reverse("patient:today"), reverse("patient:session")) if is_evaluated(decision) else []


def _tomorrow(request: HttpRequest, version: str) -> list[Kept]:
    plan = ahead.plan(request)
    return _of_a_day(plan, version, reverse("patient:today_ahead"), reverse("patient:session_ahead")) if plan else []


def _of_a_day(plan: DayPlan, version: str, today: str, session: str) -> list[Kept]:
    day, shown = plan.on.isoformat(), reverse("patient:session")
    pages = [
        Kept(at=reverse("patient:today"), source=today, version=version, day=day),
        Kept(at=shown, source=session, version=version, day=day),
        Kept(at=shown + SOFTER, source=reverse("patient:session_softer", args=[day]), version=version, day=day),
    ]
    return [*pages, Kept(at=shown + SHORT, source=session + SHORT, version=version, day=day)] if plan.short else pages


def _instead(request: HttpRequest, decision: Decision) -> dict[str, str]:
    """Return, by day, the page that is shown in the place of exercises; "" stands for every other day."""
    if not isinstance(decision, DayPlan):
        return {"": reverse("patient:care_card" if decision.tier > Tier.ROUTINE else "patient:offline_care")}
    then = ahead.decided(request)
    asks = {} if isinstance(then, DayPlan) else {then.on.isoformat(): reverse("patient:offline_care")}
    return {"": reverse("patient:offline"), **asks}


def _calm(request: HttpRequest) -> dict[str, int | list[str]] | None:
    """Return, by question of the check-in, the answers with which a kept plan still fits: none worse than the latest ones known.

    Strong leg pain is none of them, however strong it was before: it makes the day it is told on a softer one, and no kept plan knows it.
    None where there is no check-in to compare with: unknown never counts as good.
    """
    told = [fact for fact in facts.of_kind(viewer(request), "check_in") if isinstance(fact, CheckIn) and "leg_waking" in fact.answers]
    if not told:
        return None
    latest: Answers = {}
    for fact in told:
        latest = latest | fact.answers if (told[-1].on - fact.on).days <= LATELY_DAYS else {}
    knowledge = loader.load()
    places = knowledge.questions["lowest_place"].choice_ids
    numbers = {name: int(str(latest.get(name, 0))) for name in ("leg_waking", "leg_worst", "back_worst")}
    for name, rule in (("leg_waking", "strong_waking"), ("leg_worst", "strong_worst")):
        numbers[name] = min(numbers[name], ceil(knowledge.response[rule].value) - 1)
    furthest = places.index(str(latest.get("lowest_place", places[0])))
    return {**numbers, "lowest_place": list(places[: furthest + 1]), "after_session": ["none_done", *LEFT_WELL], "flare": ["no"]}
