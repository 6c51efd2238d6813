"""The still pictures: an exercise -> one SVG that shows start (pale), end, where it is felt, and the way between."""

from collections.abc import Iterator
from html import escape

from stepwell.engine.log import Look
from stepwell.figure import arrows
from stepwell.figure.look import USUAL, Tone, classes, palette
from stepwell.figure.shape import Shape, Unit
from stepwell.figure.stage import HIGH, WIDE, Stage, staged
from stepwell.figure.svg import SOFT_EDGE, elements, gradient
from stepwell.figure.vector import length, taken
from stepwell.knowledge.schema import Exercise

_SEEN_MOVE = 0.02
"""How far a part must be from its start before the pale start shows it, body heights."""
_OUTLINE = {
    "trunk": slice(0, 2), "head": slice(2, 6), "hair": slice(0, 1), "hand": slice(1, 2), "shank": slice(1, 2), "foot": slice(1, 3),
}  # fmt: skip
"""Which shapes of a unit make up its outline; the first of any other."""
_LIMBS = ("thigh", "shank", "foot", "upper_arm", "forearm", "hand", "trunk", "neck", "head", "hair")


def still(exercise: Exercise, *, tone: Tone = "auto", look: Look = USUAL) -> str:
    """Return one picture of an exercise: the start as a ghost, the end in full, arrows of movement, and a glow where it is felt.

    Args:
        exercise: must have a motion.
        tone: "auto" for light cards and paper, "pale" for a dark card.
        look: of the person.
    """
    stage = staged(exercise, look)
    return _svg(stage, stage.last, tone, look, f"{exercise.name}: {stage.motion.moves}", alone=True)


def frames(exercise: Exercise, *, tone: Tone = "auto", look: Look = USUAL) -> tuple[str, str]:
    """Return start and end as two pictures of one size and place, so that one can follow the other."""
    stage = staged(exercise, look)
    start = _svg(stage, 0, tone, look, f"{exercise.name}, start", alone=False)
    return start, _svg(stage, stage.last, tone, look, f"{exercise.name}, end: {stage.motion.moves}", alone=False)


def _svg(stage: Stage, index: int, tone: Tone, look: Look, title: str, *, alone: bool) -> str:
    colours, name = palette(look, tone), f"glow-{stage.exercise.id}-{tone}{'' if alone else index}"
    picture = stage.picture(index)
    shown = [picture.units[one] for one in picture.order]
    ghost = _ghost(stage, picture.units) if alone and stage.motion.ghost and not stage.motion.cycle else []
    behind = [shape for unit in shown if unit.fixed < 0 for shape in unit.shapes]
    body = [shape for unit in shown if unit.fixed >= 0 for shape in unit.shapes if not _is_fine(shape)]
    content = elements(behind, stage.fit, colours, name) + elements(ghost, stage.fit, colours, "")
    content += elements(body, stage.fit, colours, name) + (_arrows(stage, colours) if alone else "")
    defined = gradient(name, colours["glow"]) if stage.motion.feel else ""
    return _framed(title, classes(look) if tone == "auto" else "fig-pale", defined + content)


def _is_fine(shape: Shape) -> bool:
    """Tell whether a shape is too fine for a small picture."""
    return shape.kind == "edges" and shape.paint not in {"top", "leg"}


def _ghost(stage: Stage, end: tuple[Unit, ...]) -> list[Shape]:
    """Return the parts of the start that are elsewhere at the end."""
    return [shape for start, there in zip(stage.units(0), end, strict=True) if _has_moved(start, there) for shape in _plain(start)]


def _has_moved(start: Unit, end: Unit) -> bool:
    return start.name.startswith(_LIMBS) and any(
        length(taken(a.at, b.at)) > _SEEN_MOVE for a, b in zip(start.balls, end.balls, strict=True)
    )


def _plain(unit: Unit) -> Iterator[Shape]:
    """Yield the shapes that make up a unit's outline."""
    kept = next((chosen for name, chosen in _OUTLINE.items() if unit.name.startswith(name)), slice(0, 1))
    yield from (Shape("ghost", "tube" if shape.kind == "cuffed" else shape.kind, shape.values) for shape in unit.shapes[kept])


def _arrows(stage: Stage, colours: dict[str, str]) -> str:
    lines = "".join(arrows.written(stage.fit.bow(bow), arrow.both) for arrow, bow in zip(stage.motion.arrows, stage.arrows, strict=True))
    return f'<path class="f-arrow" stroke="{colours["arrow"]}" stroke-width="10" d="{lines}"/>' if lines else ""


def _framed(title: str, css: str, content: str) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="{css}" viewBox="0 0 {WIDE} {HIGH}" role="img" fill="none"'
    ends = f'stroke-width="{SOFT_EDGE}" stroke-linecap="round" stroke-linejoin="round"'
    return f"{head} {ends}><title>{escape(title)}</title>{content}</svg>"
