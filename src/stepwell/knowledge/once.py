"""What follows from the knowledge alone is worked out once for each release that is read, and kept beside it."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from stepwell.knowledge.schema import Knowledge

T = TypeVar("T")


def once(work: Callable[[Knowledge], T]) -> Callable[[Knowledge], T]:
    """Make a function of the knowledge keep what it returned. It must return what nobody changes.

    Kept with the value itself: a knowledge with another rule in it (``msgspec.structs.replace``) starts anew.
    """
    name = f"{work.__module__}.{work.__qualname__}"

    @wraps(work)
    def kept(knowledge: Knowledge) -> T:
        found: dict[str, T] = knowledge.__dict__
        if name not in found:
            found[name] = work(knowledge)
        return found[name]

    return kept
