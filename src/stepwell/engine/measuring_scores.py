"""Answers of a measure -> its scores, exactly as the measure says; what is missing is never guessed."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from stepwell.engine.log import Answers, CheckIn
from stepwell.knowledge.schema import Heed, Help, MeasureKind, MeasureScore, Method


def score_of(score: MeasureScore, measure: MeasureKind, answers: Answers, asked: Collection[str] | None = None) -> float | None:
    """Return one score of one answered measure, or None where too much is missing, or where it is not made of items.

    Args:
        score: one of the measure's scores.
        measure: what was answered.
        answers: item id -> answer, each one that its item allows.
        asked: the items that were asked at all; None: all of them. What was not asked is not missing.
    """
    if score.method in (Method.ENTERED, Method.WEEK_MEAN):
        return None
    points = _points(score, measure, answers, asked)
    known = [each for each in points if each is not None]
    missing = len(points) - len(known)
    if not known or missing > score.most_missing or (missing and score.missing == "no_score"):
        return None
    total = float(sum(known))
    match score.method:
        case Method.MEAN:
            return total / (len(points) if score.missing == "zero" else len(known))
        case Method.PERCENT:
            return 100 * total / _most(score, measure, [item for item, each in zip(score.items, points, strict=True) if each is not None])
    return total


def scores_of(measure: MeasureKind, answers: Answers, asked: Collection[str] | None = None) -> dict[str, float]:
    """Return every score that the answers give, by id; without those that they do not give."""
    found = {score.id: score_of(score, measure, answers, asked) for score in measure.scores}
    return {score: value for score, value in found.items() if value is not None}


def week_means(score: MeasureScore, check_ins: Sequence[CheckIn]) -> dict[date, float]:
    """Return the mean of each week that has enough days, by its Monday. Of two check-ins on a day the later one counts."""
    question = score.items[0]
    weeks: dict[date, dict[date, float]] = {}
    for fact in sorted(check_ins, key=lambda fact: fact.on):
        value = fact.answers.get(question)
        if isinstance(value, int | float) and not isinstance(value, bool):
            weeks.setdefault(fact.on - timedelta(days=fact.on.weekday()), {})[fact.on] = float(value)
    return {monday: sum(days.values()) / len(days) for monday, days in weeks.items() if len(days) >= score.fewest}


def band_of(score: MeasureScore, value: float) -> str:
    """Return the name of the band that holds a value; "" where no band does."""
    return next((band.name for band in score.bands if band.lowest <= value <= band.highest), "")


def group_of(measure: MeasureKind, scores: dict[str, float]) -> str:
    """Return the group that two scores give together, such as "medium"; "" where one is missing or there are no groups."""
    found = ""
    for group in measure.groups:
        total, part = scores.get(measure.scores[0].id), scores.get(group.part)
        if total is not None and part is not None and total >= group.total_from and part >= group.part_from:
            found = group.name
    return found


def help_to_offer(measure: MeasureKind, scores: dict[str, float]) -> Help | None:
    """Return the most that any score calls for: offer_talk, or tell_therapist; None where nothing does."""
    found = {heed.do for score in measure.scores if score.id in scores for heed in score.heed if _holds(heed, scores[score.id])}
    return "tell_therapist" if "tell_therapist" in found else "offer_talk" if found else None


def _holds(heed: Heed, value: float) -> bool:
    return (heed.at_least is not None and value >= heed.at_least) or (heed.at_most is not None and value <= heed.at_most)


def _points(score: MeasureScore, measure: MeasureKind, answers: Answers, asked: Collection[str] | None) -> list[float | None]:
    """Return what each item of a score counts; None for one that was asked and not answered. What was not asked is left out."""
    items = {item.id: item for item in measure.items}
    found: list[float | None] = []
    for item_id in score.items:
        if asked is not None and item_id not in asked:
            continue
        answer, item = answers.get(item_id), items[item_id]
        values = measure.values_of(item)
        # An older release may have asked with other answers: what does not fit any more is as if it were missing.
        if not isinstance(answer, int | float) or answer not in values:
            found.append(None)
        else:
            found.append(item.points[values.index(int(answer))] if item.points else float(answer))
    return found


def _most(score: MeasureScore, measure: MeasureKind, answered: Collection[str]) -> float:
    """Return the most that the answered items could give."""
    items = {item.id: item for item in measure.items}
    return float(sum(max(items[item].points or measure.values_of(items[item])) for item in answered))
