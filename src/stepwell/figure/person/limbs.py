"""Arms and legs: tapered limbs with a little of the muscles, sleeves and cuffs, mittens with a thumb, feet."""

from stepwell.figure.person.space import lifted
from stepwell.figure.shape import Ball, Shape, Unit
from stepwell.figure.skeleton import BUILDS, Side, Skeleton
from stepwell.figure.vector import Vec, added, between, square_to, taken, unit

Round = tuple[Vec, float]
_ON_FLOOR = 0.006


def limb(paint: str, kind: str, *balls: Round) -> Shape:
    """Return a tube through three balls."""
    values = tuple(value for (x, y, _), radius in balls for value in (x, y, radius))
    return Shape(paint, kind, values)  # type: ignore[arg-type]


def _along(a: Round, b: Round, count: int) -> list[Ball]:
    steps = [step / (count - 1) for step in range(count)]
    return [Ball(between(a[0], b[0], part), a[1] + (b[1] - a[1]) * part) for part in steps]


def _front_of_knee(figure: Skeleton, side: Side) -> Vec:
    """Return the direction to which the knee points; ahead for a straight leg."""
    hip, knee, ankle = figure["hip" + side], figure["knee" + side], figure["ankle" + side]
    bent = added(added(knee, hip, -0.5), ankle, -0.5)
    return unit(added(bent, figure.pelvis_axes[0], 0.01))


def leg(figure: Skeleton, side: Side, far: str, shoes: bool) -> tuple[Unit, Unit, Unit]:
    """Return thigh, shank and foot. ``far``: what is added to the names of their colours."""
    thick, paint = BUILDS[figure.build], "leg" + far
    hip, knee, ankle = figure["hip" + side], figure["knee" + side], figure["ankle" + side]
    front, along = _front_of_knee(figure, side), unit(taken(knee, hip))
    top = added(hip, along, 0.020), 0.0515 * thick
    bulge = added(between(hip, knee, 0.48), front, 0.003), 0.0465 * thick
    bend = knee, 0.0355 * thick
    thigh = Unit(
        "thigh" + side, (limb(paint, "tube", top, bulge, bend), limb(paint, "edges", top, bulge, bend)), 4.0, tuple(_along(top, bend, 5))
    )
    calf = added(between(knee, ankle, 0.36), front, -0.009), 0.0345 * thick
    hem = between(knee, ankle, 0.86), 0.0245 * (1 + thick) / 2
    balls = _along((knee, 0.034 * thick), (ankle, 0.024), 5)
    ankle_bone = limb("skin" + far, "tube", (between(knee, ankle, 0.7), 0.0195), (between(knee, ankle, 0.88), 0.0178), (ankle, 0.0190))
    shapes = (ankle_bone, limb(paint, "cuffed", bend, calf, hem), limb(paint, "edges", bend, calf, hem))
    shank = Unit("shank" + side, shapes, 4.2, tuple(balls))
    return thigh, shank, foot(figure, side, far, shoes)


def foot(figure: Skeleton, side: Side, far: str, shoes: bool) -> Unit:
    """Return the foot with a bit of ankle."""
    paint = ("shoe" if shoes else "skin") + far
    ankle, heel, toes = (figure[joint + side] for joint in ("ankle", "heel", "toes"))
    ball = between(heel, toes, 0.70)
    sole = unit(added(between(heel, toes, 0.3), ankle, -1.0))
    shapes = [
        limb(paint, "tube", (ankle, 0.0205), (between(ankle, heel, 0.5), 0.0195), (heel, 0.0178)),
        limb(paint, "tube", (ankle, 0.0205), (added(between(ankle, ball, 0.5), sole, -0.001), 0.0175), (ball, 0.0142)),
        limb(paint, "tube", (heel, 0.0175), (between(heel, toes, 0.5), 0.0150), (toes, 0.0118)),
    ]
    if shoes:
        under = [(added(point, sole, drop), 0.006) for point, drop in ((heel, 0.014), (between(heel, toes, 0.5), 0.013), (toes, 0.0085))]
        shapes.append(limb("sole" + far, "tube", *under))
    return Unit("foot" + side, tuple(shapes), 4.4, (*_along((heel, 0.018), (toes, 0.013), 3), Ball(ankle, 0.021)))


def arm(figure: Skeleton, side: Side, far: str, upward: Vec) -> tuple[Unit, Unit, Unit]:
    """Return upper arm with its sleeve, forearm and hand."""
    thick, skin, top = BUILDS[figure.build], "skin" + far, "top" + far
    shoulder, elbow, wrist = figure["shoulder" + side], figure["elbow" + side], figure["wrist" + side]
    upper = (shoulder, 0.0275 * thick), (between(shoulder, elbow, 0.5), 0.0245 * thick), (elbow, 0.0215 * thick)
    cuff = (shoulder, 0.0335 * thick), (between(shoulder, elbow, 0.3), 0.0325 * thick), (between(shoulder, elbow, 0.60), 0.0300 * thick)
    shapes = (limb(skin, "tube", *upper), limb(top, "cuffed", *cuff), limb(top, "edges", *cuff))
    upper_arm = Unit("upper_arm" + side, shapes, 5.0, tuple(_along((shoulder, 0.030 * thick), upper[2], 4)))
    lower = (elbow, 0.0215 * thick), (between(elbow, wrist, 0.35), 0.0215 * thick), (wrist, 0.0145 * thick)
    forearm = Unit("forearm" + side, (limb(skin, "tube", *lower), limb(skin, "edges", *lower)), 5.2, tuple(_along(lower[0], lower[2], 4)))
    return upper_arm, forearm, hand(figure, side, far, upward)


def hand(figure: Skeleton, side: Side, far: str, upward: Vec) -> Unit:
    """Return a mitten with a thumb."""
    skin = "skin" + far
    wrist, middle, thumb = figure["wrist" + side], figure["hand" + side], figure["thumb" + side]
    fingers = unit(taken(middle, wrist))
    tip = lifted(added(middle, fingers, 0.022), upward, _ON_FLOOR)
    palm = lifted(added(between(wrist, middle, 0.62), thumb_side(wrist, thumb, fingers), 0.002), upward, _ON_FLOOR)
    root = between(wrist, middle, 0.30)
    mitten = (wrist, 0.0140), (palm, 0.0185), (tip, 0.0100)
    knuckle = added(between(root, thumb, 0.5), fingers, -0.003)
    finger = (root, 0.0095), (knuckle, 0.0085), (thumb, 0.0062)
    shapes = (limb(skin, "tube", *finger), limb(skin, "tube", *mitten), limb(skin, "edges", *mitten))
    return Unit("hand" + side, shapes, 5.4, tuple(_along((wrist, 0.015), (tip, 0.012), 4)))


def thumb_side(wrist: Vec, thumb: Vec, fingers: Vec) -> Vec:
    """Return the unit direction from the middle of the hand to the thumb's side."""
    return square_to(taken(thumb, wrist), fingers)
