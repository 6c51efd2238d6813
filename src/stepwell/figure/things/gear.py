"""What is held or lain on: straps, sticks, pillows, towels."""

from itertools import pairwise

from stepwell.figure.camera import Camera
from stepwell.figure.frames import Prop
from stepwell.figure.person.space import Ellipsoid, ring, scaled
from stepwell.figure.shape import Shape, Unit
from stepwell.figure.skeleton import Skeleton
from stepwell.figure.things.solid import along, bar, box
from stepwell.figure.vector import Vec, added, between, taken, unit


def strap(prop: Prop, figure: Skeleton, camera: Camera) -> list[Unit]:
    """Return a strap through joints; round the sole where it passes a foot."""
    points = [_round_sole(figure, joint) for joint in prop.joints]
    thick = 0.0095 if prop.kind == "towel" else 0.0055
    return [bar(f"{prop.kind}{index}", [a, b], thick, rank=5.3, paint="strap") for index, (a, b) in enumerate(pairwise(points))]


def _round_sole(figure: Skeleton, joint: str) -> Vec:
    if not joint.startswith(("toes", "heel")):
        return figure[joint]
    side = joint[-1]
    middle = between(figure["heel" + side], figure["toes" + side], 0.68)
    return added(middle, unit(taken(middle, figure["ankle" + side])), 0.014)


def stick(prop: Prop, figure: Skeleton, camera: Camera) -> list[Unit]:
    """Return a stick along the back."""
    low, high, behind = (given or usual for given, usual in zip(prop.size, (0.12, 0.10, 0.062), strict=True))
    first, last = (prop.joints[0], prop.joints[-1]) if prop.joints else ("pelvis", "head")
    way = unit(taken(figure[last], figure[first]))
    back = scaled(figure.chest_axes[0], -behind)
    ends = [added(added(figure[first], way, -low), back), added(added(figure[last], way, high), back)]
    return [bar("stick", ends, 0.007, rank=5.3, paint="strap")]


def pillow(prop: Prop, figure: Skeleton, camera: Camera) -> list[Unit]:
    """Return a pillow: under the body, or carried between joints."""
    long, thick, wide = (given or usual for given, usual in zip(prop.size, (0.16, 0.045, 0.24), strict=True))
    if prop.joints:
        return [_carried(prop, figure, camera, thick)]
    (x, y, z) = prop.at
    middle = camera.seen((x, y - thick / 2, z))
    axes = camera.seen((long / 2, 0.0, 0.0)), camera.seen((0.0, thick / 2 + 0.006, 0.0)), camera.seen((0.0, 0.0, wide / 2))
    return [Unit(prop.kind, (Shape("pillow", "soft", ring(Ellipsoid(middle, axes), 8, camera.upward)),), 0.8, fixed=-1)]


def _carried(prop: Prop, figure: Skeleton, camera: Camera, thick: float) -> Unit:
    """Return a pillow from the middle between the first two joints to that between the next two."""
    spots = [figure[joint] for joint in prop.joints]
    ends = [between(a, b, 0.5) for a, b in zip(spots[::2], spots[1::2], strict=False)] or spots[:1]
    ends = [added(end, camera.seen(prop.at)) for end in ends]
    if len(ends) == 1:
        ends.append(added(ends[0], (0.02, 0.0, 0.0)))
    points = [added(ends[0], unit(taken(ends[1], ends[0])), -0.02), ends[1]]
    radius = max(thick, 0.02)
    shape = Shape("pillow", "line", (radius, *(value for x, y, _ in points for value in (x, y))))
    return Unit(prop.kind, (shape,), 3.9, tuple(along(points, radius * 0.6)))


def towel(prop: Prop, figure: Skeleton, camera: Camera) -> list[Unit]:
    """Return a towel: rolled out between joints, or folded under the body."""
    if prop.joints:
        return strap(prop, figure, camera)
    long, thick, wide = (given or usual for given, usual in zip(prop.size, (0.12, 0.02, 0.20), strict=True))
    (x, y, z) = prop.at
    low, high = (x - long / 2, y - thick, z - wide / 2), (x + long / 2, y, z + wide / 2)
    return [box("towel", camera, low, high, rank=0.8, paint="pillow", fixed=-1)]
