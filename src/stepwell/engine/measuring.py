"""The measures of a person over time: dated scores, each held against the first one, and what they say together."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal

from msgspec import Struct

from stepwell.engine import measuring_change
from stepwell.engine.because import shown
from stepwell.engine.log import Answers, CheckIn, Evaluation, Fact, Measure
from stepwell.engine.measuring_change import Verdict
from stepwell.engine.measuring_scores import band_of, group_of, scores_of, week_means
from stepwell.knowledge.schema import Knowledge, MeasureItem, MeasureKind, MeasureScore, Method

By = Literal["self", "therapist"]


class Point(Struct, frozen=True, kw_only=True):
    """One score on one day.

    Attributes:
        on: the day; for the mean of a week its Monday.
        by: who told it.
        gain: points towards better since the first one; None for the first one itself.
        percent: the same as percent of the first value; None where there is nothing to compare with, or that value was 0.
        verdict: first, better, worse, no_clear_change, or not_known (nobody knows what a clear change would be).
        shown: the value as a person reads it: a number, or a word such as "Yes".
        words: the value and what it says, in a sentence or two; without the name of the score.
        band: a published name for such a value, for clinicians; "" where there is none.
    """

    on: date
    value: float
    by: By = "self"
    gain: float | None = None
    percent: float | None = None
    verdict: Verdict = "first"
    sensitive: bool = False
    shown: str = ""
    words: str = ""
    band: str = ""


class Series(Struct, frozen=True, kw_only=True):
    """One score of one measure over time, oldest first; never empty.

    Attributes:
        measure, score: their ids. name: for a heading; an activity has the person's own words.
        lowest, highest: what the score can be. better: which way is better.
    """

    measure: str
    score: str
    name: str
    lowest: float
    highest: float
    better: Literal["lower", "higher"]
    points: tuple[Point, ...]

    @property
    def latest(self) -> Point:
        """The newest point."""
        return self.points[-1]


class _Told(Struct, frozen=True, kw_only=True):
    """The scores that one day gave for one measure."""

    on: date
    scores: dict[str, float]
    by: By = "self"


def series(facts: Iterable[Fact], knowledge: Knowledge) -> tuple[Series, ...]:
    """Return every score that was told, in the order of the measures' files. Facts may come in any order of kinds."""
    ordered = sorted(facts, key=lambda fact: fact.on)
    evaluations = [fact for fact in ordered if isinstance(fact, Evaluation)]
    check_ins = [fact for fact in ordered if isinstance(fact, CheckIn)]
    words = _latest_words(evaluations)
    found: list[Series] = []
    for measure in knowledge.measures.values():
        days = _days(measure, ordered)
        for score in measure.scores:
            told = _weeks(score, check_ins) if score.method is Method.WEEK_MEAN else days
            since = _words_since(score, measure, evaluations)
            with_score = [each for each in told if score.id in each.scores and each.on >= since]
            if with_score:
                found.append(_series(measure, score, with_score, words))
    return tuple(found)


def asks_safety(told: Series, knowledge: Knowledge) -> bool:
    """Whether its newest value is so much worse than the first, or than the one before, that the safety questions should be asked."""
    score = next(each for each in knowledge.measures[told.measure].scores if each.id == told.score)
    if not score.asks_safety or len(told.points) < 2:
        return False
    earlier = (told.points[0].value, told.points[-2].value)
    return any(measuring_change.change(score, value, told.latest.value).verdict == "worse" for value in earlier)


def asked_items(measure: MeasureKind, words: Mapping[str, object]) -> tuple[MeasureItem, ...]:
    """Return the items that can be asked: an activity only where the person has named it. ``words``: evaluation answers."""
    return tuple(item for item in measure.items if item.activity is None or words.get(item.activity))


def in_own_words(text: str, item: MeasureItem | None, words: Mapping[str, object]) -> str:
    """Return a text with the person's own words in the place of "{activity}"."""
    return text.replace("{activity}", str(words.get(item.activity, ""))) if item is not None and item.activity else text


def _series(measure: MeasureKind, score: MeasureScore, told: list[_Told], words: Answers) -> Series:
    items = {item.id: item for item in measure.items}
    item = items.get(score.items[0]) if score.method is Method.ITEM else None
    named = _named(measure, item) if item is not None else {}
    first = told[0].scores[score.id]
    return Series(
        measure=measure.id,
        score=score.id,
        name=in_own_words(score.name, item, words),
        lowest=score.lowest,
        highest=score.highest,
        better=score.better,
        points=tuple(
            _point(score, None if each is told[0] and not score.says_change else first, each, named, _band(measure, score, each))
            for each in told
        ),
    )


def _point(score: MeasureScore, first: float | None, told: _Told, named: Mapping[float, str], band: str) -> Point:
    value = told.scores[score.id]
    read = named.get(value, shown(value)).capitalize()
    if first is None:
        said = measuring_change.words(score, None, value, "first", named)
        return Point(on=told.on, value=value, by=told.by, shown=read, words=said, band=band)
    change = measuring_change.change(score, first, value)
    return Point(
        on=told.on,
        value=value,
        by=told.by,
        gain=change.gain,
        percent=change.percent,
        verdict=change.verdict,
        sensitive=change.sensitive,
        shown=read,
        words=measuring_change.words(score, first, value, change.verdict, named),
        band=band,
    )


def _band(measure: MeasureKind, score: MeasureScore, told: _Told) -> str:
    """Return the published name of a value; where groups are made of two scores, that of the group beside the first of them."""
    if measure.groups and score.id == measure.scores[0].id:
        return group_of(measure, told.scores)
    return band_of(score, told.scores[score.id])


def _named(measure: MeasureKind, item: MeasureItem) -> dict[float, str]:
    """Return the words of an item's answers, as they stand inside a sentence."""
    return {float(value): label.lower() for value, label in zip(measure.values_of(item), item.labels, strict=False)}


def _days(measure: MeasureKind, ordered: Iterable[Fact]) -> list[_Told]:
    """Return what each day gave for one measure; of a day's answers the later ones count, the others are kept."""
    words: Answers = {}
    answers: dict[date, Answers] = {}
    found: dict[date, _Told] = {}
    for fact in ordered:
        if isinstance(fact, Evaluation):
            words |= fact.answers
            said = {item.id: fact.answers[item.same_as] for item in measure.items if item.same_as in fact.answers}
            entered: float | None = None
            by: By = "self"
        elif isinstance(fact, Measure) and fact.measure == measure.id:
            said, entered, by = fact.answers, fact.score, fact.by
        else:
            continue
        if entered is not None:
            found[fact.on] = _Told(on=fact.on, scores={measure.scores[0].id: float(entered)}, by=by)
        elif said:
            answers[fact.on] = answers.get(fact.on, {}) | said
            asked = {item.id for item in asked_items(measure, words)}
            found[fact.on] = _Told(on=fact.on, scores=scores_of(measure, answers[fact.on], asked), by=by)
    return list(found.values())


def _weeks(score: MeasureScore, check_ins: list[CheckIn]) -> Iterator[_Told]:
    for monday, mean in week_means(score, check_ins).items():
        yield _Told(on=monday, scores={score.id: mean})


def _latest_words(evaluations: Iterable[Evaluation]) -> Answers:
    found: Answers = {}
    for fact in evaluations:
        found |= fact.answers
    return found


def _words_since(score: MeasureScore, measure: MeasureKind, evaluations: Iterable[Evaluation]) -> date:
    """Return the day from which a score is about the same activities as now: ratings of others, or of fewer, are no comparison."""
    named = {item.activity for item in measure.items if item.id in score.items and item.activity}
    words: Answers = {}
    since = date.min
    for fact in evaluations:
        told = {question: answer for question, answer in fact.answers.items() if question in named}
        if any(words.get(question) != answer for question, answer in told.items()):
            since = fact.on
        words |= told
    return since
