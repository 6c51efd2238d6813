"""All pictures on one sheet, to look them over: start and end of every exercise side by side."""

import re
from collections.abc import Sequence

from stepwell.engine.log import Look
from stepwell.figure.look import USUAL, Tone
from stepwell.figure.stage import HIGH, WIDE
from stepwell.figure.stills import frames, still
from stepwell.knowledge.schema import Exercise

_GAP, _LABEL = 32, 56
_BACKS: dict[Tone, str] = {"auto": "#e3f2ef", "pale": "#0f5c57"}


def sheet(exercises: Sequence[Exercise], *, columns: int = 4, tone: Tone = "auto", look: Look = USUAL) -> str:
    """Return one SVG with two pictures of every exercise: its start, and the still with its arrows. The id stands below.

    Raises:
        ValueError, FrameError: an exercise has no motion, or nothing is baked for it.
    """
    wide, high = 2 * (WIDE + _GAP), HIGH + _GAP + _LABEL
    rows = -(-len(exercises) // columns)
    cards = "".join(
        f'<g transform="translate({place % columns * wide} {place // columns * high})">{_card(exercise, tone, look)}</g>'
        for place, exercise in enumerate(exercises)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {columns * wide} {rows * high}" role="img">{cards}</svg>'


def _card(exercise: Exercise, tone: Tone, look: Look) -> str:
    pictures = (frames(exercise, tone=tone, look=look)[0], still(exercise, tone=tone, look=look))
    shown = "".join(_placed(picture, place * (WIDE + _GAP // 4), tone) for place, picture in enumerate(pictures))
    return f'{shown}<text x="16" y="{HIGH + 42}" font-family="sans-serif" font-size="36" fill="#5b6b69">{exercise.id}</text>'


def _placed(picture: str, left: int, tone: Tone) -> str:
    sized = re.sub("<svg ", f'<svg x="{left}" width="{WIDE}" height="{HIGH}" ', picture, count=1)
    return f'<rect x="{left}" width="{WIDE}" height="{HIGH}" rx="48" fill="{_BACKS[tone]}"/>{sized}'
