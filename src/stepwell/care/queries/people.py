"""Who the records belong to."""

from stepwell.care.models import Person


def owner() -> Person:
    """Return the one person of a personal installation; made on first use."""
    return Person.objects.filter(owner=True).first() or Person.objects.get_or_create(owner=True)[0]
