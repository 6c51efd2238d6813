"""Forms that are not finished."""

from typing import Any

import msgspec

from stepwell.care import access
from stepwell.care.models import Draft, Person


def answers(person: Person, kind: str) -> dict[str, Any]:
    """Return the answers kept for an unfinished form; empty when there are none, or they cannot be read."""
    row = access.rows_of(person, Draft).filter(kind=kind).values_list("answers", flat=True).first()
    try:
        return msgspec.json.decode(row or "{}", type=dict[str, Any])
    except msgspec.DecodeError:
        return {}
