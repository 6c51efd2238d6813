"""What a motion says, with what it leaves to its posture filled in."""

from functools import cache
from math import radians
from pathlib import Path

import msgspec
import numpy as np
import tomli
from msgspec import Struct

from stepwell.figure.bake.kinematics import DOFS, INDEX, ROOT, Array, limits
from stepwell.figure.bake.naming import PoseError, contact_joints, sides_of_angle
from stepwell.knowledge.schema import Key, Motion

ASKED, USUAL, PLACED = radians(7), radians(40), 0.25
"""What counts as one unit of difference: from an angle that a key names, that only the posture names, and of the hips from where the
posture puts them (body heights)."""
_LOW, _HIGH = limits()


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


class Described:
    """A motion on its posture."""

    def __init__(self, motion: Motion) -> None:
        self.motion = motion
        self.posture = postures().get(motion.posture) or _missing(motion.posture)
        self.usual = self._usual()

    def asked(self, key: Key) -> tuple[Array, Array]:
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

    def after(self, number: int) -> Key:
        """Return the key after one: the last is followed by the first in a cycle, else by itself."""
        keys = self.motion.keys
        return keys[(number + 1) % len(keys)] if self.motion.cycle else keys[min(number + 1, len(keys) - 1)]

    def stays(self, key: Key) -> tuple[str, ...]:
        """Return what stays put from this key on."""
        first = key.stays if key.stays is not None else self.motion.stays
        return first if first is not None else self.posture.stays

    def touches(self, key: Key) -> tuple[str, ...]:
        """Return what rests on something at this key and may slide."""
        first = key.touches if key.touches is not None else self.motion.touches
        return first if first is not None else self.posture.touches

    def standing_on(self, key: Key) -> list[str]:
        """Return the joints of the feet that carry the body from this key on; none while it sits or leans on something as well."""
        names = [name.partition("@")[0] for name in self.stays(key)]
        if not all(name.startswith(("foot", "toes", "heel")) for name in names):
            return []
        return [joint for name in names for joint in contact_joints(name)]

    def sliding(self, key: Key, after: Key) -> tuple[str, ...]:
        """Return what slides all the way from one key to the next; what touches only at the first may lift off."""
        kept = {*self.touches(after), *self.stays(after)}
        return tuple(name for name in self.touches(key) if name in kept)


def _missing(posture: str) -> Posture:
    raise PoseError(f"posture {posture!r} is not known; known are {', '.join(postures())}")
