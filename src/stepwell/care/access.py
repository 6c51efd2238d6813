"""Who may reach which rows. The one place that decides.

In a personal installation whoever can open the site is its owner, and every row belongs to the
owner. A query starts from ``rows_of``, so a row of somebody else looks the same as no row.
"""

from typing import TypeVar

from django.db.models import QuerySet

from stepwell.care.models import Draft, Fact, Person, StoredPlan, TriggerFit

Owned = TypeVar("Owned", Fact, StoredPlan, Draft, TriggerFit)


def rows_of(person: Person, kind: type[Owned]) -> "QuerySet[Owned]":
    """Return the rows of one kind that this person may reach: their own."""
    return kind._default_manager.filter(person=person)
