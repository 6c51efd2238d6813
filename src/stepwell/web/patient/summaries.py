"""What a person was given when their care at a clinic ended, to read and on paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stepwell.care.queries import notes as queries
from stepwell.care.queries import paper as records
from stepwell.paper.kinds import KINDS
from stepwell.paper.record import ChartEntry
from stepwell.paper.summary import summary
from stepwell.web.shared import paper
from stepwell.web.shared.viewer import viewer

LIKE = "relapse-plan"
"""The document whose parts of a record are enough for this one: it tells of whom, and nothing else."""


@require_safe
def summaries(request: HttpRequest) -> HttpResponse:
    """Show the summaries, newest first."""
    return render(request, "patient/summaries.html", {"summaries": queries.given(viewer(request)), "here": "settings"})


@require_safe
def summary_file(request: HttpRequest, number: int) -> HttpResponse:
    """Give one summary as a PDF. number: 1 is the newest."""
    person = viewer(request)
    given = queries.given(person)
    if not 1 <= number <= len(given):
        raise Http404
    note = given[number - 1]
    entry = ChartEntry(on=timezone.localdate(note.at), by=note.by, kind=note.kind, words=note.words)
    document = summary(records.own(person, KINDS[LIKE], timezone.localdate()), entry)
    return paper.answer(document, "summary-of-care", paper.size_of(request, letter=person.country in paper.LETTER_COUNTRIES))
