"""The value that is understood of a person: everything the plan of a day needs, of a size that does not grow."""

from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine.dose import Doses
from stepwell.engine.event import Event
from stepwell.engine.flare import Flare
from stepwell.engine.keeping_up import Sure
from stepwell.engine.last_time import LastTime
from stepwell.engine.log import Answers, Look
from stepwell.engine.measuring_dates import Measured
from stepwell.engine.on_off import Trial
from stepwell.engine.orders import Orders
from stepwell.engine.pain import Pain
from stepwell.engine.pattern import Picture
from stepwell.engine.pausing import Pauses
from stepwell.engine.plateau import Rated
from stepwell.engine.safety import Safety
from stepwell.engine.stage import Standing
from stepwell.engine.taught import Taught
from stepwell.engine.tried import Kind, Tried
from stepwell.engine.walking import Walk
from stepwell.knowledge.schema import Direction, Purpose


class Pending(Struct, frozen=True, kw_only=True):
    """A session whose next morning is not known yet."""

    on: date
    clean: bool
    loaded: bool


class Swap(Struct, frozen=True, kw_only=True):
    """One exercise exchanged (or left out: ``to`` None) for one day."""

    on: date
    exercise: str
    to: str | None = None


class Ticked(Struct, frozen=True, kw_only=True):
    """Exercises of the clinic's own that were done on one day, by id."""

    on: date
    own: tuple[str, ...]


class ToldClear(Struct, frozen=True, kw_only=True):
    """The person's word that a clinician examined them and let home exercise go on, while what was found still stands."""

    on: date
    by: Literal["therapist", "doctor"]


class Understanding(Struct, frozen=True, kw_only=True):
    """Everything the plan of a day needs, and nothing that grows with the log.

    Attributes:
        on, began_on: the days of the latest and of the first fact.
        answers: the standing answers (safety and evaluation), the latest of each.
        excluded, adapted: exercise id -> which of its cautions hold for these answers.
        undecided: exercise id -> cautions that cannot be told yet, because an answer is missing; they keep it out too.
        pain, standing, doses, flare, walk: see their own modules.
        tried, kinds: what was learned of each exercise, and of each purpose.
        locks: direction -> good sessions still needed before it is used again.
        likes: direction -> the latest probe's result. eased: directions whose exercises eased the leg in sessions.
        sessions: days with a session in the last 28, oldest first; session_count: ever.
        last_times: what was planned on the last two days with a session.
        sore: whether the mornings after the last three sessions were sore.
        step_backs: days on which the dose stepped back and the person did not say that exercise left them well.
        level_before_step_back: smoothed leg pain then.
        easy_on: a day that stays easy after a sore morning.
        directions_used: the spine directions of the last session.
        look: how the drawn figure is to look.
        exposures_asked: exposure -> whether the check-in asks for it, where the person chose.
        trials: the on/off tests of late, the latest last; only that one may still run.
        events: what the rules did in the last two weeks, oldest first.
        measured: when each measure was last told.
        taught: what the lesson of a day is chosen from.
        sure: how sure the person is to keep going.
        activities: the last ratings of what they want back, oldest first.
        examined_on: the day of the latest examination by a clinician; strength: the latest grade of each muscle group tested;
            irritability: as last judged.
        ticked: what was done of the clinic's own exercises on the latest day with any.
        told_clear: what the person says of an examination that a clinician has not answered yet.
        paused: when exercise was paused for safety in the last four weeks, oldest first.
    """

    seed: int = 0
    on: date | None = None
    began_on: date | None = None
    facts: int = 0
    answers: Answers = {}
    excluded: dict[str, tuple[int, ...]] = {}
    adapted: dict[str, tuple[int, ...]] = {}
    undecided: dict[str, tuple[int, ...]] = {}
    safety: Safety = Safety()
    picture: Picture | None = None
    pain: Pain = Pain()
    standing: Standing = Standing()
    doses: Doses = Doses()
    flare: Flare | None = None
    walk: Walk = Walk()
    tried: dict[str, Tried] = {}
    kinds: dict[Purpose, Kind] = {}
    locks: dict[Direction, int] = {}
    likes: dict[Direction, str] = {}
    eased: tuple[Direction, ...] = ()
    orders: Orders = Orders()
    wishes: dict[str, str] = {}
    swaps: tuple[Swap, ...] = ()
    look: Look = Look()
    exposures_asked: dict[str, bool] = {}
    trials: tuple[Trial, ...] = ()
    sessions: tuple[date, ...] = ()
    session_count: int = 0
    last_times: tuple[LastTime, ...] = ()
    pending: Pending | None = None
    sore: tuple[bool, ...] = ()
    step_backs: tuple[date, ...] = ()
    level_before_step_back: float | None = None
    easy_on: date | None = None
    directions_used: tuple[Direction, ...] = ()
    events: tuple[Event, ...] = ()
    measured: Measured = Measured()
    taught: Taught = Taught()
    sure: Sure = Sure()
    activities: tuple[Rated, ...] = ()
    examined_on: date | None = None
    strength: dict[str, int] = {}
    irritability: str | None = None
    ticked: Ticked | None = None
    told_clear: ToldClear | None = None
    paused: Pauses = ()


def with_day(days: tuple[date, ...], on: date) -> tuple[date, ...]:
    """Return the last few days of a list with one more, each day once."""
    return (*[day for day in days if day != on][-5:], on)


def with_event(known: Understanding, event: str, on: date, **numbers: float | int | str) -> Understanding:
    """Return what is understood with one more thing that a rule did; ``event`` is the id of its reason."""
    return replace(known, events=(*known.events, Event(id=event, on=on, numbers=dict(numbers))))
