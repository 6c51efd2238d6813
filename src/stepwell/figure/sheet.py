"""All pictures on one sheet, to look them over."""

from collections.abc import Sequence

from stepwell.figure.stills import HIGH, WIDE, still
from stepwell.knowledge.schema import Exercise

_GAP, _LABEL = 8, 14


def sheet(exercises: Sequence[Exercise], *, columns: int = 8, tone: str = "auto") -> str:
    """Return one SVG with every exercise on a card, its id below."""
    wide, high = WIDE + _GAP, HIGH + _GAP + _LABEL
    rows = -(-len(exercises) // columns)
    cards = "".join(_card(exercise, index % columns * wide, index // columns * high, tone) for index, exercise in enumerate(exercises))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {columns * wide:.0f} {rows * high:.0f}" role="img">{cards}</svg>'


def _card(exercise: Exercise, left: float, top: float, tone: str) -> str:
    back = "#0f5c57" if tone == "pale" else "#e3f2ef"
    picture = still(exercise, tone=tone).replace("<svg ", f'<svg width="{WIDE:.0f}" height="{HIGH:.0f}" ', 1)
    card = f'<rect width="{WIDE:.0f}" height="{HIGH:.0f}" rx="12" fill="{back}"/>{picture}'
    label = f'<text x="4" y="{HIGH + 11:.0f}" font-family="sans-serif" font-size="10">{exercise.id}</text>'
    return f'<g transform="translate({left:.0f} {top:.0f})">{card}{label}</g>'
