"""Contacts and reaches as goals: what the names in a motion ask of a body of one build."""

from collections.abc import Sequence

import numpy as np

from stepwell.figure.bake import goals
from stepwell.figure.bake.goals import FLOOR, TRUNK, Goal, Plane
from stepwell.figure.bake.kinematics import PLACE, Array, positions
from stepwell.figure.bake.naming import PoseError, contact_joints, effector, sided
from stepwell.figure.bake.things import surfaces
from stepwell.figure.skeleton import BONES, Build, Skeleton
from stepwell.knowledge.schema import Reach, Thing


class Meeting:
    """Makes the goals for a body among its things."""

    def __init__(self, things: Sequence[Thing], build: Build) -> None:
        self.things, self.build = things, build
        self.planes = [FLOOR, *(plane for thing in things for plane in surfaces(thing))]

    def touching(self, contact: str) -> list[Goal]:
        """Let a contact rest on its surface."""
        name, plane = self._where(contact)
        if name in TRUNK:
            return [goals.trunk_on_plane(name, self.build, plane)]
        return [goals.on_plane(joint, goals.contact_radius(joint, self.build), plane) for joint in contact_joints(name)]

    def kept_in_place(self, contact: str, body: Array) -> list[Goal]:
        """Keep a contact where it is in a body."""
        name, _ = self._where(contact)
        at = positions(body[None])[0]
        return [goals.joint_place(joint, at[PLACE[joint]]) for joint in contact_joints(name)]

    def _where(self, contact: str) -> tuple[str, Plane]:
        name, _, kind = contact.partition("@")
        if not kind:
            return name, FLOOR
        thing = next((thing for thing in self.things if thing.kind == kind), None)
        if thing is None:
            raise PoseError(f"contact {contact!r}: there is no {kind!r} among the things")
        return name, surfaces(thing)[0]

    def reaches(self, reaches: Sequence[Reach]) -> list[Goal]:
        """Let hands and ankles be on what they hold."""
        return [goal for reach in reaches for each in sided(reach) for goal in self._reach(each)]

    def _reach(self, reach: Reach) -> list[Goal]:
        grip = effector(reach.limb)
        away, off = np.array(reach.side), np.array(reach.off)
        thing = next((thing for thing in self.things if thing.kind == reach.on[0]), None)
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
