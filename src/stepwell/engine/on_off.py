"""On/off tests on oneself (N-of-1 trials): which day is of which kind, from the start to the end, and who may begin one.

A test compares days as usual with days with less of one thing that may set pain off. It never asks for more of it.
Days go in short blocks with both kinds in each, in an order drawn by lot before the test begins.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import blake2b
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine import flare
from stepwell.engine.decision import OnOffDay
from stepwell.engine.log import OnOffTest
from stepwell.knowledge.schema import Knowledge, Tier

if TYPE_CHECKING:
    from stepwell.engine.known import Understanding

Kind = Literal["usual", "less"]
MOST_KEPT = 6
SHOWN_AFTER_DAYS = 3
"""For how many days Today says that a test is over."""


class Pause(Struct, frozen=True, kw_only=True):
    """Days without a test, for a flare-up. ``back_on``: the day on which it goes on, with a new block."""

    first: date
    back_on: date


class Trial(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One on/off test as it went.

    Attributes:
        asked_on: the day it was started; its first day is the next one.
        ended_on: the first day that is no longer part of it; None while it runs.
        ended_by: done, stopped (by the person), flares, calm (back in the calm stage), or held (something had to be looked at first).
    """

    exposure: str
    asked_on: date
    pauses: tuple[Pause, ...] = ()
    ended_on: date | None = None
    ended_by: Literal["", "done", "stopped", "flares", "calm", "held"] = ""


class TrialDay(Struct, frozen=True, kw_only=True):
    """One day of a test: its kind, and its block, counted from 0."""

    on: date
    kind: Kind
    block: int


def why_not(known: "Understanding", exposure: str, on: date, knowledge: Knowledge) -> str:
    """Return why a test of this exposure cannot be started on a day: as ``why_none``, or not_testable; "" when it can."""
    trigger = knowledge.triggers.get(exposure)
    return why_none(known, on, knowledge) or ("" if trigger is not None and trigger.less_day else "not_testable")


def why_none(known: "Understanding", on: date, knowledge: Knowledge) -> str:
    """Return why no test can be started on a day: held, flare, calm or running; "" when one can."""
    if known.safety.held > Tier.ROUTINE:
        return "held"
    if flare.day_of(known.flare, on, knowledge) is not None:
        return "flare"
    if _stage(known) == "calm":
        return "calm"
    return "running" if running(known, on, knowledge) is not None else ""


def running(known: "Understanding", on: date, knowledge: Knowledge) -> Trial | None:
    """Return the test that runs, or begins the day after, on a day; None when there is none."""
    test = known.trials[-1] if known.trials else None
    return None if test is None or is_over(test, known.seed, on, knowledge) else test


def is_over(test: Trial, seed: int, on: date, knowledge: Knowledge) -> bool:
    """Whether a test has ended before a day, or on it."""
    return test.ended_on is not None or on > days(test, seed, knowledge)[-1].on


def taken_in(known: "Understanding", fact: OnOffTest, knowledge: Knowledge) -> "Understanding":
    """Start or stop a test. A start that may not be, and a stop of what does not run, change nothing."""
    known = kept_up(known, fact.on, knowledge)
    if fact.wish == "stop":
        test = running(known, fact.on, knowledge)
        return _ended(known, fact.on, "stopped") if test is not None and test.exposure == fact.exposure else known
    if why_not(known, fact.exposure, fact.on, knowledge):
        return known
    return replace(known, trials=(*known.trials, Trial(exposure=fact.exposure, asked_on=fact.on))[-MOST_KEPT:])


def kept_up(known: "Understanding", on: date, knowledge: Knowledge) -> "Understanding":
    """Return what is understood once the running test, if any, has answered to the latest fact: paused, ended or gone on."""
    if not known.trials or known.trials[-1].ended_on is not None:
        return known
    test = known.trials[-1]
    planned = days(test, known.seed, knowledge)
    if on > planned[-1].on:
        return _ended(known, planned[-1].on + timedelta(days=1), "done")
    if known.safety.held > Tier.ROUTINE:
        return _ended(known, on, "held")
    if _stage(known) == "calm":
        return _ended(known, on, "calm")
    flaring = flare.day_of(known.flare, on, knowledge)
    return _paused(known, test, on, flaring.full_on, knowledge) if flaring else _gone_on(known, test, on)


def days(test: Trial, seed: int, knowledge: Knowledge) -> tuple[TrialDay, ...]:
    """Return the days of a test, oldest first, those to come included; of one that ended early, the days until then.

    A block that a pause cuts short is begun anew after it, with an order of its own, so that every block that counts
    as whole lies in days that follow each other. The days before the cut remain.
    """
    planned = _planned(test, seed, knowledge)
    return tuple(planned if test.ended_on is None else (day for day in planned if day.on < test.ended_on))


def of_day(known: "Understanding", today: date, knowledge: Knowledge) -> OnOffDay | None:
    """Return what the latest test asks of today; None when there is none, or it has been over for some days."""
    if not known.trials or (test := known.trials[-1]).ended_by not in ("", "done"):
        return None
    planned = days(test, known.seed, knowledge)
    over = (today - planned[-1].on).days
    if over > SHOWN_AFTER_DAYS:
        return None
    trigger = knowledge.triggers[test.exposure]
    kinds = {day.on: day.kind for day in planned}
    shown = OnOffDay(exposure=test.exposure, name=trigger.name, kind="done", tomorrow=kinds.get(today + timedelta(days=1)))
    if over > 0:
        return shown
    if (kind := kinds.get(today)) is not None:
        number = sum(day.on <= today for day in planned)
        return replace(shown, kind=kind, day=number, of=len(planned), what=trigger.less_day if kind == "less" else "")
    pause = _pause_on(test, today)
    return replace(shown, kind="paused", back_on=pause.back_on) if pause else replace(shown, kind="begins")


def _planned(test: Trial, seed: int, knowledge: Knowledge) -> Iterator[TrialDay]:
    size, wanted = (int(knowledge.response[rule].value) for rule in ("on_off_block_days", "on_off_blocks"))
    on, block, whole = test.asked_on + timedelta(days=1), 0, 0
    while whole < wanted:
        for number, kind in enumerate(_order(test, seed, block, size)):
            here = on + timedelta(days=number)
            if pause := _pause_on(test, here):
                on = pause.back_on
                break
            yield TrialDay(on=here, kind=kind, block=block)
        else:
            on, whole = on + timedelta(days=size), whole + 1
        block += 1


def _order(test: Trial, seed: int, block: int, size: int) -> tuple[Kind, ...]:
    """Return the kinds of a block's days: half of each, every order as likely. The same seed and start give the same order."""
    orders = list(combinations(range(size), size // 2))
    text = f"{seed}:{test.asked_on}:{test.exposure}:{block}"
    drawn = int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) % len(orders)
    return tuple("less" if day in orders[drawn] else "usual" for day in range(size))


def _pause_on(test: Trial, on: date) -> Pause | None:
    return next((pause for pause in test.pauses if pause.first <= on < pause.back_on), None)


def _paused(known: "Understanding", test: Trial, on: date, full_on: date, knowledge: Knowledge) -> "Understanding":
    """Pause until the flare-up is over; with one flare-up too many, end it."""
    pause = _pause_on(test, on)
    if pause is not None:
        return _with(known, replace(test, pauses=(*test.pauses[:-1], replace(pause, back_on=full_on))))
    if len(test.pauses) >= knowledge.response["on_off_pauses"].value:
        return _ended(known, on, "flares")
    return _with(known, replace(test, pauses=(*test.pauses, Pause(first=on, back_on=full_on))))


def _gone_on(known: "Understanding", test: Trial, on: date) -> "Understanding":
    """Go on from tomorrow when a flare-up turned out to be over sooner than expected, and as if nothing had been when it was taken back."""
    pause, tomorrow = _pause_on(test, on), on + timedelta(days=1)
    if pause is None or (pause.back_on == tomorrow and pause.first < on):
        return known
    if pause.first == on:
        return _with(known, replace(test, pauses=test.pauses[:-1]))
    return _with(known, replace(test, pauses=(*test.pauses[:-1], replace(pause, back_on=tomorrow))))


def _ended(known: "Understanding", on: date, by: Literal["done", "stopped", "flares", "calm", "held"]) -> "Understanding":
    return _with(known, replace(known.trials[-1], ended_on=on, ended_by=by))


def _with(known: "Understanding", test: Trial) -> "Understanding":
    return replace(known, trials=(*known.trials[:-1], test))


def _stage(known: "Understanding") -> str:
    return known.orders.stage or known.standing.stage
