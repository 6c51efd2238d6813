"""What waits for whoever looks, beside the places of a clinic's pages. A personal installation loads none of it."""

from django import template
from django.template import Context

from stepwell.web.shared import waiting
from stepwell.web.shared.waiting import Places

register = template.Library()


@register.simple_tag(takes_context=True)
def places_waiting(context: Context) -> Places:
    """Return the numbers beside the places; none on pages that come before sign-in."""
    request = context.get("request")
    return waiting.places(request) if request is not None and hasattr(request, "user") else Places()
