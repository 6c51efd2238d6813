"""The flare-ups that were, in plain words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stepwell.care.queries import facts
from stepwell.engine.because import because
from stepwell.engine.episodes import Episode, episodes
from stepwell.knowledge import loader
from stepwell.web.shared import flare_words, why
from stepwell.web.shared.viewer import viewer

KINDS = ("check_in", "flare_note", "session")


@require_safe
def flare_ups(request: HttpRequest) -> HttpResponse:
    """Show every flare-up that was told. No exercise is on it, so it is open at any time."""
    context = {
        "told": flare_words.told(all_of(request), timezone.localdate()),
        "usual": why.shown((because(loader.load(), "flare_usual"),)),
        "here": "progress",
    }
    return render(request, "patient/flare_ups.html", context)


def all_of(request: HttpRequest) -> tuple[Episode, ...]:
    """Return the flare-ups of the person who looks, oldest first."""
    person = viewer(request)
    told = [fact for kind in KINDS for fact in facts.of_kind(person, kind)]
    return episodes(told, loader.load(), timezone.localdate())
