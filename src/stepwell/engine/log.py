"""The facts about a person: dated, append-only values, and the log that holds them in order."""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from stepwell.engine.clinicians import Examination as Examination
from stepwell.engine.clinicians import Goal as Goal
from stepwell.engine.clinicians import Order as Order
from stepwell.engine.clinicians import OwnId as OwnId
from stepwell.engine.clinicians import Treatment as Treatment
from stepwell.engine.fact import Answer as Answer
from stepwell.engine.fact import Answers as Answers
from stepwell.engine.fact import FactBase as FactBase
from stepwell.knowledge.schema import Direction

Rating10 = Annotated[int, Meta(ge=0, le=10)]
Minutes = Annotated[int, Meta(ge=0, le=1440)]
Place = Literal["none", "back", "buttock", "thigh", "knee", "calf", "foot"]
PLACES: tuple[Place, ...] = ("none", "back", "buttock", "thigh", "knee", "calf", "foot")
"""Where the furthest symptom is felt, nearest the spine first: a higher index is further down the leg."""

LOG_FORMAT: Literal["stepwell-log/1"] = "stepwell-log/1"


class SafetyCheck(FactBase, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="safety_check"):
    """Answers to safety questions, all given at one moment."""

    answers: Answers


class Evaluation(FactBase, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="evaluation"):
    """Answers to evaluation questions; later answers to the same question replace earlier ones."""

    answers: Answers


class CheckIn(FactBase, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="check_in"):
    """How a day is: answers to check-in questions. Missing answers stay missing.

    Attributes:
        left_open: questions that were asked and left open: not told, which is neither "no" nor "none". What is in neither was not asked.
    """

    answers: Answers
    left_open: Annotated[tuple[str, ...], Meta(max_length=20)] = ()


class Hurt(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What "it hurts" said during an exercise, and what was done about it. None: the place was not asked."""

    feeling: Literal["sharp", "further_down", "numb", "weak", "stretch"]
    place: Place | Literal["both_legs", "between_legs"] | None = None
    action: Literal["smaller", "swap", "stop"]


class Item(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One exercise of a session: the dose that was planned, how much was done, and the two taps after it.

    Attributes:
        done: all, part or none of it. Part of a single long hold is part.
        smaller: it was done in its smaller form; the dose is the planned one all the same, and ``done`` is of the smaller form.
        spent_s: seconds truly spent on it, pauses left out; None when not measured.
        effort: easy, right or hard; None when not said.
        leg: eased (or moved up), same, worse, or further_down; None when not said.
        leg_change: in-session change of leg pain in points, -10 to 10; None when not measured.
        settled_min: minutes until a worsening had settled; None when not known.
    """

    exercise: str
    sets: Annotated[int, Meta(ge=0, le=20)] = 1
    repetitions: Annotated[int, Meta(ge=0, le=200)] = 1
    hold_s: Annotated[int, Meta(ge=0, le=3600)] = 0
    minutes: Minutes = 0
    done: Literal["all", "part", "none"] = "all"
    smaller: bool = False
    spent_s: Annotated[int, Meta(ge=0, le=14400)] | None = None
    effort: Literal["easy", "right", "hard"] | None = None
    leg: Literal["eased", "same", "worse", "further_down"] | None = None
    leg_change: Annotated[int, Meta(ge=-10, le=10)] | None = None
    settled_min: Minutes | None = None
    hurt: Hurt | None = None

    @property
    def was_made_smaller(self) -> bool:
        """Whether it was done in its smaller form: asked for because it hurt, or because something like it had hurt."""
        return self.smaller or (self.hurt is not None and self.hurt.action == "smaller")

    @property
    def was_felt(self) -> bool:
        """Whether it tells anything: done at least in part, or begun and stopped because it hurt."""
        return self.done != "none" or self.hurt is not None or self.leg in ("worse", "further_down")


class Session(FactBase, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="session"):
    """A session that was done, wholly or in part.

    stopped_early: the person ended it before its last exercise.
    """

    items: Annotated[tuple[Item, ...], Meta(max_length=20)] = ()
    walked_minutes: Minutes = 0
    leg_before: Rating10 | None = None
    leg_after: Rating10 | None = None
    length: Literal["full", "short"] = "full"
    stopped_early: bool = False

    @property
    def was_done(self) -> bool:
        """Whether its day counts as one with a session: an exercise was finished, or done in part and not stopped by pain.

        Our own choice (design): what pain stopped before anything was finished is told as stopped. It still tells how the body
        answered, so the plan learns from it all the same.
        """
        return any(item.done == "all" or (item.done == "part" and item.hurt is None) for item in self.items)

    @property
    def was_stopped(self) -> bool:
        """Whether the person stopped because it hurt, before anything was done that counts; who swapped or made it smaller did not."""
        return not self.was_done and any(item.hurt is not None and item.hurt.action == "stop" for item in self.items)


class Reading(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the furthest symptom is and how strong leg pain is, 0-10."""

    place: Place
    leg: Rating10


class Probe(FactBase, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="probe"):
    """One movement direction tried on purpose, with readings before and after.

    lasting: whether the change was still there later (better: after 30 min; worse: after 15 min).
    """

    direction: Direction
    before: Reading
    after: Reading
    lasting: bool | None = None
    new_numbness: bool = False


Skin = Literal["light", "medium", "tan", "deep"]
Build = Literal["slim", "medium", "broad"]
Hair = Literal["short", "bun", "long"]


class Look(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the person wishes the drawn figure to look. It changes pictures, and no decision."""

    skin: Skin = "medium"
    build: Build = "medium"
    hair: Hair = "short"


class Preference(FactBase, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="preference"):
    """A person's own wish.

    Attributes:
        wish: never (show an exercise), prefer it, forget the wish, swap it for ``to`` today, skip it today; look;
            ask and not_ask (an exposure, in the check-in); or did: an exercise of the clinic's own was done on this day.
        exercise: what the wish is about; None for a look or an exposure.
        look: for the wish "look", and only for it.
        exposure: for the wishes "ask" and "not_ask", and only for them: something that may set pain off.
        own: for "did", and only for it: the id of the clinic's exercise.
    """

    exercise: str | None = None
    wish: Literal["never", "prefer", "forget", "swap", "skip", "look", "ask", "not_ask", "did"]
    to: str | None = None
    look: Look | None = None
    exposure: str | None = None
    own: OwnId | None = None


class Measure(FactBase, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="measure"):
    """One measure, answered on its date; or its score alone, where the answers are somewhere else.

    Attributes:
        measure: which one, such as "weekly".
        answers: item id -> answer. Missing answers stay missing. Empty where only a score was entered.
        score: entered instead of answers, by a person or by a therapist who has the paper.
        by: who told it.
    """

    measure: Annotated[str, Meta(min_length=1, max_length=64)]
    answers: Answers = field(default_factory=dict)
    score: Annotated[float, Meta(ge=-1000, le=1000)] | None = None
    by: Literal["self", "therapist"] = "self"


class FlareNote(FactBase, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="flare_note"):
    """What a person notes of the flare-up of that day: what they suspect to have set it off, or that it is over.

    Attributes:
        suspected: ids of things that may set pain off; the latest note of an episode replaces earlier ones.
            A note that says nothing means that the question was skipped.
        words: the same in their own words.
        over: the flare-up is over.
    """

    suspected: Annotated[tuple[str, ...], Meta(max_length=20)] = ()
    words: Annotated[str, Meta(max_length=200)] = ""
    over: bool = False


class OnOffTest(FactBase, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="on_off_test"):
    """A test on oneself of one thing that may set pain off: some days as usual, some days with less of it.

    Attributes:
        wish: start or stop it. A test begins the day after it was started; only one runs at a time.
        exposure: what is tested.
    """

    exposure: Annotated[str, Meta(min_length=1, max_length=64)]
    wish: Literal["start", "stop"]


class LessonRead(FactBase, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="lesson_read"):
    """A short lesson that the person has read."""

    lesson: Annotated[str, Meta(min_length=1, max_length=64)]


class TriggersTold(FactBase, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="triggers_told"):
    """What the check-ins were found to say of what may set pain off, noted when it changed; each replaces the one before it whole.

    It is worked out and not said, but what it was on a day is a fact: so a plan that uses it can be made again as it was.

    Attributes:
        found: exposure -> verdict. What cannot be told is left out.
    """

    found: dict[str, Literal["likely", "possible", "probably_not", "helps"]] = field(default_factory=dict)


Fact = (
    SafetyCheck
    | Evaluation
    | CheckIn
    | Session
    | Probe
    | Preference
    | Order
    | Measure
    | FlareNote
    | OnOffTest
    | LessonRead
    | TriggersTold
    | Examination
    | Treatment
    | Goal
)


class Log(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything known about one person, oldest first.

    seed: a number kept for the person, so that a choice that is left to chance comes out
        the same whenever the same day is planned again.
    made_up: of somebody who does not exist; it is never added to anybody's notes.
    """

    format: Literal["stepwell-log/1"] = LOG_FORMAT
    made_up: bool = False
    seed: Annotated[int, Meta(ge=0, le=2**31 - 1)] = 0
    facts: Annotated[tuple[Fact, ...], Meta(max_length=20000)] = ()


class LogError(ValueError):
    """A log, or one fact, cannot be read. Says which field, what is wrong, and what to do."""
