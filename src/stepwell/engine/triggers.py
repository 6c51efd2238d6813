"""What sets a person's pain off: verdicts on each exposure of a diary, once a week, slow to change and honest about what is not known."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import ceil, isfinite
from typing import TYPE_CHECKING

from msgspec.structs import replace

from stepwell.engine.trigger_findings import DiaryDay, Finding, Findings, Verdict
from stepwell.knowledge.schema import Knowledge

if TYPE_CHECKING:
    from stepwell.engine.trigger_model import Belief

A_WEEK = timedelta(days=7)


def through(diary: Sequence[DiaryDay], knowledge: Knowledge, today: date, before: Findings | None = None) -> Findings:
    """Return the findings of the week of ``today``: refitted on each Monday up to then, so that hysteresis has its history.

    Args:
        diary: oldest day first.
        before: earlier findings from the same diary to go on from; those of a later week are not used.
    """
    monday = _monday(today)
    if before is not None and before.week == monday:
        return before
    if before is not None and before.week > monday:
        before = None
    week = before.week + A_WEEK if before is not None else (_monday(diary[0].on) + A_WEEK if diary else monday)
    found = before
    while week < monday:
        if found is None or any(week - A_WEEK <= day.on < week for day in diary):
            found = refit(found, diary, knowledge, week)
        week += A_WEEK
    return refit(found, diary, knowledge, monday)


def refit(before: Findings | None, diary: Sequence[DiaryDay], knowledge: Knowledge, week: date) -> Findings:
    """Judge the days before one Monday.

    Args:
        before: the findings of an earlier week, or of the same: a verdict given then is kept until its probability is clearly past
            the threshold. None: no history.
        diary: oldest day first.
        week: the Monday; days from it on are not looked at.
    """
    return judged(before, [day for day in diary if day.on < week], knowledge, week)


def judged(before: Findings | None, diary: Sequence[DiaryDay], knowledge: Knowledge, week: date, asked: Sequence[str] = ()) -> Findings:
    """Judge a whole diary as it stands, whatever its days.

    Args:
        week: only names the findings.
        asked: exposures to judge even if no day of the diary tells of them.
    """
    from stepwell.engine import trigger_model, trigger_steps  # numpy is large: only who reads a diary loads it

    ids = exposure_ids(diary, knowledge, asked)
    rules = {rule.id: rule.value for rule in knowledge.trigger_rules.values()}
    believed = trigger_model.beliefs(diary, ids, knowledge)
    counts = trigger_steps.counted(diary, ids)
    rated = [day for day in diary if trigger_steps.is_rated(day)]
    earlier = {finding.exposure: finding for finding in before.found} if before is not None else {}
    span = (rated[-1].on - rated[0].on).days + 1 if rated else 0
    found = []
    for one in ids:
        needs = _needs(believed[one], counts[one], len(rated), span, rules)
        was = earlier[one].verdict if one in earlier else "not_enough"
        verdict = _verdict(believed[one], was, rules) if _is_enough(believed[one], counts[one], len(rated), was, rules) else "not_enough"
        found.append(_finding(one, believed[one], counts[one], verdict, max(1, needs) if verdict == "not_enough" else 0))
    found = _gated(found, trigger_steps.inseparable(diary, ids, rules["inseparable"]), rules)
    return Findings(week=week, days=len(rated), found=tuple(_since(finding, earlier.get(finding.exposure), week) for finding in found))


def exposure_ids(diary: Sequence[DiaryDay], knowledge: Knowledge, asked: Sequence[str] = ()) -> tuple[str, ...]:
    """Return every exposure of a diary and those in ``asked``: what the knowledge names in its order, then the others by name."""
    there = {exposure for day in diary for exposure in day.exposures}.union(asked)
    return (*(one for one in knowledge.triggers if one in there), *sorted(there - knowledge.triggers.keys()))


def _is_enough(belief: "Belief", counts: tuple[int, int], days: int, was: Verdict, rules: Mapping[str, float]) -> bool:
    """Whether anything may be said. What once was enough stays so through a small loss of information."""
    least = rules["least_information"] - (rules["keep_within"] if was != "not_enough" else 0.0)
    exposed, unexposed = counts
    return (
        days >= rules["least_days"]
        and exposed >= rules["least_exposed"]
        and unexposed >= rules["least_unexposed"]
        and belief.information >= least
    )


def _verdict(belief: "Belief", was: Verdict, rules: Mapping[str, float]) -> Verdict:
    def sure(verdict: Verdict, chance: float, least: float) -> bool:
        return chance >= least - (rules["keep_within"] if was == verdict else 0.0)

    if sure("likely", belief.worse, rules["likely"]):
        return "likely"
    if sure("helps", belief.helps, rules["likely"]):
        return "helps"
    if sure("possible", belief.worse, rules["possible"]):
        return "possible"
    if sure("probably_not", 1 - belief.worse, 1 - rules["probably_not"]):
        return "probably_not"
    return "unclear"


def _gated(found: Sequence[Finding], inseparable: frozenset[str], rules: Mapping[str, float]) -> list[Finding]:
    """Take strong verdicts back: of things that cannot be told apart, and the least sure until few are expected to be wrong."""
    for verdict, weaker in (("likely", "possible"), ("helps", "unclear")):
        found = _gate(found, verdict, weaker, inseparable, rules["false_discovery"])  # type: ignore[arg-type]
    return list(found)


def _gate(found: Sequence[Finding], verdict: Verdict, weaker: Verdict, inseparable: frozenset[str], most: float) -> list[Finding]:
    def wrong(finding: Finding) -> float:
        return 1 - (finding.probability if verdict == "likely" else finding.probability_helps)

    told = sorted((finding for finding in found if finding.verdict == verdict and finding.exposure not in inseparable), key=wrong)
    while told and sum(map(wrong, told)) / len(told) > most:
        told.pop()
    kept = {finding.exposure for finding in told}
    return [
        replace(finding, verdict=weaker) if finding.verdict == verdict and finding.exposure not in kept else finding for finding in found
    ]


def _needs(belief: "Belief", counts: tuple[int, int], days: int, span: int, rules: Mapping[str, float]) -> int:
    """Return about how many more days, at the pace of the diary so far, until anything can be said.

    An exposure that never came counts as half a time, so that the wait is long but not endless.
    """
    pace = days / span if span else 1.0
    exposed, unexposed = counts
    answered = max(exposed + unexposed, 1)
    missing = [rules["least_days"] - (days if exposed + unexposed else 0)]
    for count, least in ((exposed, rules["least_exposed"]), (unexposed, rules["least_unexposed"])):
        missing.append((least - count) * answered / max(count, 0.5))
    if isfinite(belief.wanted):
        missing.append((belief.wanted - 1) * days)
    return int(min(ceil(max(0.0, *missing) / pace), rules["needs_at_most"]))


def _finding(exposure: str, belief: "Belief", counts: tuple[int, int], verdict: Verdict, needs: int) -> Finding:
    return Finding(
        exposure=exposure,
        verdict=verdict,
        probability=round(belief.worse, 4),
        probability_helps=round(belief.helps, 4),
        effect_points=round(belief.points, 3),
        interval=(round(belief.interval[0], 3), round(belief.interval[1], 3)),
        days_exposed=counts[0],
        days_unexposed=counts[1],
        needs=needs,
    )


def _since(finding: Finding, earlier: Finding | None, week: date) -> Finding:
    same = earlier is not None and earlier.verdict == finding.verdict and earlier.since is not None
    return replace(finding, since=earlier.since if same and earlier is not None else week)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
