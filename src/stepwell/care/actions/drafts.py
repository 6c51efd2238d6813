"""Unfinished forms: kept while somebody is away, thrown away when they are sent."""

from collections.abc import Mapping
from typing import Any

from django.db import InterfaceError, OperationalError

from stepwell.care import written
from stepwell.care.errors import NotSaved, TooMuch
from stepwell.care.models import Draft, Person
from stepwell.care.models.draft import ANSWERS_MOST


def save(*, person: Person, kind: str, answers: Mapping[str, Any]) -> None:
    """Keep the answers given so far to one kind of form, in place of what was kept before."""
    text = written.text_of(dict(answers))
    if len(text) > ANSWERS_MOST:
        raise TooMuch("This form")
    row = Draft(person=person, kind=kind, answers=text)
    try:
        Draft.objects.bulk_create([row], update_conflicts=True, unique_fields=["person", "kind"], update_fields=["answers"])
    except (OperationalError, InterfaceError) as error:
        raise NotSaved from error


def clear(*, person: Person, kind: str) -> None:
    """Throw one unfinished form away. Harmless when there is none."""
    Draft.objects.filter(person=person, kind=kind).delete()
