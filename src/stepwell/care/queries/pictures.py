"""Who may see which photo: the clinic whose it is, and the people whose orders show it."""

from pathlib import Path
from uuid import UUID

from django.conf import settings

from stepwell.care import access
from stepwell.care.models import Fact, Person, Picture


def of_clinic(who: access.Visitor, picture: UUID) -> bytes | None:
    """Return a photo for a therapist of its clinic; None for any other, and for one that is not there."""
    return _content(Picture.objects.filter(pk=picture, kind="jpeg", clinic__in=who.clinics_as("therapist")).first())


def of_person(person: Person, picture: UUID) -> bytes | None:
    """Return a photo that stands in one of a person's own orders; None for any other, and for one that is not there."""
    if not Fact.objects.filter(person=person, kind="order", body__contains=f'"picture":"{picture}"').exists():
        return None
    return _content(Picture.objects.filter(pk=picture, kind="jpeg").first())


def _content(row: Picture | None) -> bytes | None:
    if row is None:
        return None
    try:
        return (Path(settings.MEDIA_ROOT) / Path(row.name).name).read_bytes()
    except OSError:
        return None
