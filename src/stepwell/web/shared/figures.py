"""The drawing of an exercise, ready for a page."""

from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from stepwell.figure import stills
from stepwell.knowledge import loader


@lru_cache(maxsize=256)
def still(exercise_id: str, tone: str) -> SafeString:
    """Return the still drawing of an exercise as inline SVG; empty where the exercise has no pose or is not known."""
    exercise = loader.load().exercises.get(exercise_id)
    if exercise is None or exercise.pose is None:
        return mark_safe("")
    return mark_safe(stills.still(exercise, tone=tone))


@lru_cache(maxsize=128)
def frames(exercise_id: str) -> SafeString:
    """Return start and end of an exercise as two inline SVGs of one size; empty where there is no pose."""
    exercise = loader.load().exercises.get(exercise_id)
    if exercise is None or exercise.pose is None:
        return mark_safe("")
    return mark_safe("".join(stills.frames(exercise)))
