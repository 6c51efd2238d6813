"""What an on/off test says at its end: a randomisation test within blocks, and the honest "can't tell".

The answer rests on the draw alone: it asks how often another draw of the same days, just as likely, would have shown as
large a difference if what is tested made none. No shape of the ups and downs of pain has to be believed for that.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations
from math import isclose
from statistics import fmean as mean
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine import on_off
from stepwell.engine.on_off import Trial
from stepwell.engine.trigger_findings import DiaryDay
from stepwell.knowledge.schema import Knowledge

GRID = 0.05
"""Points to which pain is rounded before draws are counted: far below what a rating can tell."""
MOST_POINTS, STEP = 10.0, 0.1


class TrialResult(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a test says.

    Attributes:
        verdict: worse (more leg pain on days as usual), no_difference (none worth minding) or cannot_tell.
        because: why it cannot tell: few_days, not_kept (too many days with less of it were not), or wide (the range holds both).
        effect_points: how much more leg pain at its worst on days as usual, in points of 0-10; None where too few days were told.
        interval: the middle 80 % of what fits the days.
        days_usual, days_less: days of each kind that could be used. of_usual, of_less: such days that there were.
        less_told, less_kept: of the days with less of it, those of which the exposure was told, and was not ticked.
    """

    verdict: Literal["worse", "no_difference", "cannot_tell"]
    because: Literal["", "few_days", "not_kept", "wide"] = ""
    effect_points: float | None = None
    interval: tuple[float, float] | None = None
    days_usual: int = 0
    days_less: int = 0
    of_usual: int = 0
    of_less: int = 0
    less_told: int = 0
    less_kept: int = 0


class _Row(Struct, frozen=True):
    """One day that can be used: its block, whether it was as usual (1) or with less (0), leg pain at its worst, and on waking."""

    block: int
    usual: int
    worst: float
    waking: float


def analysed(test: Trial, seed: int, diary: Sequence[DiaryDay], knowledge: Knowledge) -> TrialResult:
    """Return what a test says so far, each day counted as it was drawn, whatever was done on it.

    What is compared is leg pain at its worst on each day. Pain on waking that day is taken into account, and with it most of what
    the day before left behind; where it was not told, the person's usual stands in, the same for both kinds. A day counts when its
    worst pain was told and its block has days of both kinds.

    Args:
        test: the test. seed: the person's.
        diary: of at least the days of the test.
        knowledge: the rules.
    """
    rules = {
        rule: knowledge.response[rule].value for rule in ("on_off_least_days", "on_off_worth", "on_off_luck", "on_off_tail", "on_off_kept")
    }
    drawn = on_off.days(test, seed, knowledge)
    rows = _rows(drawn, diary)
    told = {day.on: day.exposures[test.exposure] for day in diary if test.exposure in day.exposures}
    less = [told[day.on] for day in drawn if day.kind == "less" and day.on in told]
    counted = TrialResult(
        verdict="cannot_tell",
        because="few_days",
        days_usual=sum(row.usual for row in rows),
        days_less=sum(not row.usual for row in rows),
        of_usual=sum(day.kind == "usual" for day in drawn),
        of_less=sum(day.kind == "less" for day in drawn),
        less_told=len(less),
        less_kept=sum(value < 1 for value in less),
    )
    if min(counted.days_usual, counted.days_less) < max(rules["on_off_least_days"], 1):
        return counted
    return _judged(counted, rows, rules)


def _judged(counted: TrialResult, rows: list[_Row], rules: dict[str, float]) -> TrialResult:
    low = _first(lambda shift: _as_large(rows, shift) >= rules["on_off_tail"])
    high = _first(lambda shift: _as_small(rows, shift) < rules["on_off_tail"]) - STEP
    found = replace(counted, because="wide", effect_points=_effect(rows), interval=(round(low, 1), round(high, 1)))
    if high < rules["on_off_worth"]:
        kept = counted.less_told > 0 and counted.less_kept >= rules["on_off_kept"] * counted.less_told
        return replace(found, verdict="no_difference", because="") if kept else replace(found, because="not_kept")
    return replace(found, verdict="worse", because="") if _as_large(rows, 0.0) <= rules["on_off_luck"] else found


def _rows(drawn: Sequence[on_off.TrialDay], diary: Sequence[DiaryDay]) -> list[_Row]:
    by_day = {day.on: day for day in diary}
    known = [day.leg_waking for day in diary if day.leg_waking is not None]
    usually = mean(known) if known else 0.0
    blocks: dict[int, list[_Row]] = defaultdict(list)
    for day in drawn:
        here = by_day.get(day.on)
        if here is None or here.leg_worst is None:
            continue
        before = here.leg_waking if here.leg_waking is not None else usually
        blocks[day.block].append(_Row(day.block, int(day.kind == "usual"), here.leg_worst, before))
    return [row for block in blocks.values() if 0 < sum(row.usual for row in block) < len(block) for row in block]


def _effect(rows: list[_Row]) -> float:
    """Return the difference between the kinds, within blocks and for the same pain on waking: the shift that leaves none over."""
    without, with_one = (sum(row.usual * left for row, left in zip(rows, _left_over(rows, shift), strict=True)) for shift in (0.0, 1.0))
    return 0.0 if isclose(without, with_one, abs_tol=1e-9) else without / (without - with_one)


def _as_large(rows: list[_Row], shift: float) -> float:
    """Return the share of equally likely draws with a difference as large as this one, or larger, if ``shift`` were the true one."""
    found, draws = _drawn(rows, shift)
    return sum(share for value, share in draws.items() if value >= found)


def _as_small(rows: list[_Row], shift: float) -> float:
    """Return the share of draws with a difference as small as this one, or smaller."""
    found, draws = _drawn(rows, shift)
    return sum(share for value, share in draws.items() if value <= found)


def _drawn(rows: list[_Row], shift: float) -> tuple[int, dict[int, float]]:
    """Return the summed pain left over on days as usual, on a fine grid, and what every other draw would have given with its share."""
    left = [round(value / GRID) for value in _left_over(rows, shift)]
    found = sum(value for row, value in zip(rows, left, strict=True) if row.usual)
    draws = {0: 1.0}
    for block in sorted({row.block for row in rows}):
        here = [value for row, value in zip(rows, left, strict=True) if row.block == block]
        ways = [sum(way) for way in combinations(here, sum(row.usual for row in rows if row.block == block))]
        further: dict[int, float] = defaultdict(float)
        for value, share in draws.items():
            for way in ways:
                further[value + way] += share / len(ways)
        draws = further
    return found, draws


def _left_over(rows: list[_Row], shift: float) -> list[float]:
    """Return the worst pain of each day less ``shift`` where it was as usual, against its block and the pain that it began with."""
    worst = _centred(rows, [row.worst - shift * row.usual for row in rows])
    waking = _centred(rows, [row.waking for row in rows])
    spread = sum(value**2 for value in waking)
    slope = sum(one * other for one, other in zip(worst, waking, strict=True)) / spread if spread else 0.0
    return [one - slope * other for one, other in zip(worst, waking, strict=True)]


def _centred(rows: list[_Row], values: list[float]) -> list[float]:
    blocks: dict[int, list[float]] = defaultdict(list)
    for row, value in zip(rows, values, strict=True):
        blocks[row.block].append(value)
    middle = {block: mean(inside) for block, inside in blocks.items()}
    return [value - middle[row.block] for row, value in zip(rows, values, strict=True)]


def _first(is_so: Callable[[float], bool]) -> float:
    """Return the lowest shift, in tenths of a point, from which on something is so; the highest possible where it never is."""
    low, high = round(-MOST_POINTS / STEP), round(MOST_POINTS / STEP)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if is_so(middle * STEP) else (middle + 1, high)
    return low * STEP
