"""Diaries of people who do not exist, from two generators that were built differently: the truth is known, so a finder can be judged.

``two_steps``: waking pain -> what is done -> worst pain -> next waking pain, as the finder itself pictures a day.
``hidden_state``: a hidden irritability with heavy-tailed shocks, effects that fade over two days, weekdays and weather, seen through an
uneven scale, with whole weeks missing and names that the knowledge does not know.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stepwell.engine.trigger_findings import DiaryDay
from stepwell.knowledge.schema import Knowledge

Array = NDArray[np.float64]
FIRST = date(2026, 1, 5)
BAD_SLEEP = "poor_sleep_last_night"
LOG_ODDS_PER_SD = 1.814
WORTH = log(1.25)
GRID = (0.4, 0.7, 1.1, 1.6)
GRID_SHARE = 0.3


@dataclass(frozen=True)
class Scenario:
    """How the people of one cell differ from the usual.

    truth: where the true effects come from: independent, prior, reversed or none.
    feedback: how strongly pain changes what is done, times the usual.
    missing: share of the days that are missing.
    """

    name: str
    truth: str = "independent"
    feedback: float = 1.0
    missing: float = 0.15


SCENARIOS = (
    Scenario("independent truth"),
    Scenario("truth as the priors", truth="prior"),
    Scenario("reversed priors", truth="reversed"),
    Scenario("strong feedback", feedback=2.5),
    Scenario("40 % missing", missing=0.33),
    Scenario("null", truth="none"),
    Scenario("null, strong feedback", truth="none", feedback=2.5),
)


@dataclass(frozen=True)
class Behind:
    """All that a finder is not told of a person made by ``two_steps``: one row for each day, whether or not it is in the diary.

    first, second: of a whole effect of one log-odds, the points in the step that comes first, and in the one after it.
    expected_waking, expected_worst: what each pain would have been without any exposure, from the true pain before it.
    """

    night: NDArray[np.bool_]
    scale: float
    first: Array
    second: Array
    waking: Array
    worst: Array
    done: Array
    expected_waking: Array
    expected_worst: Array


@dataclass(frozen=True)
class Made:
    """A diary and the truth behind it: total effect of each exposure, in log-odds."""

    diary: tuple[DiaryDay, ...]
    truth: dict[str, float]
    behind: Behind | None = None


def two_steps(scenario: Scenario, days: int, knowledge: Knowledge, chance: np.random.Generator) -> Made:
    """Make one person's diary with the exposures that are asked of everybody."""
    ids = [trigger.id for trigger in knowledge.triggers.values() if trigger.asked]
    theta = _truth(scenario, ids, knowledge, chance)
    night = np.array([one == BAD_SLEEP or one.startswith("sleep_posture") for one in ids])
    sd = chance.uniform(0.8, 1.35)
    carry_day, carry_night = chance.uniform(0.35, 0.75, 2)
    share = np.where(theta == 0, 0.5, chance.uniform(0.3, 0.9, len(ids)))
    first, second = theta * share * sd / LOG_ODDS_PER_SD, theta * (1 - share) * sd / LOG_ODDS_PER_SD
    often = chance.uniform(0.12, 0.45, len(ids))
    common = np.log(often / (1 - often))
    weekend = chance.normal(0, 0.5, len(ids))
    busy_load = chance.uniform(0.0, 0.9, len(ids))
    feedback = chance.uniform(-0.35, 0.40, len(ids)) * chance.lognormal(0, 0.4, len(ids)) * scenario.feedback
    start, end, half_life = chance.uniform(3, 6), chance.uniform(1.5, 3.5), chance.uniform(30, 200)
    gap = chance.uniform(0.3, 1.5)

    left_behind = 0.0
    rows: list[tuple[float, float, Array]] = []
    expected: list[tuple[float, float]] = []
    waking, worst_before = start, start + gap
    for day in range(days):
        usual = end + (start - end) * 0.5 ** (day / half_life)
        lean = common + weekend * (day % 7 >= 5) + busy_load * chance.normal()
        # The night is answered by the evening before it, the day by the morning.
        pain = np.where(night, worst_before - usual - gap, waking - usual)
        done = (chance.random(len(ids)) < 1 / (1 + np.exp(-(lean + feedback * pain)))).astype(float)
        waking_expected = usual + carry_night * (worst_before - usual - gap)
        if day:
            after_night = float(np.where(night, first * (done - 0.2), 0).sum())
            waking = _kept(waking_expected + left_behind + after_night + _shock(sd, chance))
        by_day = float(np.where(night, second, first) @ (done - 0.2))
        worst_expected = usual + gap + carry_day * (waking - usual)
        worst = max(_kept(worst_expected + by_day + _shock(sd, chance)), 0.0)
        left_behind = float(np.where(night, 0, second) @ (done - 0.2))
        rows.append((waking, worst, done))
        expected.append((waking_expected, worst_expected))
        worst_before = worst
    ratings = np.array([[waking, worst] for waking, worst, _ in rows])
    exposures = np.array([done for *_, done in rows])
    wrong = chance.random(exposures.shape) < 0.05
    ticked = np.where(wrong, 1 - exposures, exposures)
    diary = _with_gaps(np.round(ratings), ticked, ids, scenario.missing, chance)
    scale = sd / LOG_ODDS_PER_SD
    behind = Behind(
        night=night,
        scale=scale,
        first=share * scale,
        second=(1 - share) * scale,
        waking=ratings[:, 0],
        worst=ratings[:, 1],
        done=exposures,
        expected_waking=np.array([waking for waking, _ in expected]),
        expected_worst=np.array([worst for _, worst in expected]),
    )
    return Made(diary, dict(zip(ids, theta.tolist(), strict=True)), behind)


def hidden_state(scenario: Scenario, days: int, knowledge: Knowledge, chance: np.random.Generator) -> Made:
    """Make one person's diary with names that nobody knows, and bad sleep."""
    ids = [f"thing_{letter}" for letter in "abcdefghij"[: int(chance.integers(6, 11))]] + [BAD_SLEEP]
    count = len(ids)
    shock = chance.uniform(0.5, 1.0)
    blur = chance.uniform(0.3, 0.7)
    noise = float(np.sqrt(shock**2 * 3 + blur**2))
    points = np.zeros(count)
    if scenario.truth != "none":
        real = chance.random(count) < 0.25
        points = np.where(real, chance.choice([0.3, 0.6, 0.9, 1.3], count) * noise * chance.choice([1, 1, 1, 1, -1], count), 0.0)
    fade = chance.uniform(0.2, 0.6)
    stay = chance.uniform(0.0, 0.5, count)
    often = chance.uniform(0.08, 0.5, count)
    weekday = chance.normal(0, 0.8, (count, 7)) * (chance.random(count) < 0.5)[:, None]
    week_pain = chance.normal(0, 0.2, 7)
    weather_pain, weather_does = chance.normal(0, 0.2), chance.normal(0, 0.3, count)
    feedback = chance.normal(0.05, 0.2, count) * scenario.feedback
    cuts = np.cumsum(chance.uniform(0.6, 1.4, 10))
    level, memory, drift = chance.uniform(2, 5), chance.uniform(0.5, 0.85), chance.uniform(-1.5, 0.3)

    state, worst, weather, done = level, level, 0.0, (chance.random(count) < often).astype(float)
    felt_yesterday = np.zeros(count)
    ratings, exposures = np.zeros((days, 2)), np.zeros((days, count))
    for day in range(days):
        weather = 0.7 * weather + chance.normal(0, 0.7)
        usual = level + drift * day / 90
        night_before = felt_yesterday.copy()
        lean = np.log(often / (1 - often)) + weekday[:, day % 7] + weather_does * weather + feedback * (state - usual)
        fresh = (chance.random(count) < 1 / (1 + np.exp(-lean))).astype(float)
        done = np.where(chance.random(count) < stay, done, fresh)
        tail = chance.standard_t(3, 2) * shock
        by_night = points[-1] * done[-1] * 0.7 + (points[:-1] * night_before[:-1] * fade).sum()
        state = usual + memory * (state - usual) + by_night + tail[0] + week_pain[day % 7] / 2
        ratings[day, 0] = np.searchsorted(cuts, state - 0.6 + chance.normal(0, blur))
        by_day = (points[:-1] * done[:-1]).sum() * (1 - fade) + points[-1] * done[-1] * 0.3
        state = usual + (1 + memory) / 2 * (state - usual) + by_day + tail[1] * 0.7 + week_pain[day % 7] / 2 + weather_pain * weather
        worst = np.searchsorted(cuts, state + 0.6 + chance.normal(0, blur))
        ratings[day, 1] = max(worst, ratings[day, 0])
        exposures[day] = done
        felt_yesterday = done
    exposures = np.where(chance.random(exposures.shape) < 0.03, 0.5, exposures)
    made = _with_gaps(np.clip(ratings, 0, 10), exposures, ids, scenario.missing, chance)
    truth = points * LOG_ODDS_PER_SD / noise
    return Made(_with_holes(made, chance), dict(zip(ids, truth.tolist(), strict=True)))


def _truth(scenario: Scenario, ids: list[str], knowledge: Knowledge, chance: np.random.Generator) -> Array:
    known = [knowledge.triggers[one] for one in ids]
    pi = np.array([trigger.prior_pi for trigger in known])
    mean, sd = np.array([trigger.prior_mean for trigger in known]), np.array([trigger.prior_sd for trigger in known])
    if scenario.truth == "none":
        return np.zeros(len(ids))
    if scenario.truth == "prior":
        return np.where(chance.random(len(ids)) < pi, chance.normal(mean, sd), 0.0)
    if scenario.truth == "reversed":
        order = np.argsort(np.argsort(-pi * mean))
        turned = np.sort(pi)[order] * 1.0
        return np.where(chance.random(len(ids)) < turned, chance.choice(GRID, len(ids)), 0.0)
    return np.where(chance.random(len(ids)) < GRID_SHARE, chance.choice(GRID, len(ids)), 0.0)


def _shock(sd: float, chance: np.random.Generator) -> float:
    return float(chance.logistic(0, sd / LOG_ODDS_PER_SD))


def _kept(pain: float) -> float:
    return float(min(10.0, max(0.0, pain)))


def _with_gaps(ratings: Array, exposures: Array, ids: list[str], missing: float, chance: np.random.Generator) -> tuple[DiaryDay, ...]:
    """Leave days out by chance, and a tenth more of very good and very bad days."""
    low, high = np.quantile(ratings[:, 1], [0.1, 0.9])
    rows = []
    for day, (waking, worst) in enumerate(ratings):
        extreme = worst < low or worst > high
        if chance.random() < missing + 0.10 * extreme:
            continue
        row = {one: float(value) for one, value in zip(ids, exposures[day], strict=True)}
        rows.append(DiaryDay(on=FIRST + timedelta(day), leg_waking=float(waking), leg_worst=float(worst), exposures=row))
    return tuple(rows)


def _with_holes(diary: tuple[DiaryDay, ...], chance: np.random.Generator) -> tuple[DiaryDay, ...]:
    """Leave single cells out, and a week in some diaries."""
    hole = int(chance.integers(0, max(1, len(diary) - 7))) if chance.random() < 0.3 else len(diary)
    rows = [row for at, row in enumerate(diary) if not hole <= at < hole + 7]
    return tuple(_less(row, chance) for row in rows)


def _less(row: DiaryDay, chance: np.random.Generator) -> DiaryDay:
    kept: dict[str, Any] = {one: value for one, value in row.exposures.items() if chance.random() > 0.05}
    waking = row.leg_waking if chance.random() > 0.05 else None
    worst = row.leg_worst if chance.random() > 0.05 else None
    return DiaryDay(on=row.on, leg_waking=waking, leg_worst=worst, exposures=kept)
