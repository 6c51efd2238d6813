"""Leg pain as a drawing: where its lines and dots stand. Meaning is in the table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stepwell.engine.outcome import Point

WIDTH, HEIGHT = 360, 196
LEFT, RIGHT, TOP, BOTTOM = 24, 350, 10, 168
MOST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Ready for SVG: paths, dots as (x, y), shaded flare days as (x, width), labels as (x, date)."""

    line: str
    band: str
    dots: tuple[tuple[float, float], ...]
    flares: tuple[tuple[float, float], ...]
    last: tuple[float, float]
    first_on: date
    last_on: date
    grid: tuple[tuple[int, float], ...]


def drawn(points: Sequence[Point]) -> Chart | None:
    """Return the drawing, or None with fewer than two days: a line needs two."""
    if len(points) < 2 or points[0].on == points[-1].on:
        return None
    first, last = points[0].on, points[-1].on
    step = (RIGHT - LEFT) / (last - first).days

    def x(on: date) -> float:
        return round(LEFT + (on - first).days * step, 1)

    upper = [f"{x(p.on)} {_y(p.high)}" for p in points]
    lower = [f"{x(p.on)} {_y(p.low)}" for p in reversed(points)]
    return Chart(
        line="M" + " L".join(f"{x(p.on)} {_y(p.level)}" for p in points),
        band="M" + " L".join([*upper, *lower]) + "Z",
        dots=tuple((x(p.on), _y(p.waking)) for p in points if p.waking is not None),
        flares=tuple((round(x(p.on) - step / 2, 1), round(step, 1)) for p in points if p.flare),
        last=(x(last), _y(points[-1].level)),
        first_on=first,
        last_on=last,
        grid=tuple((value, _y(value)) for value in (0, 5, MOST)),
    )


def _y(value: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * value / MOST, 1)
