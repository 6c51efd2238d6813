"""A motion -> its movement: key poses first, then every frame between them, each solved so that contacts and holds are met.

Angles that a key names pull strongly, those of the posture weakly, contacts and holds most of all (least squares, with the ranges of
the joints as bounds). Between keys the angles follow a smooth curve and only what must be met is corrected.
"""

from collections.abc import Sequence
from functools import cache, partial
from math import ceil, radians
from pathlib import Path

import msgspec
import numpy as np
import tomli
from msgspec import Struct
from scipy.interpolate import CubicSpline, PchipInterpolator
from scipy.optimize import least_squares

from stepwell.figure.bake import goals
from stepwell.figure.bake.goals import FLOOR, TRUNK, Goal, Plane
from stepwell.figure.bake.kinematics import DOFS, INDEX, PLACE, ROOT, Array, limits, positions
from stepwell.figure.bake.naming import PoseError, contact_joints, effector, sided, sides_of_angle
from stepwell.figure.bake.things import surfaces
from stepwell.figure.frames import Kept, Movement, Prop
from stepwell.figure.skeleton import BONES, JOINTS, SIDES, Build, Skeleton
from stepwell.knowledge.schema import Key, Motion, Reach

ASKED, USUAL, BETWEEN, PLACED = radians(7), radians(40), radians(5), 0.25
"""What counts as one unit of difference: from an angle that a key names, that only the posture names, that the curve between two
keys gives; and of the hips from where the posture puts them (body heights)."""
MOST_STEPS = 36
STEP_LENGTH = 0.022
"""At most so many steps from start to end, and so far (body heights) may a joint move in one, where that allows it."""
ROUNDS = 3
"""How often a cycle's keys are solved again; each round brings its end nearer to its beginning."""
_LOW, _HIGH = limits()
_PAIRS = tuple((one + "R", other + "L") for one in ("thigh", "shank", "foot") for other in ("thigh", "shank", "foot")) + tuple(
    (arm + side, leg + other) for side in SIDES for other in SIDES for arm in ("forearm", "hand") for leg in ("thigh", "shank")
)


class Posture(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a body begins; see postures.toml."""

    trunk: float
    roll: float = 0.0
    lean: float = 0.0
    x: float = 0.0
    y: float
    angles: dict[str, float] = {}
    stays: tuple[str, ...] = ()
    touches: tuple[str, ...] = ()


@cache
def postures() -> dict[str, Posture]:
    """Return the postures by id."""
    return msgspec.convert(tomli.loads((Path(__file__).parent / "postures.toml").read_text(encoding="utf-8")), dict[str, Posture])


class Solver:
    """Solves one motion for one build."""

    def __init__(self, motion: Motion, build: Build) -> None:
        self.motion, self.build = motion, build
        self.posture = postures().get(motion.posture) or _missing(motion.posture)
        self.planes = [FLOOR, *(plane for thing in motion.things for plane in surfaces(thing))]
        self.always: list[Goal] = [goals.above(self.planes, build), goals.not_through_trunk(build), goals.apart(build, _PAIRS)]
        self.usual = self._usual()

    def movement(self, exercise: str, steps: int | None = None) -> Movement:
        """Return the solved movement. ``steps``: how many from start to end; None: by how far the joints travel."""
        keys = self.motion.keys
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
            kept=tuple(self._kept(keys, shares)),
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
            wanted, unit = self._asked(key)
            needs = [*self.always, *self._contacts(key)]
            if before is not None:
                fixed = self._stays(self.motion.keys[number - 1])
                needs += [goal for contact in fixed for goal in self._kept_in_place(contact, before)]
            begin = np.where(unit < USUAL, wanted, self.usual if before is None else before)  # the solution nearest to what is asked for
            posed = self._solved(begin, wanted, unit, needs, key)
            bodies.append(self._solved(posed, wanted, unit, [*needs, *self._reaches(key.reaches)], key) if key.reaches else posed)
        return bodies

    def _one_round_back(self, body: Array) -> Array:
        back = body.copy()
        back[0] -= self.motion.travel
        return back

    def _asked(self, key: Key) -> tuple[Array, Array]:
        """Return the wanted value of every degree of freedom and what counts as one unit off it."""
        wanted, unit = self.usual.copy(), np.full(len(DOFS), USUAL)
        unit[:3] = PLACED
        for name, value in key.angles.items():
            for each in sides_of_angle(name):
                number = INDEX[each]
                wanted[number], unit[number] = (value, 0.004) if each in ROOT[:3] else (radians(value), ASKED)
        for name in ("trunk", "roll", "lean"):
            unit[INDEX[name]] = min(unit[INDEX[name]], radians(12))
        return np.clip(wanted, _LOW, _HIGH), unit

    def _usual(self) -> Array:
        made = np.zeros(len(DOFS))
        start = self.posture
        made[:6] = (start.x, start.y, 0.0, radians(start.trunk), radians(start.roll), radians(start.lean))
        for name, value in start.angles.items():
            for each in sides_of_angle(name):
                made[INDEX[each]] = radians(value)
        return np.asarray(np.clip(made, _LOW, _HIGH))

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
            shares = [number / MOST_STEPS for number in range(MOST_STEPS)]
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
        key, after = self.motion.keys[before], self._after(before)
        exact = next((number for number, each in enumerate(self.motion.keys) if abs(each.at - share) < 1e-9), None)
        if exact is not None and not self.motion.cycle:
            return bodies[exact]
        needs = [*self.always, *(goal for contact in self._sliding(key, after) for goal in self._touching(contact))]
        needs += [goal for contact in self._stays(key) for goal in self._kept_in_place(contact, bodies[before])]
        needs += self._reaches([reach for reach in key.reaches if reach in after.reaches])
        unit = np.full(len(DOFS), BETWEEN)
        unit[:3] = 0.02
        return self._solved(begin, wanted, unit, needs, key)

    def _after(self, number: int) -> Key:
        """Return the key after one: the last is followed by the first in a cycle, else by itself."""
        keys = self.motion.keys
        return keys[(number + 1) % len(keys)] if self.motion.cycle else keys[min(number + 1, len(keys) - 1)]

    # --- solving ---

    def _solved(self, begin: Array, wanted: Array, unit: Array, needs: Sequence[Goal], key: Key) -> Array:
        if self.motion.free and (feet := self._standing_on(key)):
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

    # --- contacts and holds ---

    def _stays(self, key: Key) -> tuple[str, ...]:
        """Return what stays put from this key on."""
        first = key.stays if key.stays is not None else self.motion.stays
        return first if first is not None else self.posture.stays

    def _touches(self, key: Key) -> tuple[str, ...]:
        first = key.touches if key.touches is not None else self.motion.touches
        return first if first is not None else self.posture.touches

    def _standing_on(self, key: Key) -> list[str]:
        """Return the joints of the feet that carry the body from this key on; none while it sits or leans on something as well."""
        names = [name.partition("@")[0] for name in self._stays(key)]
        if not all(name.startswith(("foot", "toes", "heel")) for name in names):
            return []
        return [joint for name in names for joint in contact_joints(name)]

    def _sliding(self, key: Key, after: Key) -> tuple[str, ...]:
        """Return what slides all the way from one key to the next; what touches only at the first may lift off."""
        kept = {*self._touches(after), *self._stays(after)}
        return tuple(name for name in self._touches(key) if name in kept)

    def _contacts(self, key: Key) -> list[Goal]:
        """Return what touches at a key."""
        return [goal for name in (*self._stays(key), *self._touches(key)) for goal in self._touching(name)]

    def _touching(self, contact: str) -> list[Goal]:
        name, plane = self._where(contact)
        if name in TRUNK:
            return [goals.trunk_on_plane(name, self.build, plane)]
        return [goals.on_plane(joint, goals.contact_radius(joint, self.build), plane) for joint in contact_joints(name)]

    def _kept_in_place(self, contact: str, body: Array) -> list[Goal]:
        name, _ = self._where(contact)
        at = positions(body[None])[0]
        return [goals.joint_place(joint, at[PLACE[joint]]) for joint in contact_joints(name)]

    def _where(self, contact: str) -> tuple[str, Plane]:
        name, _, kind = contact.partition("@")
        if not kind:
            return name, FLOOR
        thing = next((thing for thing in self.motion.things if thing.kind == kind), None)
        if thing is None:
            raise PoseError(f"contact {contact!r}: there is no {kind!r} among the things")
        return name, surfaces(thing)[0]

    def _reaches(self, reaches: Sequence[Reach]) -> list[Goal]:
        return [goal for reach in reaches for each in sided(reach) for goal in self._reach(each)]

    def _reach(self, reach: Reach) -> list[Goal]:
        grip = effector(reach.limb)
        away, off = np.array(reach.side), np.array(reach.off)
        thing = next((thing for thing in self.motion.things if thing.kind == reach.on[0]), None)
        if thing is not None:
            return [goals.at_point(grip, np.array(thing.at) + off)]
        on = (reach.on[0], reach.on[-1])
        if unknown := [joint for joint in on if joint not in PLACE]:
            raise PoseError(f"reach of {reach.limb}: {unknown[0]!r} is neither a joint nor one of the things")
        found = []
        if away.any():
            direct = away / np.linalg.norm(away)
            away = direct * (self._thickness(on, reach.part) + self._palm(reach.limb))
            if reach.limb.startswith("hand"):
                found.append(goals.palm_to(reach.limb[-1], -direct))
        return [*found, goals.holding(grip, on, reach.part, away, off)]

    def _thickness(self, on: tuple[str, str], part: float) -> float:
        shape = Skeleton(points={}, build=self.build)
        for bone, pair in BONES.items():
            if set(pair) == set(on) or (on[0] == on[1] and on[0] in pair):
                thick, thin = shape.radii(bone)
                part = part if on[0] == pair[0] and on[0] != on[1] else 1 - part if on[0] != on[1] else float(on[0] == pair[1])
                return thick + (thin - thick) * part
        return 0.05

    def _palm(self, limb: str) -> float:
        return Skeleton(points={}, build=self.build).radii("handR")[1] if limb.startswith("hand") else 0.02

    # --- what comes out ---

    def _skeleton(self, at: Array, share: float) -> Skeleton:
        belly = float(np.interp(share, [key.at for key in self.motion.keys], [key.belly for key in self.motion.keys]))
        points = {joint: (float(x), float(y), float(z)) for joint, (x, y, z) in zip(JOINTS, at, strict=True)}
        return Skeleton(points=points, build=self.build, belly=belly)

    def _kept(self, keys: Sequence[Key], shares: Sequence[float]) -> list[Kept]:
        """Return the promises of every stretch between two keys, to be measured."""
        found: list[Kept] = []
        for number, key in enumerate(keys):
            after = self._after(number)
            end = after.at if after.at > key.at else 1.0
            inside = [frame for frame, share in enumerate(shares) if key.at - 1e-9 <= share <= end + 1e-9]
            if not inside or (after is key and key.at > 0 and not self.motion.cycle):
                continue
            span = (inside[0], inside[-1])
            found += [Kept(kind="stays", what=contact_joints(name.partition("@")[0]), frames=span) for name in self._stays(key)]
            found += [Kept(kind="touches", what=contact_joints(name.partition("@")[0]), frames=span) for name in self._sliding(key, after)]
            holds = [reach for reach in key.reaches if reach in after.reaches]
            found += [
                Kept(kind="holds", what=effector(each.limb), on=each.on, part=each.part, frames=span)
                for reach in holds
                for each in sided(reach)
            ]
        if keys[-1].at > 0 and not self.motion.cycle:
            last = (len(shares) - 1, len(shares) - 1)
            found += [held for reach in keys[-1].reaches for held in _holds(reach, last)]
        return found


def _holds(reach: Reach, span: tuple[int, int]) -> list[Kept]:
    return [Kept(kind="holds", what=effector(each.limb), on=each.on, part=each.part, frames=span) for each in sided(reach)]


def _eased(time: float) -> float:
    """Return how far a movement has come after a share of its time: slow at both ends."""
    return time * time * time * (time * (6 * time - 15) + 10)


def _march(shares: Sequence[float], travel: float, closed: bool = True) -> Array:
    made = np.zeros((len(shares) + closed, len(DOFS)))
    made[:, 0] = np.array([*shares, 1.0] if closed else shares) * travel
    return made


def _missing(posture: str) -> Posture:
    raise PoseError(f"posture {posture!r} is not known; known are {', '.join(postures())}")
