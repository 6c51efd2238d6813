"""One exercise, staged: who does it, where we look from, what stands there, and what is shown in each frame."""

from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine.log import Look
from stepwell.figure import arrows, depth, frames
from stepwell.figure.arrows import Bow
from stepwell.figure.camera import Camera
from stepwell.figure.draw import Person, person
from stepwell.figure.frames import Movement, Prop
from stepwell.figure.look import USUAL
from stepwell.figure.person.glow import glows
from stepwell.figure.person.trunk import breathing
from stepwell.figure.props import units as thing
from stepwell.figure.shape import Shape, Unit
from stepwell.figure.skeleton import SIDES, Side, Skeleton
from stepwell.figure.things import ground
from stepwell.figure.vector import Vec, length, taken
from stepwell.knowledge.schema import Exercise, Motion, Purpose, Sides

WIDE, HIGH, MARGIN = 800, 600, 24
LARGEST = 704.0
"""Picture units a body height, at most: the figures of one list look like one person."""

_LYING = {"supine", "prone", "side_lying", "quadruped", "kneeling"}
_RESTING = {Purpose.RELIEF, Purpose.RELAXATION}
_NEARLY_SIDE = 20
"""Degrees around up to which a mat is shown level."""
_UPRIGHT = {"chair", "stool", "table", "step", "wall", "side_wall", "bike"}
_STANDS = {"chair", "stool", "table", "step"}
_SHOD = {"bike", "step"}
_GLOW_AT_START = 0.6
"""How large a glow is at the start of a movement, as a share of its size at the end."""
_BESIDE = 0.045
"""How much nearer one side must be on the whole before the other one is shown as farther away; body heights."""


class Fit(Struct, frozen=True):
    """Camera space -> picture units with y down: ``scale`` a body height, then the shift."""

    scale: float
    left: float
    top: float

    def values(self, shape: Shape) -> list[float]:
        """Return the values of a shape in the picture."""
        found = [value * self.scale for value in shape.values]
        for index in shape.xs:
            found[index] += self.left
            found[index + 1] = self.top - found[index + 1]
        return found

    def bow(self, one: Bow) -> Bow:
        """Return an arrow in the picture."""
        a, b, c = ((self.left + x * self.scale, self.top - y * self.scale) for x, y in one)
        return a, b, c


class Picture(Struct, frozen=True):
    """One frame: every unit in its fixed place, and the order in which they are drawn."""

    units: tuple[Unit, ...]
    order: list[int]


class Stage(Struct, frozen=True, kw_only=True, dict=True):
    """An exercise as it is shown.

    Attributes:
        figures: one for each frame, in the world; for an exercise that is done left and right in turn both sides, one after the other.
        cycle: the frames lead round rather than there and back.
        person: what the drawing of the person needs to know.
        props: with the mat or floor first.
        travel: how far the view moves on with the body in one round.
    """

    exercise: Exercise
    motion: Motion
    figures: tuple[Skeleton, ...]
    cycle: bool
    seconds: float
    travel: float
    person: Person
    props: tuple[Prop, ...]

    @cached_property
    def camera(self) -> Camera:
        """Where we look from."""
        return camera_for(self.exercise, self.motion)

    @cached_property
    def last(self) -> int:
        """The frame that a still picture shows: the end, or the widest step of a round."""
        if not self.motion.cycle:
            return self.moments[-1]
        return max(range(len(self.figures)), key=lambda index: length(taken(self.figures[index]["ankleR"], self.figures[index]["ankleL"])))

    @cached_property
    def moments(self) -> tuple[int, ...]:
        """The frames of start, middle and end; of a cycle, four moments of it."""
        count = len(self.figures)
        if self.cycle and self.exercise.sides is Sides.ALTERNATING and not self.motion.cycle:
            count //= 2
        return (0, count // 4, count // 2, 3 * count // 4) if self.motion.cycle else (0, (count - 1) // 2, count - 1)

    def picture(self, index: int, before: list[int] | None = None) -> Picture:
        """Return one frame. ``before``: the order of the frame before, to stay calm."""
        shown = self.units(index)
        return Picture(shown, self._ordered(shown, index, before))

    def units(self, index: int) -> tuple[Unit, ...]:
        """Return the units of one frame, always the same ones in the same places."""
        figure = self.figures[index]
        seen = self.camera.view(figure)
        found = [one for prop in self.props for one in thing(prop, seen, self.camera)]
        found.append(ground.shadow(seen, self.camera, self._casting))
        if self.travel:
            found.append(ground.marks(self.camera, self._shift(index), 0.0, 0.5, self.travel))
        found += person(figure, self.camera, self.person)
        felt = self._felt(index)
        return (*found, *(Unit(f"glow{n}", (_grown(shape, felt),), 0.0) for n, (shape, _) in enumerate(glows(seen, self.motion.feel))))

    @cached_property
    def _casting(self) -> tuple[ground.Stretch, ...]:
        return ground.casting(self.figures)

    def _felt(self, index: int) -> float:
        """Return how large a glow is: it grows toward the end, so that it also tells when to firm up where nothing big moves."""
        end = self.moments[-1]
        if self.motion.cycle or len(self.motion.keys) == 1:
            return 1.0
        return _GLOW_AT_START + (1 - _GLOW_AT_START) * (index % (end + 1)) / end

    def _shift(self, index: int) -> float:
        return self.travel * index / len(self.figures)

    def _ordered(self, shown: Sequence[Unit], index: int, before: list[int] | None) -> list[int]:
        count = len(shown) - len(self._glow_on)
        absent = {one for prop in self.props if prop.when and not prop.when[0] <= index <= prop.when[1] for one in self._of(prop, shown)}
        body = [one for one in range(count) if one not in absent]
        kept = (
            [body.index(one) for one in before if one in body] if before is not None and absent == set(range(count)) - set(before) else None
        )
        order = [body[one] for one in depth.in_order([shown[one] for one in body], kept)]
        for number, names in enumerate(self._glow_on):
            place = max((order.index(one) for one in body if shown[one].name in names), default=len(order) - 1)
            order.insert(place + 1, count + number)
        return order

    def _of(self, prop: Prop, shown: Sequence[Unit]) -> list[int]:
        names = {one.name for one in thing(prop, self.camera.view(self.figures[0]), self.camera)}
        return [index for index, one in enumerate(shown) if one.name in names]

    @cached_property
    def _glow_on(self) -> tuple[tuple[str, ...], ...]:
        return tuple(names for _, names in glows(self.camera.view(self.figures[0]), self.motion.feel))

    @property
    def breathing(self) -> list[tuple[int, int, float]]:
        """The points of the shirt that rise with a breath, in the frame that a still picture shows."""
        return breathing(self.camera.view(self.figures[self.last]))

    @cached_property
    def arrows(self) -> tuple[Bow, ...]:
        """Where the arrows go, in camera space."""
        poses = [self.figures[index] for index in self.moments]
        shown = [ball for index in {0, self.last} for unit in self.units(index) for ball in unit.balls]
        start_middle_end = (poses[0], poses[len(poses) // 2], poses[-1])
        return tuple(arrows.bow(arrow, self.camera, start_middle_end, shown) for arrow in self.motion.arrows)

    @cached_property
    def fit(self) -> Fit:
        """How everything that ever shows finds its place in the picture."""
        spots = [spot for index in self.moments for unit in self.units(index) if unit.name != "marks" for spot in _spots(unit)]
        spots += [_lowest(unit) for unit in self.units(0) if unit.name == "floor"]
        spots += [(x, y, 0.025) for bow in self.arrows for x, y in (bow[0], arrows.on_bow(bow, 0.5), bow[2])]
        left, right = min(x - r for x, _, r in spots), max(x + r for x, _, r in spots)
        low, high = min(y - r for _, y, r in spots), max(y + r for _, y, r in spots)
        scale = min((WIDE - 2 * MARGIN) / (right - left), (HIGH - 2 * MARGIN) / (high - low), LARGEST)
        return Fit(scale, WIDE / 2 - (left + right) / 2 * scale, HIGH / 2 + (low + high) / 2 * scale)


def _spots(unit: Unit) -> list[tuple[float, float, float]]:
    if unit.balls:
        return [(ball.at[0], ball.at[1], ball.radius) for ball in unit.balls]
    found = []
    for shape in unit.shapes:
        if shape.kind != "glow":
            found += [(shape.values[index], shape.values[index + 1], 0.0) for index in shape.xs]
    return found


def _grown(glow: Shape, felt: float) -> Shape:
    ax, ay, bx, by, radius = glow.values
    return replace(glow, values=(ax, ay, bx, by, radius * felt))


def _lowest(floor: Unit) -> tuple[float, float, float]:
    """Return the near rim of the piece of floor, which may reach into the margin."""
    x, y, _, _, half = floor.shapes[0].values
    return x, y - half + MARGIN / LARGEST, 0.0


def staged(exercise: Exercise, look: Look = USUAL) -> Stage:
    """Return an exercise on its stage.

    Raises:
        ValueError: it has no motion.
        FrameError: nothing is baked for it.
    """
    if exercise.motion is None:
        raise ValueError(f"{exercise.id} has no motion; add a [motion] table to its file")
    movement = frames.movement(exercise.id, look.build)
    both = exercise.sides is Sides.ALTERNATING and not movement.cycle
    figures = _followed(movement)
    figures = (*figures, *(mirrored(figure) for figure in figures)) if both else figures
    camera = camera_for(exercise, exercise.motion)
    kinds = {prop.kind for prop in movement.props}
    shoes = (movement.travel > 0 and "pool" not in kinds) or bool(kinds & _SHOD)
    return Stage(
        exercise=exercise,
        motion=exercise.motion,
        figures=figures,
        cycle=movement.cycle or both,
        seconds=movement.seconds,
        travel=movement.travel,
        person=Person(far=_far(figures, camera), hair=look.hair, shoes=shoes, resting=exercise.purpose in _RESTING),
        props=(_surface(exercise, figures, movement.props), *movement.props),
    )


def camera_for(exercise: Exercise, motion: Motion) -> Camera:
    """Return where we look from: level where there is only a mat that is seen from the side, and nothing that must stand upright."""
    around, above = motion.camera
    upright = any(thing.kind in _UPRIGHT for thing in motion.things)
    return Camera(around, above, exercise.position in _LYING and abs(around) <= _NEARLY_SIDE and not upright)


def _followed(movement: Movement) -> tuple[Skeleton, ...]:
    """Return the frames as a view that moves on with the body sees them."""
    if not movement.travel:
        return movement.frames
    count = len(movement.frames)
    return tuple(_shifted(figure, -movement.travel * index / count) for index, figure in enumerate(movement.frames))


def _shifted(figure: Skeleton, x: float) -> Skeleton:
    return replace(figure, points={joint: (point[0] + x, point[1], point[2]) for joint, point in figure.points.items()})


def mirrored(figure: Skeleton) -> Skeleton:
    """Return the figure with left and right exchanged."""
    swap = {"R": "L", "L": "R"}

    def other(joint: str) -> str:
        return joint[:-1] + swap[joint[-1]] if joint[-1] in swap else joint

    points: dict[str, Vec] = {}
    for joint in figure.points:
        x, y, z = figure[other(joint)]
        points[joint] = (x, y, -z)
    return replace(figure, points=points)


def _far(figures: Sequence[Skeleton], camera: Camera) -> Side | None:
    """Return the side that is farther away on the whole; None when we look at both alike."""
    nearer = 0.0
    for figure in (figures[0], figures[-1]):
        for joint in ("hip", "shoulder"):
            nearer += camera.seen(figure[joint + "R"])[2] - camera.seen(figure[joint + "L"])[2]
    if abs(nearer / 4) < _BESIDE:
        return None
    return SIDES[1] if nearer > 0 else SIDES[0]


def _surface(exercise: Exercise, figures: Sequence[Skeleton], props: Sequence[Prop]) -> Prop:
    """Return the mat for who lies or kneels, else a piece of floor."""
    chosen = figures[:: max(len(figures) // 6, 1)]
    (left, right), (far, near) = ground.reach(chosen, 0), ground.reach(chosen, 2)
    if exercise.position in _LYING:
        deep = max(near - far + 0.16, 0.34)
        return Prop(kind="mat", at=((left + right) / 2, 0.0, (near + far) / 2), size=(right - left + 0.16, 0.0, deep))
    feet = [figure[joint + side] for figure in chosen for joint in ("heel", "toes") for side in SIDES if figure[joint + side][1] < 0.2]
    stands = [x for x, _, _ in feet] + [prop.at[0] + dx for prop in props if prop.kind in _STANDS for dx in (-0.06, 0.06)]
    low, high = min(stands), max(stands)
    return Prop(kind="floor", at=((low + high) / 2, 0.0, 0.0), size=(high - low + 0.34, 0.0, 0.40))
