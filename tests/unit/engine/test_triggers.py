"""What a diary says of triggers: hand-made diaries with known answers."""

from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.engine import spike_slab
from stepwell.engine.diary import diary_of
from stepwell.engine.log import Answers, CheckIn, Fact, Preference, Session
from stepwell.engine.spike_slab import Prior
from stepwell.engine.trigger_findings import DiaryDay, Finding, Verdict
from stepwell.engine.trigger_model import Belief
from stepwell.engine.trigger_steps import Array
from stepwell.engine.triggers import _verdict, judged, refit, through
from stepwell.knowledge.loader import load

FIRST = date(2026, 1, 5)


def diary(days: int, effect: float = 0.0, *, every: int = 3, seed: int = 1, waking: bool = True, worst: bool = True) -> list[DiaryDay]:
    """Return days on every third of which something was lifted, which adds ``effect`` points by the evening."""
    chance = np.random.default_rng(seed)
    rows, pain = [], 4.0
    for day in range(days):
        lifted = float(every > 0 and chance.random() < 1 / every)
        high = float(np.clip(np.round(0.5 * pain + 2.5 + effect * lifted + chance.normal(0, 0.8)), 0, 10))
        exposures = {"heavy_lifting": lifted, "long_drive": float(chance.random() < 0.3)}
        rows.append(
            DiaryDay(on=FIRST + timedelta(day), leg_waking=pain if waking else None, leg_worst=high if worst else None, exposures=exposures)
        )
        pain = float(np.clip(np.round(0.5 * high + 1.5 + chance.normal(0, 0.8)), 0, 10))
    return rows


def found(days: list[DiaryDay], exposure: str = "heavy_lifting") -> Finding:
    return next(one for one in judged(None, days, load(), FIRST).found if one.exposure == exposure)


def test_a_strong_trigger_is_found_and_the_other_thing_is_not_blamed() -> None:
    days = diary(120, 2.0)

    assert found(days).verdict == "likely"
    assert 1.0 < found(days).effect_points < 3.0
    assert found(days, "long_drive").verdict in ("probably_not", "unclear")


def test_what_does_nothing_is_cleared_in_the_end() -> None:
    assert found(diary(300)).verdict == "probably_not"


def test_what_eases_the_leg_is_said_to_help() -> None:
    assert found(diary(200, -2.0)).verdict == "helps"


def test_one_rating_a_day_is_enough_for_a_strong_trigger() -> None:
    assert found(diary(150, 2.5, waking=False)).verdict == "likely"


def test_nothing_is_said_before_21_days() -> None:
    assert found(diary(20, 3.0)).verdict == "not_enough"
    assert found(diary(20, 3.0)).needs >= 1


def test_nothing_is_said_of_what_came_fewer_than_five_times_or_always() -> None:
    never, always = diary(90, every=0), diary(90, every=1)

    assert found(never).verdict == "not_enough"
    assert found(always).verdict == "not_enough"
    assert found(never).needs > 90


def test_a_day_that_begins_at_ten_clears_nothing() -> None:
    days = [DiaryDay(on=day.on, leg_waking=10.0, leg_worst=10.0, exposures=day.exposures) for day in diary(90)]

    assert found(days).verdict == "not_enough"


@pytest.mark.parametrize(
    ("was", "chance", "now"),
    [
        ("unclear", 0.79, "possible"),
        ("unclear", 0.81, "likely"),
        ("likely", 0.71, "likely"),
        ("likely", 0.69, "possible"),
        ("possible", 0.51, "possible"),
        ("likely", 0.51, "unclear"),
        ("probably_not", 0.21, "probably_not"),
        ("unclear", 0.21, "unclear"),
    ],
)
def test_a_verdict_is_kept_until_it_is_clearly_past_the_threshold(was: Verdict, chance: float, now: Verdict) -> None:
    belief = Belief(worse=chance, helps=0.0, points=0.5, interval=(0.0, 1.0), information=0.5, wanted=0.5)

    assert _verdict(belief, was, {rule.id: rule.value for rule in load().trigger_rules.values()}) == now


def test_only_days_before_the_monday_are_read_and_the_same_week_changes_nothing() -> None:
    days, monday = diary(90, 1.0), FIRST + timedelta(70)
    week = refit(None, days, load(), monday)

    assert week == refit(None, days[:70], load(), monday)
    assert refit(week, days, load(), monday).found == week.found
    assert through(days, load(), monday + timedelta(3), week) == week


def test_going_on_from_an_earlier_week_gives_what_all_weeks_give() -> None:
    days = diary(80, 1.0)
    earlier = through(days, load(), FIRST + timedelta(49))

    assert through(days, load(), FIRST + timedelta(70), earlier) == through(days, load(), FIRST + timedelta(70))


def test_weighing_all_combinations_is_what_brute_force_gives() -> None:
    precision, pull, prior = likelihood(4)
    total = above = 0.0
    for slab in product((False, True), repeat=4):
        own = np.where(slab, 1 / prior.sd**2, 1 / prior.spike_sd**2)
        middle = np.where(slab, prior.mean, 0.0)
        whole = precision + np.diag(own)
        mean = np.linalg.solve(whole, pull + own * middle)
        fit = 0.5 * (mean @ whole @ mean - own @ middle**2 + np.log(own).sum() - np.linalg.slogdet(whole)[1])
        weight = np.exp(fit) * np.prod(np.where(slab, prior.pi, 1 - prior.pi))
        total += weight
        above += weight * spike_slab.normal_below((mean - 0.22) / np.sqrt(np.diag(np.linalg.inv(whole))))

    np.testing.assert_allclose(spike_slab.weighed(precision, pull, prior, 0.22).above, above / total, atol=1e-9)


@pytest.mark.parametrize("exactly", [0, 3])
def test_weighing_the_least_clear_is_close_to_weighing_all(exactly: int) -> None:
    precision, pull, prior = likelihood(10)
    exact, near = spike_slab.weighed(precision, pull, prior, 0.22), spike_slab.nearly_weighed(precision, pull, prior, 0.22, exactly)

    for one, other in zip(exact, near, strict=True):
        assert np.abs(one - other).max() < 0.01


def likelihood(effects: int) -> tuple[Array, Array, Prior]:
    columns = np.random.default_rng(2).normal(size=(40, effects))
    prior = Prior(pi=np.full(effects, 0.3), mean=np.full(effects, 0.4), sd=np.full(effects, 0.5), spike_sd=0.1)
    return columns.T @ columns / 3, columns.T @ (columns[:, 0] + np.random.default_rng(3).normal(size=40)) / 3, prior


@given(st.data())
def test_no_diary_gives_anything_but_numbers(data: st.DataObject) -> None:
    cell = st.one_of(st.none(), st.sampled_from([0.0, 0.5, 1.0]))
    rating = st.one_of(st.none(), st.integers(0, 10).map(float))
    names = [f"thing_{number}" for number in range(data.draw(st.integers(0, 16)))]
    gaps = data.draw(st.lists(st.integers(1, 60), max_size=40))
    days, on = [], FIRST
    for gap in gaps:
        on += timedelta(gap if gap > 50 else 1)
        values = {name: value for name in names if (value := data.draw(cell)) is not None}
        days.append(DiaryDay(on=on, leg_waking=data.draw(rating), leg_worst=data.draw(rating), exposures=values))

    once = judged(None, days, load(), FIRST, names)

    assert once == judged(None, days, load(), FIRST, names)
    for one in once.found:
        assert 0 <= one.probability <= 1
        assert np.isfinite([one.effect_points, *one.interval]).all()
        if once.days < 21 or min(one.days_exposed, one.days_unexposed) < 5:
            assert (one.verdict, one.needs > 0) == ("not_enough", True)


def test_what_was_done_belongs_to_the_day_before_and_the_night_to_its_own_day() -> None:
    answers: Answers = {"exposures": ("heavy_lifting", "sleep_posture_prone_or_odd"), "sleep": "fair", "leg_waking": 3, "leg_worst": 6}

    before, day = diary_of([CheckIn(on=FIRST + timedelta(1), answers=answers)])

    assert (before.on, before.leg_worst, before.leg_waking) == (FIRST, 6.0, None)
    assert (before.exposures["heavy_lifting"], before.exposures["long_drive"]) == (1.0, 0.0)
    assert "sleep_posture_prone_or_odd" not in before.exposures
    assert (day.leg_waking, day.exposures["sleep_posture_prone_or_odd"], day.exposures["poor_sleep_last_night"]) == (3.0, 1.0, 0.5)


def test_what_was_not_asked_stays_missing() -> None:
    def told(on: date) -> CheckIn:
        return CheckIn(on=on, answers={"exposures": ("none",)})

    wish = Preference(on=FIRST + timedelta(2), wish="ask", exposure="alcohol")
    days = diary_of(
        [told(FIRST + timedelta(1)), wish, told(FIRST + timedelta(2)), CheckIn(on=FIRST + timedelta(9), answers={"leg_waking": 2})]
    )

    assert "alcohol" not in days[0].exposures
    assert days[1].exposures["alcohol"] == 0.0
    assert days[-1].exposures == {}


def test_missed_exercises_are_known_from_the_sessions() -> None:
    facts: list[Fact] = [Session(on=FIRST), *(CheckIn(on=FIRST + timedelta(day), answers={"leg_waking": 2}) for day in (0, 1, 2, 4))]
    missed = {day.on: day.exposures.get("missed_exercise_day") for day in diary_of(sorted(facts, key=lambda fact: fact.on))}

    assert [missed[FIRST], missed[FIRST + timedelta(1)], missed[FIRST + timedelta(3)]] == [0.0, 1.0, 1.0]
    assert missed[FIRST + timedelta(2)] is None
