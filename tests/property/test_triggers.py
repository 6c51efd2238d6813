"""What is always true of the trigger finder, whatever a diary holds, and of the command that reads one."""

import json
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from stepwell import cli
from stepwell.engine.trigger_findings import DiaryDay, Finding
from stepwell.engine.trigger_model import beliefs
from stepwell.engine.triggers import judged
from tests.property.logs import KNOWLEDGE

FIRST = date(2026, 1, 5)
A_YEAR_OF_WEEKS = timedelta(weeks=52)
ROUNDING = 0.003
"""Sums in another order differ in their last digits, and what is told is rounded."""
RULES = {rule.id: rule.value for rule in KNOWLEDGE.trigger_rules.values()}
NAMES = ("heavy_lifting", "long_drive", "poor_sleep_last_night", "thing_b", "thing_a")
ODD = "thing_odd"


@st.composite
def diaries(draw: st.DrawFn) -> tuple[DiaryDay, ...]:
    """Return a diary of up to 60 days with gaps; pain goes from 0 to 7, so that there is room above."""
    rating = st.one_of(st.none(), st.integers(0, 7).map(float))
    cell = st.sampled_from([None, 0.0, 0.0, 0.5, 1.0])
    days = []
    for day in range(draw(st.integers(0, 60))):
        if draw(st.integers(0, 9)):
            told = {name: value for name in NAMES if (value := draw(cell)) is not None}
            days.append(DiaryDay(on=FIRST + timedelta(day), leg_waking=draw(rating), leg_worst=draw(rating), exposures=told))
    return tuple(days)


def found(diary: tuple[DiaryDay, ...]) -> dict[str, Finding]:
    return {finding.exposure: finding for finding in judged(None, diary, KNOWLEDGE, FIRST, NAMES).found}


def same(one: dict[str, Finding], other: dict[str, Finding]) -> None:
    for exposure, finding in one.items():
        assert other[exposure].probability == pytest.approx(finding.probability, abs=ROUNDING)
        assert other[exposure].probability_helps == pytest.approx(finding.probability_helps, abs=ROUNDING)
        assert other[exposure].effect_points == pytest.approx(finding.effect_points, abs=ROUNDING)


@given(diaries())
def test_when_a_diary_was_kept_changes_nothing(diary: tuple[DiaryDay, ...]) -> None:
    assert found(diary) == found(tuple(replace(day, on=day.on + A_YEAR_OF_WEEKS) for day in diary))


@given(diaries())
def test_only_changes_of_pain_count_and_not_its_height(diary: tuple[DiaryDay, ...]) -> None:
    def higher(pain: float | None) -> float | None:
        return None if pain is None else pain + 2

    same(found(diary), found(tuple(replace(day, leg_waking=higher(day.leg_waking), leg_worst=higher(day.leg_worst)) for day in diary)))


@given(diaries())
def test_the_name_of_an_unknown_thing_changes_nothing(diary: tuple[DiaryDay, ...]) -> None:
    swap = {"thing_a": "thing_b", "thing_b": "thing_a"}
    swapped = tuple(replace(day, exposures={swap.get(name, name): value for name, value in day.exposures.items()}) for day in diary)

    same(found(diary), {swap.get(name, name): finding for name, finding in found(swapped).items()})


@given(diaries())
def test_nothing_strong_is_said_without_its_days_and_its_probability(diary: tuple[DiaryDay, ...]) -> None:
    findings = judged(None, diary, KNOWLEDGE, FIRST, NAMES)
    for one in findings.found:
        assert (one.needs > 0) == (one.verdict == "not_enough")
        if one.verdict != "not_enough":
            assert findings.days >= RULES["least_days"]
            assert one.days_exposed >= RULES["least_exposed"]
            assert one.days_unexposed >= RULES["least_unexposed"]
    likely = [one.probability for one in findings.found if one.verdict == "likely"]
    assert all(chance >= RULES["likely"] for chance in likely)
    assert all(one.probability <= RULES["probably_not"] for one in findings.found if one.verdict == "probably_not")
    assert sum(1 - chance for chance in likely) <= RULES["false_discovery"] * len(likely) + 1e-9


@st.composite
def diaries_with_a_strong_trigger(draw: st.DrawFn) -> tuple[DiaryDay, ...]:
    """Return 120 days on which lifting clearly adds to pain, with one thing more that nobody can learn from, or that is a copy."""
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    kind = draw(st.sampled_from(["missing", "never", "always", "copy", "opposite"]))
    effect, share = draw(st.floats(1.0, 4.0)), draw(st.floats(0.15, 0.6))
    rows, waking = [], 3.0
    for day in range(120):
        lifted = float(chance.random() < share)
        worst = float(np.clip(np.round(0.5 * waking + 2 + effect * lifted + chance.normal(0, 0.8)), 0, 10))
        also = {"missing": None, "never": 0.0, "always": 1.0, "copy": lifted, "opposite": 1 - lifted}[kind]
        told = {"heavy_lifting": lifted} | {name: float(chance.random() < 0.3) for name in NAMES[1:4]}
        told |= {ODD: also} if also is not None else {}
        rows.append(DiaryDay(on=FIRST + timedelta(day), leg_waking=waking, leg_worst=worst, exposures=told))
        waking = float(np.clip(np.round(0.4 * worst + 1.5 + chance.normal(0, 0.8)), 0, 10))
    return tuple(rows)


@settings(max_examples=15)
@given(diaries_with_a_strong_trigger())
def test_what_cannot_be_told_apart_is_never_called_likely(diary: tuple[DiaryDay, ...]) -> None:
    judgments = {one.exposure: one for one in judged(None, diary, KNOWLEDGE, FIRST, (*NAMES, ODD)).found}

    assert judgments[ODD].verdict not in ("likely", "helps")
    varied = {day.exposures.get(ODD) for day in diary} == {0.0, 1.0}
    assert not varied or judgments["heavy_lifting"].verdict not in ("likely", "helps")
    for one in judgments.values():
        assert np.isfinite([one.probability, one.probability_helps, one.effect_points, *one.interval]).all()


@settings(max_examples=6)
@given(diaries_with_a_strong_trigger(), st.sampled_from([0, 10]), st.randoms(use_true_random=False))
def test_the_order_of_the_columns_changes_nothing(diary: tuple[DiaryDay, ...], more: int, chance: Random) -> None:
    rows = [replace(day, exposures=day.exposures | {f"m{at}": float(chance.random() < 0.3) for at in range(more)}) for day in diary]
    ids = sorted({name for day in rows for name in day.exposures})
    mixed = chance.sample(ids, len(ids))

    one, other = (beliefs(rows, order, KNOWLEDGE) for order in (ids, mixed))

    for name in ids:
        np.testing.assert_allclose(np.hstack(other[name]), np.hstack(one[name]), rtol=1e-6, atol=1e-6)


CELLS = st.one_of(
    st.sampled_from(["", "0", "1", "0.5", "3", "10", "11", "-1", "nan", "1e9", "yes", '"', "2026-01-05", "05.01.2026", "0,5", " 1 "]),
    st.text(max_size=5),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["date", "leg_waking", "leg_worst", "sleep", "long_drive", "mine"]), max_size=6), st.data())
def test_any_table_is_answered_or_refused_in_one_line(capsys: pytest.CaptureFixture[str], header: list[str], data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.lists(CELLS, max_size=7), max_size=5))
    mark = data.draw(st.sampled_from(",;\t"))
    text = "\n".join(mark.join(row) for row in [header, *rows])
    with TemporaryDirectory() as folder:
        file = Path(folder) / "diary.csv"
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        status = cli.main(["triggers", str(file), "--json"])

    said = capsys.readouterr()
    if status == 0:
        assert {"id", "verdict", "probability"} <= {field for one in json.loads(said.out) for field in one} or json.loads(said.out) == []
        assert said.err == ""
    else:
        assert (status, said.out, said.err.count("\n")) == (2, "", 1)
