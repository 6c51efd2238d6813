"""Loading the wording of a measure, and taking it away again. What people answered stays in their logs."""

from datetime import datetime
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from stepwell.care import written
from stepwell.care.errors import CannotRead, CareError, NotSaved
from stepwell.care.models import Instrument
from stepwell.engine.measuring_wording import Wording, WordingError, read
from stepwell.knowledge.schema import Knowledge


class IsThere(CareError):
    """A measure has a wording already."""

    def __init__(self, measure: str) -> None:
        super().__init__(f"There is a wording of {measure} already, and it was kept. Add --replace to put this one in its place.")


class NotThere(CareError):
    """There is no wording to take away."""

    def __init__(self, measure: str) -> None:
        super().__init__(f"There is no wording of {measure[:40]!r}. See `stepwell measures` for those that are loaded.")


def add(*, questionnaire: Any, knowledge: Knowledge, replace: bool = False, now: datetime | None = None) -> Wording:
    """Keep the wording of a FHIR Questionnaire, whole or not at all, and return it.

    Raises:
        CannotRead: it does not fit the scoring of any measure.
        IsThere: the measure has a wording, and ``replace`` was not asked for.
        NotSaved: the storage refused; nothing was changed.
    """
    try:
        wording = read(questionnaire, knowledge)
    except WordingError as error:
        raise CannotRead(str(error)) from error
    body = written.text_of(questionnaire)
    try:
        with transaction.atomic():
            held = Instrument.objects.select_for_update().filter(measure=wording.measure)
            if held.exists() and not replace:
                raise IsThere(wording.measure)
            Instrument.objects.update_or_create(measure=wording.measure, defaults={"body": body, "added_at": now or timezone.now()})
    except (OperationalError, InterfaceError) as error:
        raise NotSaved from error
    return wording


def remove(*, measure: str) -> None:
    """Take one wording away. Raises NotThere where there is none."""
    try:
        gone, _ = Instrument.objects.filter(measure=measure).delete()
    except (OperationalError, InterfaceError) as error:
        raise NotSaved from error
    if not gone:
        raise NotThere(measure)
