"""What this is, who reviewed it, and where its knowledge comes from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.knowledge import loader
from stepwell.web.shared.viewer import frame


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what Stepwell is and is not, how it keeps data, and who reviewed its content."""
    return render(request, "patient/about.html", {"release": loader.load().release, "here": "settings", "frame": frame(request)})


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """List every source, with what of it was read."""
    knowledge = loader.load()
    ordered = sorted(knowledge.sources.values(), key=lambda source: source.citation.lower())
    return render(
        request, "patient/sources.html", {"sources": ordered, "release": knowledge.release, "here": "settings", "frame": frame(request)}
    )
