"""What a solved movement promises, stretch by stretch, so that it can be measured."""

from collections.abc import Sequence

from stepwell.figure.bake.described import Described
from stepwell.figure.bake.naming import contact_joints, effector, sided
from stepwell.figure.frames import Kept
from stepwell.knowledge.schema import Reach


def promises(described: Described, shares: Sequence[float]) -> list[Kept]:
    """Return the promises of every stretch between two keys, to be measured."""
    keys, cycle = described.motion.keys, described.motion.cycle
    found: list[Kept] = []
    for number, key in enumerate(keys):
        after = described.after(number)
        end = after.at if after.at > key.at else 1.0
        inside = [frame for frame, share in enumerate(shares) if key.at - 1e-9 <= share <= end + 1e-9]
        if not inside or (after is key and key.at > 0 and not cycle):
            continue
        span = (inside[0], inside[-1])
        found += [Kept(kind="stays", what=contact_joints(name.partition("@")[0]), frames=span) for name in described.stays(key)]
        found += [Kept(kind="touches", what=contact_joints(name.partition("@")[0]), frames=span) for name in described.sliding(key, after)]
        holds = [reach for reach in key.reaches if reach in after.reaches]
        found += [held for reach in holds for held in _holds(reach, span)]
    if keys[-1].at > 0 and not cycle:
        last = (len(shares) - 1, len(shares) - 1)
        found += [held for reach in keys[-1].reaches for held in _holds(reach, last)]
    return found


def _holds(reach: Reach, span: tuple[int, int]) -> list[Kept]:
    return [Kept(kind="holds", what=effector(each.limb), on=each.on, part=each.part, frames=span) for each in sided(reach)]
