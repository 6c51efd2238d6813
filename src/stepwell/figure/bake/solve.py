"""A motion -> its movement: key poses first, then every frame between them, each solved so that contacts and holds are met.

Angles that a key names pull strongly, those of the posture weakly, contacts and holds most of all (least squares, with the ranges of
the joints as bounds). Between keys the angles follow a smooth curve and only what must be met is corrected.
"""

from collections.abc import Sequence
from functools import partial
from math import ceil, radians

import numpy as np
from scipy.interpolate import CubicSpline, PchipInterpolator
from scipy.optimize import least_squares

from stepwell.figure.bake import goals
from stepwell.figure.bake.described import USUAL, Described
from stepwell.figure.bake.goals import Goal
from stepwell.figure.bake.kinematics import DOFS, Array, limits, positions
from stepwell.figure.bake.meeting import Meeting
from stepwell.figure.bake.promises import promises
from stepwell.figure.frames import Movement, Prop
from stepwell.figure.skeleton import JOINTS, SIDES, Build, Skeleton
from stepwell.knowledge.schema import Key, Motion

BETWEEN = radians(5)
"""What counts as one unit of difference from the angle that the curve between two keys gives."""
MOST_STEPS, ROUND_STEPS = 40, 36
STEP_LENGTH = 0.022
"""At most so many steps from start to end (a round of a cycle: always so many), and so far (body heights) may a joint move in one,
where that allows it."""
ROUNDS = 3
"""How often a cycle's keys are solved again; each round brings its end nearer to its beginning."""
_LOW, _HIGH = limits()
_PAIRS = tuple((one + "R", other + "L") for one in ("thigh", "shank", "foot") for other in ("thigh", "shank", "foot")) + tuple(
    (arm + side, leg + other) for side in SIDES for other in SIDES for arm in ("forearm", "hand") for leg in ("thigh", "shank")
)


class Solver:
    """Solves one motion for one build."""

    def __init__(self, motion: Motion, build: Build) -> None:
        self.motion, self.build = motion, build
        self.described, self.meeting = Described(motion), Meeting(motion.things, build)
        self.always: list[Goal] = [goals.above(self.meeting.planes, build), goals.not_through_trunk(build), goals.apart(build, _PAIRS)]

    def movement(self, exercise: str, steps: int | None = None) -> Movement:
        """Return the solved movement. ``steps``: how many from start to end; None: by how far the joints travel."""
        bodies = self._key_bodies()
        wanted, shares = self._wanted(bodies, steps)
        frames: list[Array] = []
        for number, share in enumerate(shares):
            drift = frames[-1] - wanted[number - 1] if frames else 0.0  # what the frame before needed is a good guess
            frames.append(self._between(wanted[number] + drift, wanted[number], share, bodies))
        points = positions(np.array(frames))
        return Movement(
            exercise=exercise,
            frames=tuple(self._skeleton(at, share) for at, share in zip(points, shares, strict=True)),
            cycle=self.motion.cycle,
            seconds=self.motion.seconds,
            travel=self.motion.travel,
            free=self.motion.free,
            props=tuple(Prop(kind=thing.kind, at=thing.at, size=thing.size, joints=thing.joints) for thing in self.motion.things),
            kept=tuple(promises(self.described, shares)),
        )

    # --- the keys ---

    def _key_bodies(self) -> list[Array]:
        """Solve the key poses. A cycle's are solved again until each of its rounds begins where the one before ended."""
        bodies = self._key_round([])
        for _ in range(ROUNDS if self.motion.cycle else 0):
            bodies = self._key_round(bodies)
        return bodies

    def _key_round(self, earlier: list[Array]) -> list[Array]:
        """Solve the key poses, each from the one before (the first from the last of an earlier round); what stays is where that left it."""
        bodies: list[Array] = []
        for number, key in enumerate(self.motion.keys):
            before = bodies[-1] if bodies else self._one_round_back(earlier[-1]) if earlier else None
            wanted, unit = self.described.asked(key)
            needs = [*self.always, *self._contacts(key)]
            if before is not None:
                fixed = self.described.stays(self.motion.keys[number - 1])
                needs += [goal for contact in fixed for goal in self.meeting.kept_in_place(contact, before)]
            near = self.described.usual if before is None else before
            begin = np.where(unit < USUAL, wanted, near)  # from what is asked for: the solution nearest to it is the meant one
            posed = self._solved(begin, wanted, unit, needs, key)
            bodies.append(self._solved(posed, wanted, unit, [*needs, *self.meeting.reaches(key.reaches)], key) if key.reaches else posed)
        return bodies

    def _one_round_back(self, body: Array) -> Array:
        back = body.copy()
        back[0] -= self.motion.travel
        return back

    # --- the frames between ---

    def _wanted(self, bodies: list[Array], steps: int | None) -> tuple[Array, list[float]]:
        """Return the angles that the frames begin from, and where in the movement each frame is."""
        at = [key.at for key in self.motion.keys]
        if len(bodies) == 1:
            return np.array([bodies[0], bodies[0]]), [0.0, 1.0]
        if self.motion.cycle:
            last = bodies[0].copy()
            last[0] += self.motion.travel
            curve = CubicSpline([*at, 1.0], np.array([*bodies, last]) - _march(at, self.motion.travel), bc_type="periodic")
            shares = [number / ROUND_STEPS for number in range(ROUND_STEPS)]
            return curve(shares) + _march(shares, self.motion.travel, False), shares
        steps = steps or self._steps(bodies)
        shares = [_eased(number / steps) for number in range(steps + 1)]
        return PchipInterpolator(at, np.array(bodies))(shares), shares

    def _steps(self, bodies: list[Array]) -> int:
        points = positions(np.array(bodies))
        way = np.linalg.norm(np.diff(points, axis=0), axis=-1).sum(axis=0).max()
        return int(min(max(ceil(1.6 * way / STEP_LENGTH), 8), MOST_STEPS))

    def _between(self, begin: Array, wanted: Array, share: float, bodies: list[Array]) -> Array:
        """Solve one frame: as the curve wants it, with everything that is kept from the key before to the key after."""
        before = max(number for number, key in enumerate(self.motion.keys) if key.at <= share + 1e-9)
        key, after = self.motion.keys[before], self.described.after(before)
        exact = next((number for number, each in enumerate(self.motion.keys) if abs(each.at - share) < 1e-9), None)
        if exact is not None and not self.motion.cycle:
            return bodies[exact]
        needs = [*self.always, *(goal for contact in self.described.sliding(key, after) for goal in self.meeting.touching(contact))]
        needs += [goal for contact in self.described.stays(key) for goal in self.meeting.kept_in_place(contact, bodies[before])]
        needs += self.meeting.reaches([reach for reach in key.reaches if reach in after.reaches])
        unit = np.full(len(DOFS), BETWEEN)
        unit[:3] = 0.02
        return self._solved(begin, wanted, unit, needs, key)

    # --- solving ---

    def _solved(self, begin: Array, wanted: Array, unit: Array, needs: Sequence[Goal], key: Key) -> Array:
        if self.motion.free and (feet := self.described.standing_on(key)):
            needs = [*needs, goals.balanced(feet)]

        def off(bodies: Array) -> Array:
            points = positions(bodies)
            return np.concatenate([(bodies - wanted) / unit, *(goal(points) for goal in needs)], axis=1)

        def slope(body: Array) -> Array:
            step = 1e-6
            moved = np.vstack([body, body + step * np.eye(len(DOFS))])
            found = off(moved)
            return np.asarray((found[1:] - found[0]).T / step)

        def off_alone(body: Array) -> Array:
            return np.asarray(off(body[None])[0])

        inside = np.clip(begin, _LOW + 1e-6, _HIGH - 1e-6)
        search = partial(least_squares, off_alone, inside, jac=slope, bounds=(_LOW, _HIGH), ftol=1e-6, xtol=1e-6)
        found = search(x_scale=1.0, max_nfev=60)
        if not found.success:  # a narrow valley: steps measured by how much each angle matters come through it
            found = min(found, search(x_scale="jac", max_nfev=150), key=lambda each: each.cost)
        return np.asarray(found.x)

    def _contacts(self, key: Key) -> list[Goal]:
        """Return what touches at a key."""
        names = (*self.described.stays(key), *self.described.touches(key))
        return [goal for name in names for goal in self.meeting.touching(name)]

    # --- what comes out ---

    def _skeleton(self, at: Array, share: float) -> Skeleton:
        belly = float(np.interp(share, [key.at for key in self.motion.keys], [key.belly for key in self.motion.keys]))
        points = {joint: (float(x), float(y), float(z)) for joint, (x, y, z) in zip(JOINTS, at, strict=True)}
        return Skeleton(points=points, build=self.build, belly=belly)


def _eased(time: float) -> float:
    """Return how far a movement has come after a share of its time: slow at both ends."""
    return time * time * time * (time * (6 * time - 15) + 10)


def _march(shares: Sequence[float], travel: float, closed: bool = True) -> Array:
    made = np.zeros((len(shares) + closed, len(DOFS)))
    made[:, 0] = np.array([*shares, 1.0] if closed else shares) * travel
    return made
