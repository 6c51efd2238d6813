"""My clinic: who looks after me, how to reach them, the next visit, what I share, and how to leave."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stepwell.care.queries import notes
from stepwell.care.queries.own_clinic import own_clinic
from stepwell.web.shared import visit_mail, visit_words
from stepwell.web.shared.calls import tel
from stepwell.web.shared.viewer import viewer


@require_safe
def my_clinic(request: HttpRequest) -> HttpResponse:
    """Show the clinic of the person who looks; whom to ask where there is none."""
    person = viewer(request)
    clinic = own_clinic(person, timezone.now())
    context = {
        "clinic": clinic,
        "clinic_tel": tel(clinic.phone) if clinic else "",
        "next_visit": (visit_words.when(clinic.next_visit.starts_at), visit_mail.path(clinic.next_visit))
        if clinic and clinic.next_visit
        else None,
        "asked": [(visit, visit_mail.path(visit)) for visit in clinic.asked] if clinic else [],
        "has_summary": bool(notes.given(person)),
        "here": "help",
    }
    return render(request, "patient/my_clinic.html", context)
