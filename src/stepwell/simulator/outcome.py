"""What truly came of a virtual life: pain, recovery, flare-ups, what was too much, and what was gained."""

from statistics import fmean

import numpy as np
from msgspec import Struct

from stepwell.simulator.body import Body, Strain
from stepwell.simulator.stepwell_programme import Stepwell

RECOVERED_DAYS, RECOVERED_AT = 14, 2.0
FLARE_RISE, FLARE_WINDOW = 2.0, 28
WEEK = 7


class Outcome(Struct, frozen=True, kw_only=True):
    """What came of one person's days under one programme. Pain is the true one, and not what was said.

    Attributes:
        pain: mean leg pain, 0-10: each day the middle of waking and worst.
        weeks: the same for each whole week.
        spread: standard deviation of waking pain around its own middle of a week.
        recovered_on: the first of 14 days in a row with worst leg pain of at most 2, from 1; None when there was none.
        flare_days: days with a worst of 2 or more above the middle of the 28 days before.
        sessions: done. unsafe, severe: of these, too much for the body on that day.
        planned, referred: days with a plan, and days without one because somebody should look first.
        capacity: strength and condition at the end, 0-1.
        returns: times that an exercise left the plan and came back without a reason.
    """

    pain: float
    weeks: tuple[float, ...]
    spread: float
    recovered_on: int | None
    flare_days: int
    sessions: int
    unsafe: int
    severe: int
    planned: int = 0
    referred: int = 0
    capacity: float
    returns: int = 0


class Tally:
    """What is counted while a life is lived."""

    def __init__(self) -> None:
        self.waking: list[float] = []
        self.worst: list[float] = []
        self.sessions = self.unsafe = self.severe = 0

    def day(self, body: Body) -> None:
        """Note a day's pain."""
        self.waking.append(body.waking)
        self.worst.append(body.worst)

    def count(self, done: Strain) -> None:
        """Count a session."""
        self.sessions += 1
        self.unsafe += done.is_unsafe
        self.severe += done.is_severe


def outcome(tally: Tally, capacity: float, programme: Stepwell | None) -> Outcome:
    """Return what came of it."""
    waking, worst = np.array(tally.waking), np.array(tally.worst)
    pain = (waking + worst) / 2
    whole = len(pain) // WEEK * WEEK
    return Outcome(
        pain=float(pain.mean()),
        weeks=tuple(pain[:whole].reshape(-1, WEEK).mean(axis=1).tolist()),
        spread=fmean(waking[:whole].reshape(-1, WEEK).std(axis=1).tolist()) if whole else 0.0,
        recovered_on=_recovered_on(worst),
        flare_days=_flare_days(worst),
        sessions=tally.sessions,
        unsafe=tally.unsafe,
        severe=tally.severe,
        capacity=capacity,
        planned=programme.steadiness.planned if programme else 0,
        referred=programme.referred if programme else 0,
        returns=programme.steadiness.returns if programme else 0,
    )


def _recovered_on(worst: np.ndarray) -> int | None:
    if len(worst) < RECOVERED_DAYS:
        return None
    low = np.lib.stride_tricks.sliding_window_view(worst <= RECOVERED_AT, RECOVERED_DAYS).all(axis=1)
    return int(low.argmax()) + 1 if low.any() else None


def _flare_days(worst: np.ndarray) -> int:
    if len(worst) <= FLARE_WINDOW:
        return 0
    usual = np.median(np.lib.stride_tricks.sliding_window_view(worst, FLARE_WINDOW), axis=1)[:-1]
    return int((worst[FLARE_WINDOW:] >= usual + FLARE_RISE).sum())
