"""Learn: the shelf of short lessons, and one lesson."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.knowledge import loader
from stepwell.web.shared import why


@require_safe
def shelf(request: HttpRequest) -> HttpResponse:
    """Show every lesson by its title."""
    return render(request, "patient/learn.html", {"lessons": tuple(loader.load().lessons.values()), "here": "learn"})


@require_safe
def lesson(request: HttpRequest, lesson_id: str) -> HttpResponse:
    """Show one lesson, and where it comes from."""
    found = loader.load().lessons.get(lesson_id)
    if found is None:
        raise Http404
    sources = [(source, why.short_name(source)) for source in found.sources]
    shown = {"lesson": found, "sources": sources, "known": why.how_well_known(found.grade), "here": "learn"}
    return render(request, "patient/lesson.html", shown)
