"""Whether a score has clearly changed: below its threshold nothing is called a change."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from stepwell.engine.because import shown
from stepwell.engine.measuring_scores import band_of
from stepwell.knowledge.schema import Clear, MeasureScore

Verdict = Literal["first", "better", "worse", "no_clear_change", "not_known"]
"""first: there is nothing to compare with. not_known: it may be more than chance, and nobody has published or set what would matter."""

_TOLERANCE = 1e-9


class Change(Struct, frozen=True, kw_only=True):
    """How far a score is from its first value.

    Attributes:
        gain: points towards better; negative towards worse.
        percent: the same as percent of the first value; None where that was 0, or below.
        sensitive: whether the second published threshold, where there is one, is reached.
    """

    gain: float
    percent: float | None
    verdict: Verdict
    sensitive: bool = False


def change(score: MeasureScore, first: float, now: float) -> Change:
    """Return how a value compares with the first one; a score that says the change itself needs no first one."""
    gain = _gain(score, 0 if score.says_change else first, now)
    percent = None if score.says_change or first <= 0 else 100 * gain / first
    if score.clear is None:
        is_noise = score.noise is not None and abs(gain) < score.noise.points
        return Change(gain=gain, percent=percent, verdict="no_clear_change" if is_noise else "not_known")
    clearly = _is_reached(score.clear, gain, percent) and not (score.clear.band and band_of(score, first) == band_of(score, now))
    verdict: Verdict = "no_clear_change" if not clearly else "better" if gain > 0 else "worse"
    return Change(
        gain=gain, percent=percent, verdict=verdict, sensitive=score.variant is not None and _is_reached(score.variant, gain, percent)
    )


def words(score: MeasureScore, first: float | None, now: float, verdict: Verdict, named: Mapping[float, str]) -> str:
    """Return a value and what it says, in a sentence or two. ``named``: words for values that are no numbers to a person."""
    value = named.get(now, shown(now))
    if verdict == "first" or first is None:
        return f"{value[:1].upper()}{value[1:]}. This is your starting point."
    then = f"Now {value}." if score.says_change else f"{named.get(first, shown(first))} at first, now {value}."
    return f"{then[:1].upper()}{then[1:]} {_says(score, first, verdict)}"


def _says(score: MeasureScore, first: float, verdict: Verdict) -> str:
    match verdict:
        case "better":
            return "That is a clear change for the better."
        case "worse" if score.asks_safety:
            return "That is clearly more than at first. Please answer the safety questions."
        case "worse":
            return "That is a clear change the other way. One bad spell can do that; if it stays, tell your doctor or therapist."
        case "no_clear_change" if score.little_better_below is not None and first < score.little_better_below:
            return "No clear change. From so low a score, this measure can show little more."
        case "no_clear_change" if score.little_worse_above is not None and first > score.little_worse_above:
            return "No clear change. From so high a score, this measure shows it late if things get harder."
        case "no_clear_change":
            return "No clear change yet."
    return "How much must change before it matters is not known for this one."


def _gain(score: MeasureScore, first: float, now: float) -> float:
    return now - first if score.better == "higher" else first - now


def _is_reached(threshold: Clear, gain: float, percent: float | None) -> bool:
    """Whether a change is as large as a threshold. The percent is left out of account where it is undefined, or not asked for."""
    points = abs(gain) + _TOLERANCE >= threshold.points
    if percent is None or not threshold.percent:
        return points
    share = abs(percent) + _TOLERANCE >= threshold.percent
    return points and share if threshold.needs == "both" else points or share
