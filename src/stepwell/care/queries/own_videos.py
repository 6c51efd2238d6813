"""Who may see which video: the therapists of the clinic whose it is, and the people whose orders show it."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from msgspec import Struct

from stepwell.care import access
from stepwell.care.models import Fact, Person, Picture
from stepwell.care.videos.cleaning import KINDS


class Kept(Struct, frozen=True, kw_only=True):
    """A file to answer with: where it is, what it is, and a word that changes with its content."""

    path: Path
    media_type: str
    tag: str


def of_clinic(who: access.Visitor, video: UUID) -> Kept | None:
    """Return a video for a therapist of its clinic; None for any other, and for one that is not there."""
    return _kept(Q(pk=video, clinic__in=who.clinics_as("therapist")))


def of_person(person: Person, video: UUID) -> Kept | None:
    """Return a video that stands in one of a person's own orders; None for any other, and for one that is not there."""
    if not Fact.objects.filter(person=person, kind="order", body__contains=f'"video":"{video}"').exists():
        return None
    return _kept(Q(pk=video))


def _kept(asked: Q) -> Kept | None:
    row = Picture.objects.filter(asked, kind__in=KINDS).first()
    if row is None:
        return None
    return Kept(path=Path(settings.MEDIA_ROOT) / Path(row.name).name, media_type=KINDS[row.kind], tag=row.sha256)
