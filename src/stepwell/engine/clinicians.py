"""The facts that a clinician tells of a person: what was set, found, done and agreed."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from stepwell.engine.fact import Answers, FactBase
from stepwell.knowledge.schema import Direction, Tier

OwnId = Annotated[str, Meta(pattern="^own_[a-z0-9_]{1,40}$")]
Line = Annotated[str, Meta(min_length=1, max_length=200)]


class OwnExercise(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An exercise of the clinic's own: the engine knows nothing of it, and shows it beside the session.

    Attributes:
        id: "own_" and a name; the same again replaces it.
        dose: in words, such as "10 times, twice a day".
        picture: the id of a photo that the clinic keeps. video: of a video, in place of a photo; shows: the movement in it, in words.
    """

    id: OwnId
    name: Annotated[str, Meta(min_length=1, max_length=80)]
    steps: Annotated[tuple[Line, ...], Meta(min_length=1, max_length=12)]
    dose: Annotated[str, Meta(max_length=120)] = ""
    picture: Annotated[str, Meta(max_length=64)] | None = None
    video: Annotated[str, Meta(max_length=64)] | None = None
    shows: Annotated[str, Meta(max_length=500)] = ""


class Order(FactBase, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="order"):
    """What a clinician set. Obeyed at once, within the safety gate.

    Attributes:
        order: add, remove, pin (always in the session), hold (paused until ``until``), dose,
            stage, precaution (an exercise-file condition such as "osteoporosis"), diagnosis,
            direction, clear (an examination that lets the tier fall to ``tier``), refer (raises it),
            lift (withdraws earlier orders for ``exercise``, the stage, the direction, or all of them),
            own (an exercise of the clinic's own), note (words for the person, in ``reason``; empty withdraws them),
            told_clear (the person says that somebody gave a "clear", while what a clinician found stands: it lifts nothing, and asks).
        by: the role that set it, shown to the person; no name is needed.
        exercise: of the library; for lift also the id of an own one.
        overrides: the keys of warnings that were seen and overridden with ``reason`` (``order_cautions``). They hold for this
            exercise, and only while what they were about stays as it is.
    """

    order: Literal[
        "add", "remove", "pin", "hold", "dose", "stage", "precaution", "diagnosis", "direction", "clear", "refer", "lift", "own", "note",
        "told_clear",
    ]  # fmt: skip
    by: Literal["therapist", "doctor"] = "therapist"
    exercise: str | None = None
    sets: Annotated[int, Meta(ge=1, le=10)] | None = None
    repetitions: Annotated[int, Meta(ge=1, le=100)] | None = None
    hold_s: Annotated[int, Meta(ge=0, le=1200)] | None = None
    until: date | None = None
    stage: Literal["calm", "restore", "build", "maintain"] | None = None
    precaution: str | None = None
    diagnosis: str | None = None
    direction: Direction | None = None
    tier: Tier | None = None
    reason: Annotated[str, Meta(max_length=500)] = ""
    own: OwnExercise | None = None
    overrides: Annotated[tuple[Annotated[str, Meta(max_length=200)], ...], Meta(max_length=8)] = ()


class Examination(FactBase, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="examination"):
    """What a clinician found on examining somebody.

    Attributes:
        answers: to the questions of the examination. Missing answers stay missing: not examined is not normal.
        codes: ICD-10-CM codes of the working diagnosis.
        irritability: how easily symptoms are set off and how long they stay; None when not judged.
        words: the clinician's own, for the chart.
    """

    answers: Answers = field(default_factory=dict)
    codes: Annotated[tuple[Annotated[str, Meta(max_length=8)], ...], Meta(max_length=6)] = ()
    irritability: Literal["low", "moderate", "high"] | None = None
    words: Annotated[str, Meta(max_length=2000)] = ""
    by: Literal["therapist", "doctor"] = "therapist"


class Treatment(FactBase, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="treatment"):
    """What a therapist did with somebody at a visit; the person sees it, and why.

    Attributes:
        response: how the leg was right afterwards; None when not noted.
        why: in words for the person.
    """

    treatment: Literal["manual_therapy", "joint_mobilisation", "nerve_therapy", "strengthening", "stretching", "directional", "education"]
    minutes: Annotated[int, Meta(ge=0, le=240)] | None = None
    response: Literal["better", "same", "worse"] | None = None
    why: Annotated[str, Meta(max_length=500)] = ""
    words: Annotated[str, Meta(max_length=2000)] = ""


class Goal(FactBase, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="goal"):
    """Something to be able to do again, in everyday words, agreed with a therapist.

    Attributes:
        goal: names it; the latest fact of a goal replaces the one before.
    """

    goal: Annotated[str, Meta(min_length=1, max_length=64)]
    words: Annotated[str, Meta(min_length=1, max_length=200)]
    by: date | None = None
    state: Literal["open", "reached", "dropped"] = "open"
