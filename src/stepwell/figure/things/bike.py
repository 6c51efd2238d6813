"""An exercise bike, whose cranks follow the feet."""

from collections.abc import Iterable

from stepwell.figure.camera import Camera
from stepwell.figure.frames import Prop
from stepwell.figure.shape import Ball, Shape, Unit
from stepwell.figure.skeleton import Skeleton
from stepwell.figure.things.solid import bar
from stepwell.figure.vector import Vec, added, between, length, taken, unit

CRANK, CRANK_RADIUS, PEDAL_OUT = (0.115, -0.375, 0.0), 0.09, 0.065
GRIPS = (0.36, 0.12, 0.10)
"""From the top of the saddle: to the axle of the cranks, and to the grips (to either side by the third)."""
_WHEEL = 0.20, 0.02
"""From the axle of the cranks to that of the wheel."""


def bike(prop: Prop, figure: Skeleton, camera: Camera) -> list[Unit]:
    """Return the bike: wheel and stand, saddle, grips, and a crank at either side."""
    crank = added(prop.at, CRANK)
    stand = _stand(prop.at, crank)
    wheel = camera.seen(added(crank, (*_WHEEL, 0.0)))
    axle = camera.seen(crank)
    seat = camera.seen(added(prop.at, (-0.055, -0.012, 0.0))), camera.seen(added(prop.at, (0.06, -0.010, 0.0)))
    shapes = [
        Shape("prop_far", "disc", (wheel[0], wheel[1], 0.115)),
        *(Shape("prop", "line", (thick, *_flat(camera.seen(point) for point in points))) for points, thick in stand),
        Shape("prop", "disc", (axle[0], axle[1], 0.035)),
        Shape("grip", "line", (0.014, *_flat(seat))),
    ]
    balls = [Ball(camera.seen(point), thick) for points, thick in stand[:-1] for point in points]
    frame = Unit("bike", tuple(shapes), 3.95, (*balls, Ball(wheel, 0.03)))
    return [frame, *_cranks(figure, camera, crank), *_grips(camera, prop.at)]


def _stand(saddle: Vec, crank: Vec) -> list[tuple[list[Vec], float]]:
    """Return the bars of the stand and how thick they are; the handlebar last."""
    wheel = added(crank, (*_WHEEL, 0.0))
    foot, front = (crank[0] - 0.05, 0.02, 0.0), (crank[0] + 0.27, 0.02, 0.0)
    bars = added(saddle, (GRIPS[0] - 0.02, GRIPS[1] - 0.02, 0.0))
    return [
        ([(saddle[0] - 0.06, 0.016, 0.0), (front[0] + 0.06, 0.016, 0.0)], 0.013),
        ([added(saddle, (0.0, -0.02, 0.0)), crank, foot], 0.012),
        ([crank, wheel, front], 0.012),
        ([wheel, bars], 0.011),
        ([added(bars, (0.0, 0.0, -GRIPS[2])), added(bars, (0.0, 0.0, GRIPS[2]))], 0.009),
    ]


def _grips(camera: Camera, saddle: Vec) -> list[Unit]:
    found = []
    for side, sign in (("R", 1), ("L", -1)):
        grip = added(saddle, (GRIPS[0], GRIPS[1], sign * GRIPS[2]))
        ends = [camera.seen(added(grip, (dx, dy, 0.0))) for dx, dy in ((-0.03, -0.02), (0.03, 0.012))]
        found.append(bar(f"bike_grip{side}", ends, 0.009, rank=5.1, paint="grip"))
    return found


def _cranks(figure: Skeleton, camera: Camera, crank: Vec) -> list[Unit]:
    units = []
    for side, sign in (("R", 1), ("L", -1)):
        middle = camera.seen(added(crank, (0.0, 0.0, sign * (PEDAL_OUT - 0.03))))
        ball = between(figure["heel" + side], figure["toes" + side], 0.7)
        under = added(ball, camera.upward, -0.02)
        away = taken(under, middle)
        pedal = added(middle, unit(away), min(length(away), CRANK_RADIUS * 1.25))
        ends = [added(under, camera.seen((dx, 0.0, 0.0))) for dx in (-0.03, 0.03)]
        paint = "grip" if side == "R" else "prop_far"
        arm, tread = bar("", [middle, pedal], 0.008, rank=0, paint=paint), bar("", ends, 0.007, rank=0, paint=paint)
        units.append(Unit(f"bike_crank{side}", arm.shapes + tread.shapes, 3.97, arm.balls + tread.balls))
    return units


def _flat(points: Iterable[Vec]) -> tuple[float, ...]:
    return tuple(value for x, y, _ in points for value in (x, y))
