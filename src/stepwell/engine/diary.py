"""From the facts of a log to a diary: one row a day, each thing on the day to which it belongs."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from stepwell.engine.log import Answers, CheckIn, Fact, Preference, Session
from stepwell.engine.trigger_findings import DiaryDay
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Knowledge

A_DAY = timedelta(days=1)
NIGHTLY = frozenset({"poor_sleep_last_night", "sleep_posture_prone_or_odd"})
"""What belongs to the night before a day, not to the day itself."""
FROM_SESSIONS = "missed_exercise_day"
BAD_SLEEP = "poor_sleep_last_night"
SLEEP = {"good": 0.0, "fair": 0.5, "poor": 1.0}


def diary_of(facts: Iterable[Fact], knowledge: Knowledge | None = None) -> tuple[DiaryDay, ...]:
    """Return the diary that a log holds, oldest day first; days of which nothing was told are left out.

    A check-in looks back, so most of what it says is of the day before: what was done, and pain at its worst. The night, and pain on
    waking, are of its own day. A thing that was asked and not ticked was not there (0); a thing that was not asked stays missing,
    because "no" and "nobody asked" are different: counting the second as the first would invent days without it.

    Args:
        facts: oldest first, as in a log.
        knowledge: which things are asked of everybody; what ships with the package when left out.
    """
    told = list(facts)
    check_ins = _check_ins(told)
    asked = _AskedExposures(told, knowledge or load())
    rows: dict[date, _Row] = {}
    for on, answers in check_ins.items():
        _put_ratings(rows, on, answers)
        _put_exposures(rows, on, answers, asked.on(on))
    _put_missed_exercises(rows, told, check_ins)
    return tuple(DiaryDay(on=on, leg_waking=row.waking, leg_worst=row.worst, exposures=row.exposures) for on, row in sorted(rows.items()))


class _Row:
    """A day that is being gathered."""

    def __init__(self) -> None:
        self.waking: float | None = None
        self.worst: float | None = None
        self.exposures: dict[str, float] = {}


class _AskedExposures:
    """Which exposures the check-in of a day asked: those for everybody, as the person's own wishes changed them."""

    def __init__(self, facts: list[Fact], knowledge: Knowledge) -> None:
        # A bad night has a question of its own: where that was left open, a list of other things is no "no".
        self.usual = {trigger.id for trigger in knowledge.triggers.values() if trigger.asked} - {BAD_SLEEP}
        self.wishes = [fact for fact in facts if isinstance(fact, Preference) and fact.exposure is not None]

    def on(self, day: date) -> set[str]:
        asked = set(self.usual)
        for wish in self.wishes:
            if wish.on <= day and wish.exposure is not None:
                (asked.add if wish.wish == "ask" else asked.discard)(wish.exposure)
        return asked


def _check_ins(facts: list[Fact]) -> dict[date, Answers]:
    """Return what was answered on each day; a later answer to the same question replaces an earlier one."""
    found: dict[date, Answers] = {}
    for fact in facts:
        if isinstance(fact, CheckIn):
            found[fact.on] = found.get(fact.on, {}) | fact.answers
    return found


def _row(rows: dict[date, _Row], on: date) -> _Row:
    return rows.setdefault(on, _Row())


def _put_ratings(rows: dict[date, _Row], on: date, answers: Answers) -> None:
    if (waking := _rating(answers, "leg_waking")) is not None:
        _row(rows, on).waking = waking
    if (worst := _rating(answers, "leg_worst")) is not None:
        _row(rows, on - A_DAY).worst = worst


def _rating(answers: Answers, question: str) -> float | None:
    value = answers.get(question)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _put_exposures(rows: dict[date, _Row], on: date, answers: Answers, asked: set[str]) -> None:
    """Spread what was ticked over the two days. A tick always counts, whether or not it should have been asked."""
    ticked = answers.get("exposures")
    if isinstance(ticked, tuple) and ticked:
        there = set(map(str, ticked)) - {"none"}
        for exposure in sorted(there | asked):
            day = on if exposure in NIGHTLY else on - A_DAY
            _row(rows, day).exposures[exposure] = float(exposure in there)
    sleep = SLEEP.get(str(answers.get("sleep")))
    if sleep is not None:
        night = _row(rows, on).exposures
        # Asked twice, told once: the worse of the two counts, because a tick is a clear word.
        night[BAD_SLEEP] = max(sleep, night.get(BAD_SLEEP, 0.0))


def _put_missed_exercises(rows: dict[date, _Row], facts: list[Fact], check_ins: Mapping[date, Answers]) -> None:
    """Say of each day whether exercises were done: known from the sessions, so nobody is asked.

    Only for days from the first session on whose day after has a check-in: a day is over by then, and somebody who tells nothing at all
    may have exercised all the same.
    """
    done = {fact.on for fact in facts if isinstance(fact, Session)}
    if not done:
        return
    first = min(done)
    for on in check_ins:
        if on - A_DAY >= first:
            _row(rows, on - A_DAY).exposures[FROM_SESSIONS] = float(on - A_DAY not in done)
    for on in done:
        _row(rows, on).exposures[FROM_SESSIONS] = 0.0
