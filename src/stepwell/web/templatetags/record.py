"""The row of links on every page about one person."""

from uuid import UUID

from django import template

from stepwell.web.therapist import places as pages

register = template.Library()


@register.inclusion_tag("therapist/places.html")
def places(person: UUID, here: str) -> dict[str, object]:
    """Show the pages that there are about a person. ``here``: the open one, by the name of its route."""
    return {"places": pages.places(person, here)}
