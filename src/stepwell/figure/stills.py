"""The still pictures: an exercise -> one SVG that shows start (pale), end, and the way between."""

import itertools
from html import escape

from msgspec import Struct

from stepwell.figure import draw, pose, props
from stepwell.figure.arrows import arrow_line, way
from stepwell.figure.body import Skeleton
from stepwell.figure.camera import Flat, Frame
from stepwell.figure.outline import line, number
from stepwell.figure.props import Thing
from stepwell.figure.scenes import Scene, props_of, scene_of
from stepwell.figure.vector import between, length, taken
from stepwell.knowledge.schema import Exercise

WIDE, HIGH, MARGIN = 200.0, 150.0, 7.0
LARGEST = 172.0  # picture units a body height, at most: figures of one list look like one person

PALETTES = {
    "auto": {
        "skin": "#dfa584", "skin_far": "#eec9b4", "top": "#2a9687", "top_far": "#7fbfb5", "leg": "#33466e", "leg_far": "#8d9bbb",
        "shoe": "#1d2a47", "shoe_far": "#76839f", "hair": "#4b352c", "accent": "#d5623b", "arrow": "#c24a22", "ghost": "#a6cac3",
        "mat": "#cbe2de", "prop": "#93b5b1", "strap": "#7a5c46", "water": "#8cc3dd",
    },
    "pale": {
        "skin": "#fbe6d8", "skin_far": "#b9cdc9", "top": "#ffffff", "top_far": "#a9cdc7", "leg": "#e3f1ee", "leg_far": "#8fbab3",
        "shoe": "#ffffff", "shoe_far": "#9fc5bf", "hair": "#c9ddd9", "accent": "#f2a97e", "arrow": "#f2a97e", "ghost": "#3f837d",
        "mat": "#2f736d", "prop": "#4f918a", "strap": "#f0d9c0", "water": "#7fc4d6",
    },
}  # fmt: skip
_FAR = {"skin_far": "fig-skin fig-far", "top_far": "fig-top fig-far", "leg_far": "fig-leg fig-far", "shoe_far": "fig-shoe fig-far"}
_GHOST_LINES = (
    (0.11, ("hip", "waist", "shoulder")), (0.076, ("hipR", "kneeR", "ankleR", "ballR")), (0.076, ("hipL", "kneeL", "ankleL", "ballL")),
    (0.048, ("shoulderR", "elbowR", "wristR")), (0.048, ("shoulderL", "elbowL", "wristL")), (0.11, ("head", "head")),
)  # fmt: skip
_SEEN_MOVE = 0.025


class Still(Struct, frozen=True, kw_only=True):
    """Everything that one picture is made of, before it is fitted to the page."""

    scene: Scene
    start: Skeleton
    middle: Skeleton
    end: Skeleton
    props: tuple[str, ...]

    def things(self, shown: Skeleton) -> list[Thing]:
        """Return what stands or lies around the shown figure, farthest first."""
        return props.things(self.props, self.start, self.end, self.scene.floor, shown)

    @property
    def poses(self) -> tuple[Skeleton, Skeleton, Skeleton]:
        """Start, half-way, end."""
        return self.start, self.middle, self.end


def still(exercise: Exercise, *, tone: str = "auto") -> str:
    """Return one picture of an exercise: the start as a ghost, the end in full, and arrows of movement.

    Args:
        exercise: must have a pose.
        tone: "auto" for light cards and paper, "pale" for a dark card.
    """
    made = staged(exercise)
    frame, palette = _fitted(made), PALETTES[tone]
    ghost = _ghost(made, frame, palette) if made.scene.ghost else ""
    return _svg(f"{exercise.name}: {made.scene.moves}", _picture(made, made.end, frame, palette, ghost) + _arrows(made, frame, palette))


def frames(exercise: Exercise, *, tone: str = "auto") -> tuple[str, str]:
    """Return start and end as two pictures of one size and place, so that one can follow the other."""
    made = staged(exercise)
    frame, palette = _fitted(made), PALETTES[tone]
    start, end = (_picture(made, figure, frame, palette, "") for figure in (made.start, made.end))
    return _svg(f"{exercise.name}, start", start), _svg(f"{exercise.name}, end: {made.scene.moves}", end)


def staged(exercise: Exercise) -> Still:
    """Return the key poses on the floor with their props."""
    if exercise.pose is None:
        raise ValueError(f"{exercise.id} has no pose; add a [pose] table to its file")
    scene, holds = scene_of(exercise), scene_of(exercise).all_holds()
    first, last = pose.key_angles(exercise.pose, scene.angles)
    start = pose.skeleton(first, [hold for hold in holds if hold.start])
    end = pose.skeleton(last, [hold for hold in holds if hold.end])
    middle = pose.skeleton(pose.mixed(first, last, 0.5), [hold for hold in holds if hold.start and hold.end])
    if exercise.pose.view.startswith(("coronal", "top")):
        start, middle, end = (pose.lying_on_side(figure) for figure in (start, middle, end))
    start, end = pose.placed(start, end, exercise.pose.contacts)
    middle = pose.shifted(middle, taken(between(start["hip"], end["hip"], 0.5), middle["hip"]))
    return Still(scene=scene, start=start, middle=middle, end=end, props=props_of(exercise))


def _fitted(made: Still) -> Frame:
    """Return the frame in which everything has its place, in the middle of the picture."""
    camera = made.scene.eye()
    spots: list[tuple[Flat, float]] = [(camera.seen(point), 0.05) for figure in (made.start, made.end) for point in figure.points.values()]
    spots += [(camera.seen(point), thing.width / 2) for thing in made.things(made.end) for point in thing.points]
    spots += [(spot, 0.02) for arrow in made.scene.arrows for spot in way(arrow, camera, made.poses)]
    left, right = min(x - r for (x, _), r in spots), max(x + r for (x, _), r in spots)
    low, high = min(y - r for (_, y), r in spots), max(y + r for (_, y), r in spots)
    scale = min((WIDE - 2 * MARGIN) / (right - left), (HIGH - 2 * MARGIN) / (high - low), LARGEST)
    return Frame(camera, scale, WIDE / 2 - (left + right) / 2 * scale, HIGH / 2 + (low + high) / 2 * scale)


def _picture(made: Still, figure: Skeleton, frame: Frame, palette: dict[str, str], ghost: str) -> str:
    things = made.things(figure)
    behind = _things([thing for thing in things if not thing.front], frame, palette)
    before = _things([thing for thing in things if thing.front], frame, palette)
    body = "".join(
        f'<path {_painted(paint, palette)} d="{outline}"/>'
        for paint, outline in draw.merged(draw.shapes(figure, frame, frozenset(made.scene.accents)))
    )
    return behind + ghost + body + before


def _painted(paint: str, palette: dict[str, str]) -> str:
    return f'class="{_FAR.get(paint, "fig-" + paint)}" fill="{palette[paint]}"'


def _things(things: list[Thing], frame: Frame, palette: dict[str, str]) -> str:
    """Return the things as strokes; neighbours of one kind share a path."""
    kinds = itertools.groupby(things, key=lambda thing: (thing.paint, thing.width, thing.filled))
    return "".join(_strokes(list(alike), frame, palette) for _, alike in kinds)


def _strokes(alike: list[Thing], frame: Frame, palette: dict[str, str]) -> str:
    kind = alike[0]
    colour, width = palette[kind.paint], number(kind.width * frame.scale)
    fill, close = (f' fill="{colour}"', "z") if kind.filled else ("", "")
    sheer = ' opacity=".4"' if kind.paint == "water" else ""
    lines = "".join(line([frame.at(point) for point in thing.points]) + close for thing in alike)
    return f'<path class="fig-{kind.paint}"{fill} stroke="{colour}" stroke-width="{width}"{sheer} d="{lines}"/>'


def _ghost(made: Still, frame: Frame, palette: dict[str, str]) -> str:
    """Return the start as pale strokes: only the parts that are elsewhere at the end."""
    lines: dict[float, str] = {}
    for width, joints in _GHOST_LINES:
        if max(length(taken(made.start[joint], made.end[joint])) for joint in joints) > _SEEN_MOVE:
            lines[width] = lines.get(width, "") + line([frame.at(made.start[joint]) for joint in joints])
    strokes = "".join(f'<path stroke-width="{number(width * frame.scale)}" d="{way}"/>' for width, way in lines.items())
    return f'<g class="fig-ghost" stroke="{palette["ghost"]}">{strokes}</g>' if strokes else ""


def _arrows(made: Still, frame: Frame, palette: dict[str, str]) -> str:
    lines = "".join(arrow_line(arrow, frame, made.poses) for arrow in made.scene.arrows)
    return f'<path class="fig-arrow" stroke="{palette["arrow"]}" stroke-width="3.2" d="{lines}"/>' if lines else ""


def _svg(title: str, content: str) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="fig" viewBox="0 0 {WIDE:.0f} {HIGH:.0f}" role="img" fill="none"'
    return f'{head} stroke-linecap="round" stroke-linejoin="round"><title>{escape(title)}</title>{content}</svg>'
