"""Every route of the clinic's site, found by walking its resolver."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLResolver, get_resolver


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One route. name: with its namespaces, as ``reverse`` takes it. parameters: what has to be filled in."""

    name: str
    parameters: tuple[str, ...]

    @property
    def namespace(self) -> str:
        """Return the part of the name before the last colon; "" for none."""
        return self.name.rpartition(":")[0]


def every_route() -> list[Route]:
    """Return every route of the site as it is configured now.

    Raises:
        AssertionError: one has no name, so that nothing could decide who may open it.
    """
    return list(_walked(get_resolver().url_patterns, (), ()))


def _walked(patterns: list[Any], namespaces: tuple[str, ...], parameters: tuple[str, ...]) -> Iterator[Route]:
    for each in patterns:
        here = (*parameters, *_parameters(each.pattern))
        if isinstance(each, URLResolver):
            yield from _walked(each.url_patterns, (*namespaces, each.namespace) if each.namespace else namespaces, here)
        else:
            assert each.name, f"{each.pattern} has no name: care.access decides by it"
            yield Route(name=":".join((*namespaces, each.name)), parameters=here)


def _parameters(pattern: Any) -> tuple[str, ...]:
    return tuple(pattern.converters) or tuple((getattr(pattern, "regex", None) and pattern.regex.groupindex) or ())
