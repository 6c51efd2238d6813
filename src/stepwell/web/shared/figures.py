"""The drawing of an exercise, ready for a page, and the address of the moving one."""

from collections.abc import Mapping
from functools import lru_cache

import msgspec
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from stepwell.engine.decision import DayPlan
from stepwell.engine.log import Look
from stepwell.figure import drawing, stills
from stepwell.figure.frames import FrameError
from stepwell.figure.look import Tone
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Exercise
from stepwell.web.shared import viewer

SIDES: tuple[drawing.Side, ...] = ("right", "left")


@lru_cache(maxsize=512)
def still(exercise_id: str, tone: Tone, look: Look) -> SafeString:
    """Return the still drawing of an exercise as inline SVG; empty where the exercise is not drawn or not known."""
    exercise = drawn(exercise_id)
    return mark_safe(stills.still(exercise, tone=tone, look=look) if exercise else "")


@lru_cache(maxsize=256)
def moving(exercise_id: str, side: drawing.Side, look: Look) -> bytes | None:
    """Return the moving figure of an exercise as JSON; None where the exercise is not drawn or not known."""
    exercise = drawn(exercise_id)
    return drawing.drawing(exercise, side=side, look=look) if exercise else None


@lru_cache(maxsize=256)
def edition(exercise_id: str) -> str:
    """Return the short name of what an exercise's figure is made from; empty where there is no figure."""
    exercise = drawn(exercise_id)
    return drawing.edition(exercise) if exercise else ""


def urls(exercise_id: str, look: Look) -> dict[str, str]:
    """Return where the moving figures of an exercise are, by their working side; empty where there is none.

    An address changes with what it shows, so that what is kept under it is always right.
    """
    now = edition(exercise_id)
    if not now:
        return {}
    who = f"{look.build}-{look.skin}-{look.hair}"
    return {side: reverse("patient:figure", args=[exercise_id, f"{side}-{who}", now]) for side in SIDES}


def drawn(exercise_id: str) -> Exercise | None:
    """Return an exercise that has a figure."""
    exercise = loader.load().exercises.get(exercise_id)
    if exercise is None or exercise.motion is None:
        return None
    try:
        drawing.edition(exercise)
    except FrameError:
        return None
    return exercise


def look_in(context: Context) -> Look:
    """Return the look that the viewer of a page chose: from the plan that the page shows, or asked for once."""
    plan = context.get("plan")
    if isinstance(plan, DayPlan):
        return plan.look
    request = context.get("request")
    return viewer.look(request) if isinstance(request, HttpRequest) else Look()


def changed(look: Look, wanted: Mapping[str, str]) -> Look:
    """Return a look with other values for some of skin, build and hair."""
    return msgspec.convert(msgspec.structs.asdict(look) | {name: str(value) for name, value in wanted.items()}, Look)


def tone(name: str) -> Tone:
    """Return the tone of that name."""
    return "pale" if name == "pale" else "auto"
