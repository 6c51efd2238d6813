"""Learn: the shelf of short lessons with its search, one lesson, and lessons on paper."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.care.queries import days, facts
from stepwell.engine import lessons
from stepwell.engine.decision import DayPlan
from stepwell.engine.log import LessonRead
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Exercise, Lesson, Topic
from stepwell.web.patient.gate import plan_or_referral
from stepwell.web.patient.saving import save
from stepwell.web.shared import device, lesson_search, why
from stepwell.web.shared.viewer import viewer

LONGEST_QUESTION = 100
"""Letters of a question that are looked at: more are no question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One lesson on the shelf. ``words``: by which it is found; ``is_read``: the person said so."""

    lesson: Lesson
    words: str
    is_read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A part of the shelf."""

    id: str
    name: str
    cards: tuple[Card, ...]


@require_safe
def shelf(request: HttpRequest) -> HttpResponse:
    """Show the lessons by topic, or those that a question finds; first the one of today."""
    asked = request.GET.get("q", "")[:LONGEST_QUESTION].strip()
    shown = lesson_search.found(_lessons(), asked)
    is_kept = device.is_keeping(request)
    read = {} if is_kept else _read(request)
    plan = None if is_kept else _plan(request)
    context = {
        "asked": asked,
        "groups": _groups(shown, read),
        "found": len(shown),
        "today": plan.lesson if plan else None,
        "today_why": why.shown((plan.lesson.why,))[0] if plan and plan.lesson else None,
        "little": " ".join(sorted(lesson_search.LITTLE)),
        "here": "learn",
    }
    return render(request, "patient/learn.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request: HttpRequest, lesson_id: str) -> HttpResponse:
    """Show one lesson, why it is there today, and where it comes from. A post notes that it was read."""
    found = loader.load().lessons.get(lesson_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        if request.POST.get("read") == "yes":
            today = timezone.localdate()
            save(request, LessonRead(on=today, id=f"read-{lesson_id}-{today}", lesson=lesson_id))
        return redirect("patient:lesson", lesson_id)
    sources = [(source, why.short_name(source)) for source in found.sources]
    context: dict[str, Any] = {"lesson": found, "sources": sources, "known": why.how_well_known(found.grade), "here": "learn"}
    context |= {"topic": _names()[found.topic], "next": _next(found), "is_kept": device.is_keeping(request)}
    return render(request, "patient/lesson.html", context if context["is_kept"] else context | _own(request, found))


@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    """Show lessons for the printer: one, or all of them."""
    one = loader.load().lessons.get(request.GET.get("card", ""))
    context = {"groups": _groups([one] if one else list(_lessons()), {}), "one": one, "now": timezone.localtime(), "here": "learn"}
    return render(request, "patient/learn_paper.html", context | {"release": loader.load().release})


def _own(request: HttpRequest, found: Lesson) -> dict[str, Any]:
    """Return what of a lesson's page is the person's own: nothing of it is kept on a device."""
    plan = _plan(request)
    offered = plan.lesson if plan and plan.lesson and plan.lesson.lesson == found.id else None
    return {
        "read_on": _read(request).get(found.id),
        "today_why": why.shown((offered.why,))[0] if offered else None,
        "may_not_suit": lessons.speaks_against(found, days.understanding(viewer(request))),
        "exercises": _in_plan(found, plan),
    }


def _in_plan(found: Lesson, plan: DayPlan | None) -> list[Exercise]:
    """Return the exercises that a lesson is about and that are in today's plan: others may not be right for the person."""
    if plan is None:
        return []
    today = {plan.walk.exercise, *(item.exercise for item in plan.items)}
    return [loader.load().exercises[exercise] for exercise in found.exercises if exercise in today]


def _plan(request: HttpRequest) -> DayPlan | None:
    decision = plan_or_referral(request)
    return decision if isinstance(decision, DayPlan) else None


def _read(request: HttpRequest) -> dict[str, date]:
    """Return the lessons that the person has read, each with the latest day."""
    told = facts.of_kind(viewer(request), "lesson_read")
    return {fact.lesson: fact.on for fact in told if isinstance(fact, LessonRead)}


def _lessons() -> tuple[Lesson, ...]:
    return tuple(loader.load().lessons.values())


def _groups(shown: list[Lesson], read: dict[str, date]) -> list[Group]:
    groups = []
    for topic, name in _names().items():
        cards = tuple(
            Card(lesson=each, words=" ".join(lesson_search.words_of(each)), is_read=each.id in read)
            for each in shown
            if each.topic is topic
        )
        if cards:
            groups.append(Group(id=topic.value, name=name, cards=cards))
    return groups


def _next(found: Lesson) -> Lesson:
    """Return the lesson that stands after this one on the shelf; after the last comes the first."""
    on_shelf = [each for topic in Topic for each in _lessons() if each.topic is topic]
    return on_shelf[(on_shelf.index(found) + 1) % len(on_shelf)]


def _names() -> dict[Topic, str]:
    return {
        Topic.UNDERSTAND: _("Understand it"),
        Topic.NIGHT: _("Nights and mornings"),
        Topic.SITTING: _("Sitting, driving and work"),
        Topic.HOME: _("Around the house"),
        Topic.MOVING: _("Moving more"),
        Topic.CARE: _("Care and treatment"),
    }
