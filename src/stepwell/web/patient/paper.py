"""One's own documents on paper, and the page to choose one."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from msgspec.structs import replace

from stepwell.care.queries import paper as queries
from stepwell.engine.decision import DayPlan
from stepwell.paper.kinds import KINDS
from stepwell.web.patient.gate import is_evaluated, place_for, plan_or_referral
from stepwell.web.shared import paper
from stepwell.web.shared.viewer import viewer

PROGRAMME = "home-program"
OWN = {name: kind for name, kind in KINDS.items() if not kind.for_clinicians}
ICONS = {"home-program": "clipboard-check", "progress": "chart-line", "first-visit": "stethoscope", "relapse-plan": "history"}


@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """Show which documents there are. It prescribes nothing, so it is open at any time."""
    shown = {
        "kinds": [{"id": kind.id, "title": _(kind.title), "says": _(kind.says), "icon": ICONS[kind.id]} for kind in OWN.values()],
        "is_letter": viewer(request).country in paper.LETTER_COUNTRIES,
        "here": "today",
    }
    return render(request, "patient/papers.html", shown)


@require_safe
def paper_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Give one document as a PDF; without a plan the home program leads to what comes first."""
    if kind not in OWN:
        raise Http404
    person, decision = viewer(request), plan_or_referral(request)
    if kind == PROGRAMME and not (isinstance(decision, DayPlan) and is_evaluated(decision)):
        return redirect("patient:evaluation" if isinstance(decision, DayPlan) else place_for(decision))
    record = queries.own(person, OWN[kind], timezone.localdate())
    marked = replace(record, log=replace(record.log, made_up=bool(getattr(settings, "DEMO", False))))
    document = OWN[kind].write(marked)
    return paper.answer(document, kind, paper.size_of(request, letter=person.country in paper.LETTER_COUNTRIES))
