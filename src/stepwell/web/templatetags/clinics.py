"""Which clinic a page is about, for the bar on top of it."""

from django import template
from django.template import Context

from stepwell.care.queries import accounts, clinics

register = template.Library()


@register.simple_tag(takes_context=True)
def clinic_here(context: Context) -> str:
    """Return the name of the clinic that a page for staff is about; of all of them, on a page about everybody; "" for nobody's page."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    if request is None or match is None or match.namespace != "therapist":
        return ""
    who = accounts.visitor(request.user)
    names = {work.clinic: work.clinic_name for work in who.work if work.role == "therapist"}
    person = match.kwargs.get("person")
    of_person = clinics.of_patient(who, person) if person is not None and len(names) > 1 else None
    return names.get(of_person, "") if of_person is not None else " · ".join(names.values())
