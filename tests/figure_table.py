"""The measurements of the drawn figures for docs/reference/figure.md, made from the baked frames and the tables of the code."""

from functools import cache
from statistics import median

from stepwell.figure.checks.balance import MASSES
from stepwell.figure.checks.limits import LIMITS
from stepwell.figure.checks.measure import Measured, measured
from stepwell.figure.frames import movement
from stepwell.figure.skeleton import BUILDS, RANGES, Build
from stepwell.knowledge.loader import load

INTRODUCTION = """# Measurements of the figure

What is measured of every drawn movement, how much is allowed, and what the {count} exercises have now, in three builds
({builds}). Lengths are for a person of 1.70 m. Why it is done so: [how a movement is described and checked](../explanation/figure.md).

    stepwell figure cat_cow                  every check: its worst value, its limit, the frame and the place
    stepwell figure cat_cow --frames         every frame as well
    stepwell figure --all --build broad      one line an exercise; the exit status is 1 when a limit is passed
    stepwell figure --sheet figures.svg      every exercise on one sheet, to look at

These are checks of a drawing. They show that a picture can be copied by a human body; they say nothing about whether an
exercise is right for somebody. All numbers here are graded `design`, apart from the masses."""

CHECKS = """## Checks

**Worst** and **median**: over all exercises and builds to which a check applies; an exercise counts with its worst frame.

| check | what would be a fault | limit | median | worst | measured | why this limit |
| --- | --- | ---: | ---: | ---: | ---: | --- |
"""

NOT_MEASURED = """## What is not measured

- How a twist of the back divides between lower and upper back: no joint shows it. The kindest division counts.
- The turn of a straight arm in its shoulder, and of its forearm: from 25 degrees of elbow bend on, both are.
- The turn of an arm that points straight out to the side, where it has no front.
- The upper half of a thigh and an upper arm against the trunk, which always overlap where they join, and the parts of one limb.
- The tip of the thumb and the heel for length: the rounding of the frames is as large as the limit.
- Forces. A pose that is in balance and in range can still be hard to hold."""

RANGE_TABLE = """## Ranges of the joints

Degrees; limbs count on both sides. From the usual tables of joint motion of adults, rounded. Bending forward, outward, toward
the palm and pointing the toes are positive; bending and twisting the back to the working side too.

| angle | from | to |
| --- | ---: | ---: |
"""

MASS_TABLE = """## Masses

For the centre of mass: each part's share of the whole, and how far along between two joints its own centre lies. Shares and
places are the middle of women and men in de Leva P., *Adjustments to Zatsiorsky-Seluyanov's segment inertia parameters*,
J Biomech 1996; 29: 1223-1230 (table 4, read in secondary copies, not in the paper). The parts of trunk, head and foot have other
ends there; their centres are put at the same height of the drawn body.

| from | to | centre at | share |
| --- | --- | ---: | ---: |
"""


@cache
def found_in(exercise: str, build: Build) -> tuple[Measured, ...]:
    """Return what the checks find; a process measures each movement once, for this page and for the tests."""
    return measured(movement(exercise, build))


def page() -> str:
    """Return the whole page."""
    names = list(load().exercises)
    found = [found_in(name, build) for name in names for build in BUILDS]
    parts = [
        INTRODUCTION.format(count=len(names), builds=", ".join(BUILDS)),
        CHECKS + "\n".join(_check(check, [one.worst for row in found for one in row if one.check == check]) for check in LIMITS),
        NOT_MEASURED,
        RANGE_TABLE + "\n".join(f"| {name.replace('_', ' ')} | {low:g} | {high:g} |" for name, (low, high) in RANGES.items()),
        MASS_TABLE + "\n".join(_mass(*mass) for mass in MASSES if not mass[0].endswith("L")),
        "This page is made by `./run docs`.",
    ]
    return "\n\n".join(parts) + "\n"


def _check(check: str, values: list[float | None]) -> str:
    limit = LIMITS[check]
    known = [value for value in values if value is not None]
    numbers = (f"{median(known):.2f}", f"{max(known):.2f}", str(len(known))) if known else ("-", "-", "0")
    return f"| `{check}` | {limit.what}. | {limit.most:g} {limit.unit} | {' | '.join(numbers)} | {limit.why} |"


def _mass(upper: str, lower: str, share: float, mass: float) -> str:
    each = " each" if upper.endswith("R") else ""
    return f"| {upper.removesuffix('R')} | {lower.removesuffix('R')} | {share * 100:.1f} % | {mass * 100:.2f} %{each} |"
