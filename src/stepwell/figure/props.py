"""The things around the body: mat, chair, wall, strap, step, bike and more, placed by the joints."""

from collections.abc import Callable

from msgspec import Struct

from stepwell.figure.body import Skeleton
from stepwell.figure.vector import Vec, added, between


class Thing(Struct, frozen=True, kw_only=True):
    """A line of some width through points, filled when it is an area. ``front``: drawn before the body, not behind it."""

    paint: str = "prop"
    points: tuple[Vec, ...]
    width: float
    filled: bool = False
    front: bool = False


def things(names: tuple[str, ...], start: Skeleton, end: Skeleton, floor: float, shown: Skeleton) -> list[Thing]:
    """Return everything in the picture, farthest first. What is held or worn goes with the ``shown`` figure."""
    poses = {name: (shown, shown) if name in CARRIED else (start, end) for name in names}
    return [thing for name, (first, last) in poses.items() for thing in THINGS[name](first, last, -floor)]


Maker = Callable[[Skeleton, Skeleton, float], list[Thing]]


def _reach(start: Skeleton, end: Skeleton, axis: int) -> tuple[float, float]:
    along = [point[axis] for figure in (start, end) for point in figure.points.values()]
    return min(along), max(along)


def _mat(start: Skeleton, end: Skeleton, floor: float) -> list[Thing]:
    (left, right), (far, near) = _reach(start, end, 0), _reach(start, end, 2)
    return [_sheet(left - 0.05, right + 0.05, min(far - 0.02, -0.13), max(near + 0.02, 0.13), floor)]


def _sheet(left: float, right: float, far: float, near: float, floor: float, paint: str = "mat") -> Thing:
    corners = ((left, floor, far), (right, floor, far), (right, floor, near), (left, floor, near))
    return Thing(paint=paint, points=corners, width=0.04, filled=True)


def _strip(start: Skeleton, end: Skeleton, floor: float) -> list[Thing]:
    """Return the mat as it is seen from the side."""
    left, right = _reach(start, end, 0)
    return [Thing(paint="mat", points=((left - 0.03, floor - 0.005, 0.0), (right + 0.03, floor - 0.005, 0.0)), width=0.075)]


def _ground(start: Skeleton, end: Skeleton, floor: float) -> list[Thing]:
    left, right = _stance(start, end)
    return [Thing(paint="mat", points=((left, floor - 0.01, 0.0), (right, floor - 0.01, 0.0)), width=0.055)]


def _floor(start: Skeleton, end: Skeleton, floor: float) -> list[Thing]:
    left, right = _stance(start, end)
    return [_sheet(left, right, -0.2, 0.2, floor)]


def _stance(start: Skeleton, end: Skeleton) -> tuple[float, float]:
    low = [figure[joint][0] for figure in (start, end) for joint in ("heelR", "heelL", "ballR", "ballL", "hip")]
    return min(low) - 0.16, max(low) + 0.16


def _chair(start: Skeleton, end: Skeleton, floor: float) -> list[Thing]:
    sitter = min((start, end), key=lambda figure: figure["hip"][1])
    x, y, _ = sitter["hip"]
    return _seat(x - 0.1, x + 0.12, y - 0.078, floor, back=0.34)


def _seat(left: float, right: float, height: float, floor: float, back: float) -> list[Thing]:
    frame = ((left, height + back, 0.0), (left, floor, 0.0)), ((right, height, 0.0), (right, floor, 0.0))
    legs = [Thing(points=points, width=0.024) for points in frame]
    return [*legs, Thing(points=((left, height, 0.0), (right, height, 0.0)), width=0.036)]


def _stool(start: Skeleton, end: Skeleton, floor: float) -> list[Thing]:
    x, y, _ = end["hip"]
    corners = [(x + dx, dz) for dx, dz in ((-0.1, -0.11), (0.1, -0.11), (0.1, 0.11), (-0.1, 0.11))]
    legs = [Thing(points=((cx, y - 0.08, cz), (cx, floor, cz)), width=0.024) for cx, cz in corners]
    return [*legs, _sheet(x - 0.1, x + 0.1, -0.11, 0.11, y - 0.08, "prop")]


def _calf_chair(start: Skeleton, end: Skeleton, floor: float) -> list[Thing]:
    x, y, _ = end["ankleR"]
    return _seat(x - 0.16, x + 0.1, y - 0.048, floor, back=0.0)


def _wall(start: Skeleton, end: Skeleton, floor: float) -> list[Thing]:
    x = min(figure["shoulder"][0] for figure in (start, end)) - 0.085
    return [Thing(points=((x, floor, 0.0), (x, floor + 1.02, 0.0)), width=0.03)]


def _side_wall(start: Skeleton, end: Skeleton, floor: float) -> list[Thing]:
    z = max(figure["elbowR"][2] for figure in (start, end)) + 0.045
    return [Thing(points=((0.0, floor, z), (0.0, floor + 1.02, z)), width=0.03)]


def _strap(start: Skeleton, end: Skeleton, floor: float) -> list[Thing]:
    foot = between(end["heelR"], end["ballR"], 0.6)
    return [Thing(paint="strap", points=(end["wristR"], foot), width=0.014, front=True)]


def _step(start: Skeleton, end: Skeleton, floor: float) -> list[Thing]:
    x, top = end["heelR"][0], end["heelR"][1] - 0.023
    corners = ((x - 0.05, top - 0.015, 0.0), (x + 0.25, top - 0.015, 0.0), (x + 0.25, floor, 0.0), (x - 0.05, floor, 0.0))
    return [Thing(points=corners, width=0.03, filled=True)]


def _stick(start: Skeleton, end: Skeleton, floor: float) -> list[Thing]:
    along = between(end["hip"], end["head"], 1.18), between(end["hip"], end["head"], -0.12)
    return [Thing(paint="strap", points=tuple(added(point, end.ahead, -0.072) for point in along), width=0.018)]


def _counter(start: Skeleton, end: Skeleton, floor: float) -> list[Thing]:
    x = end["handR"][0]
    top = min(figure["handR"][1] for figure in (start, end)) - 0.03
    post = Thing(points=((x + 0.12, top, 0.0), (x + 0.12, floor, 0.0)), width=0.05)
    return [post, Thing(points=((x - 0.03, top, 0.0), (x + 0.18, top, 0.0)), width=0.034)]


def _bike(start: Skeleton, end: Skeleton, floor: float) -> list[Thing]:
    hip, hand = end["hip"], end["handR"]
    crank, saddle = (hip[0] + 0.11, hip[1] - 0.38, 0.0), (hip[0], hip[1] - 0.075, 0.0)
    front, base = (hand[0] + 0.02, hand[1], 0.0), (hand[0] + 0.06, floor + 0.03, 0.0)
    return [
        Thing(points=((saddle[0] - 0.1, floor + 0.02, 0.0), (base[0] + 0.06, floor + 0.02, 0.0)), width=0.03),
        Thing(points=(saddle, (crank[0] - 0.04, floor + 0.02, 0.0)), width=0.026),
        Thing(points=(front, (base[0] - 0.03, floor + 0.02, 0.0)), width=0.026),
        Thing(points=((saddle[0] - 0.05, saddle[1], 0.0), (saddle[0] + 0.07, saddle[1] + 0.005, 0.0)), width=0.034),
        Thing(points=(crank, crank), width=0.2),
    ]


def _pedals(start: Skeleton, end: Skeleton, floor: float) -> list[Thing]:
    hip = end["hip"]
    return [Thing(paint="strap", points=(end["ballR"], (hip[0] + 0.11, hip[1] - 0.38, 0.0), end["ballL"]), width=0.018)]


def _pool(start: Skeleton, end: Skeleton, floor: float) -> list[Thing]:
    x, top = end["hip"][0], between(end["waist"], end["shoulder"], 0.5)[1]
    corners = ((x - 0.55, top, 0.0), (x + 0.55, top, 0.0), (x + 0.55, floor, 0.0), (x - 0.55, floor, 0.0))
    return [Thing(paint="water", points=corners, width=0.03, filled=True, front=True)]


def _pillow(start: Skeleton, end: Skeleton, floor: float) -> list[Thing]:
    x, _, z = end["head"]
    return [Thing(points=((x - 0.02, 0.02, z - 0.09), (x - 0.02, 0.02, z + 0.07)), width=0.15)]


def _knee_pillow(start: Skeleton, end: Skeleton, floor: float) -> list[Thing]:
    return [Thing(points=(between(end["kneeR"], end["kneeL"], 0.6), between(end["ankleR"], end["ankleL"], 0.6)), width=0.08, front=True)]


CARRIED = {"strap", "stick", "pedals"}
THINGS: dict[str, Maker] = {
    "mat": _mat, "strip": _strip, "ground": _ground, "floor": _floor,
    "stool": _stool, "chair": _chair, "calf_chair": _calf_chair, "wall": _wall, "side_wall": _side_wall,
    "strap": _strap, "stick": _stick, "step": _step, "counter": _counter, "bike": _bike, "pedals": _pedals, "pool": _pool,
    "pillow": _pillow, "knee_pillow": _knee_pillow,
}  # fmt: skip
