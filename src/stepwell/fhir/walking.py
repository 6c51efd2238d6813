"""Going through a resource's JSON."""

from collections.abc import Iterator
from typing import Any

from stepwell.fhir.names import Json


def walked(value: Any, where: str) -> Iterator[tuple[str, Any]]:
    """Yield every value within a value, with its path: names and places in lists, joined by points."""
    yield where, value
    if isinstance(value, dict):
        for name, one in value.items():
            yield from walked(one, f"{where}.{name}")
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from walked(one, f"{where}.{place}")


def references(resource: Json) -> list[tuple[str, str]]:
    """Return every literal reference in a resource, with its path."""
    found = walked(resource, str(resource.get("resourceType")))
    return [(where, one["reference"]) for where, one in found if isinstance(one, dict) and isinstance(one.get("reference"), str)]
