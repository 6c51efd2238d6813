"""Where an exercise should be felt: soft patches on the body."""

from collections.abc import Iterator

from stepwell.figure.person.space import scaled
from stepwell.figure.shape import Shape
from stepwell.figure.skeleton import Skeleton
from stepwell.figure.vector import Vec, added, between, square_to, taken, unit
from stepwell.knowledge.schema import Region

Patch = tuple[Vec, Vec, float, tuple[str, ...]]
"""From, to, how far to either side; and the units on which it lies."""

TRUNK = ("trunk",)
_SEVERAL: dict[str, tuple[Region, ...]] = {
    "buttocks": ("buttockR", "buttockL"), "thighs_front": ("thigh_frontR", "thigh_frontL"),
    "thighs_back": ("thigh_backR", "thigh_backL"), "calves": ("calfR", "calfL"), "forearms": ("forearmR", "forearmL"),
    "whole_back": ("low_back", "upper_back"),
}  # fmt: skip
_TRUNK: dict[str, tuple[tuple[str, str, float, float], float, float]] = {
    # between which joints, from and to; how far ahead; how wide
    "low_back": (("pelvis", "thorax", 0.12, 0.72), -0.028, 0.046),
    "upper_back": (("thorax", "neck", 0.10, 0.90), -0.030, 0.046),
    "belly": (("pelvis", "thorax", 0.30, 0.85), 0.034, 0.046),
    "lower_belly": (("pelvis", "thorax", 0.02, 0.52), 0.034, 0.044),
    "waist": (("pelvis", "thorax", 0.35, 0.95), 0.0, 0.052),
    "chest": (("thorax", "neck", 0.25, 0.85), 0.036, 0.048),
    "shoulders": (("thorax", "neck", 0.85, 1.05), 0.0, 0.060),
    "neck": (("neck", "head", 0.0, 0.55), -0.012, 0.032),
}


def glows(figure: Skeleton, regions: tuple[Region, ...]) -> list[tuple[Shape, tuple[str, ...]]]:
    """Return a patch for each region, and the units that it lies on; the figure is in camera space."""
    single = [one for region in regions for one in _SEVERAL.get(region, (region,))]
    return [(_shape(patch), patch[3]) for region in single for patch in _patches(figure, region)]


def _shape(patch: Patch) -> Shape:
    (ax, ay, _), (bx, by, _), radius, _ = patch
    return Shape("glow", "glow", (ax, ay, bx, by, radius))


def _patches(figure: Skeleton, region: str) -> Iterator[Patch]:
    if region in _TRUNK:
        (low, high, start, end), ahead, wide = _TRUNK[region]
        axis = figure.chest_axes[0] if low in {"thorax", "neck"} else figure.pelvis_axes[0]
        a, b = (added(between(figure[low], figure[high], part), axis, ahead) for part in (start, end))
        yield a, b, wide, ("trunk", "neck") if region in {"neck", "shoulders"} else TRUNK
        return
    side = next((letter for letter in "RL" if region.endswith(letter)), "R")
    name = region.removesuffix("R").removesuffix("L") if region[-1] in "RL" else region
    if name == "forearm":
        elbow, wrist = figure["elbow" + side], figure["wrist" + side]
        yield between(elbow, wrist, 0.15), between(elbow, wrist, 0.9), 0.030, ("forearm" + side,)
        return
    yield from _on_leg(figure, name, side)


def _on_leg(figure: Skeleton, name: str, side: str) -> Iterator[Patch]:
    hip, knee, ankle, heel, toes = (figure[joint + side] for joint in ("hip", "knee", "ankle", "heel", "toes"))
    ahead, up, right = figure.pelvis_axes
    out = scaled(right, 1.0 if side == "R" else -1.0)
    thigh, shank = unit(taken(knee, hip)), unit(taken(ankle, knee))
    front = square_to(added(added((0.0, 0.0, 0.0), ahead), shank, -0.8), thigh)
    on_hip, on_thigh, on_shank = ("trunk", "thigh" + side), ("thigh" + side,), ("shank" + side,)
    if name == "buttock":
        middle = added(added(added(hip, ahead, -0.022), out, 0.010), up, 0.006)
        yield added(middle, up, 0.018), added(middle, thigh, 0.014), 0.043, on_hip
    elif name == "hip_side":
        middle = added(added(hip, out, 0.016), up, 0.008)
        yield added(middle, up, 0.016), added(middle, thigh, 0.016), 0.044, on_hip
    elif name == "groin":
        middle = added(hip, ahead, 0.034)
        yield added(middle, up, 0.012), added(middle, thigh, 0.030), 0.040, on_hip
    elif name == "thigh_front":
        yield *(added(between(hip, knee, part), front, 0.018) for part in (0.22, 0.82)), 0.036, on_thigh  # type: ignore[misc]
    elif name == "thigh_back":
        yield *(added(between(hip, knee, part), front, -0.020) for part in (0.22, 0.86)), 0.036, on_thigh  # type: ignore[misc]
    elif name == "knee_back":
        yield between(hip, knee, 0.92), between(knee, ankle, 0.08), 0.034, (*on_thigh, *on_shank)
    elif name == "calf":
        back = square_to(added(thigh, front, -0.6), shank)
        yield *(added(between(knee, ankle, part), back, 0.008) for part in (0.14, 0.66)), 0.032, on_shank  # type: ignore[misc]
    elif name == "foot":
        yield heel, toes, 0.028, ("foot" + side,)
