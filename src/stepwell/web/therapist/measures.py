"""The measures of a person for their therapist, and a score from paper entered into them."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stepwell.care.actions import audit, paper_scores
from stepwell.care.errors import CareError, NotThere
from stepwell.care.queries import accounts, desk
from stepwell.care.queries import record as records
from stepwell.engine.log import Measure
from stepwell.knowledge import loader
from stepwell.web.patient import drafts
from stepwell.web.patient.measure_score import ScoreForm
from stepwell.web.therapist import measure_rows


class PaperForm(ScoreForm):
    """Which measure, its score and the day: who worked it out is whoever is signed in."""

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data, today=today)
        del self.fields["by"]


@require_http_methods(["GET", "POST"])
def measures(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show every score over time with its threshold; a post adds one from paper."""
    who, now = accounts.visitor(request.user), timezone.now()
    record = records.record(who, person, now)
    form = PaperForm(request.POST if request.method == "POST" else None, today=timezone.localdate(now))
    if form.is_valid():
        told = form.cleaned_data
        fact = Measure(on=told["on"], id=drafts.posted_id(request), measure=told["measure"], score=told["score"], by="therapist")
        try:
            paper_scores.add(who, person, fact, now)
        except NotThere:
            raise
        except CareError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved. The person sees it among their measures."))
            return redirect("therapist:measures", person)
    audit.note(who, person, "read", "measures", clinic=record.clinic, now=now)
    context = {
        "form": form,
        "fact_id": drafts.posted_id(request),
        "today": timezone.localdate(now),
        "measures": measure_rows.rows(record.log.facts, loader.load()),
        "person": person,
        "name": desk.name_of(record.person),
        "here": "caseload",
    }
    return render(request, "therapist/measures.html", context, status=422 if form.is_bound else 200)
