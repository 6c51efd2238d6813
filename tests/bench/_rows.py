"""Facts written as rows, without what a save works out beside them: logs that are made for a measurement."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stepwell.care.models import Person
    from stepwell.engine.log import Fact


def append(person: "Person", facts: "Sequence[Fact]") -> None:
    """Write facts at the end of a log, oldest first, and let the person name them."""
    from django.utils import timezone

    from stepwell.care.actions import entries
    from stepwell.care.models import Fact as Row

    Row.objects.bulk_create(entries.moved_on(person, entries.named(facts), timezone.now(), None))
    person.save(update_fields=["version", "newest_on", "head"])
