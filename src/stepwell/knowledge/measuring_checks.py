"""What must be true of the measures: items that exist, thresholds that can be reached, no words of somebody else."""

from collections.abc import Iterator

from msgspec import Struct

from stepwell.knowledge.errors import KnowledgeError
from stepwell.knowledge.schema import Grade, Knowledge, MeasureItem, MeasureKind, MeasureScore, Method

_MADE_OF_ONE = (Method.ITEM, Method.WEEK_MEAN)
_OUR_WORDS = ("text", "help", "labels", "ends")


class Part(Struct, frozen=True):
    """One part of a measure that carries a grade, with an id to name it by."""

    id: str
    grade: Grade
    sources: tuple[str, ...] = ()


def check(knowledge: Knowledge) -> None:
    """Raise KnowledgeError for the first thing that does not fit; return quietly otherwise."""
    for measure in knowledge.measures.values():
        where = f"measures/{measure.id}.toml"
        _ids(measure, where)
        for item in measure.items:
            _item(item, measure, f"{where}: item {item.id!r}", knowledge)
        for score in measure.scores:
            _score(score, measure, f"{where}: score {score.id!r}", knowledge)
        for group in measure.groups:
            if group.part not in {score.id for score in measure.scores}:
                raise KnowledgeError(f"{where}: group {group.name!r}", f"the score {group.part!r} does not exist", "name one of its scores")


def graded(knowledge: Knowledge) -> Iterator[Part]:
    """Yield everything of the measures that carries a grade and sources."""
    for measure in knowledge.measures.values():
        yield Part(measure.id, measure.grade, measure.sources)
        if measure.cadence is not None:
            yield Part(f"{measure.id}: cadence", measure.cadence.grade, measure.cadence.sources)
        if measure.holder is not None:
            yield Part(f"{measure.id}: holder", Grade.MEMORY, measure.holder.sources)
        for group in measure.groups:
            yield Part(f"{measure.id}: {group.name}", group.grade, group.sources)
        for score in measure.scores:
            yield Part(f"{measure.id}: {score.id}", score.grade, score.sources)
            for part in (score.clear, score.variant, score.noise, *score.bands, *score.heed):
                if part is not None:
                    yield Part(f"{measure.id}: {score.id}", part.grade, part.sources)


def _ids(measure: MeasureKind, where: str) -> None:
    for what in (measure.items, measure.scores):
        ids = [each.id for each in what]
        for each in ids:
            if ids.count(each) > 1:
                raise KnowledgeError(where, f"the id {each!r} stands twice", "give one of them another id")


def _item(item: MeasureItem, measure: MeasureKind, where: str, knowledge: Knowledge) -> None:
    values = measure.values_of(item)
    if len(values) < 2 or len(set(values)) != len(values):
        raise KnowledgeError(where, "fewer than two different answers", "list its values")
    if item.points and len(item.points) != len(values):
        raise KnowledgeError(where, f"{len(item.points)} points for {len(values)} answers", "give one for each")
    if item.labels and len(item.labels) != len(values):
        raise KnowledgeError(where, f"{len(item.labels)} labels for {len(values)} answers", "give one for each")
    if item.ends and len(item.ends) != 2:
        raise KnowledgeError(where, "the words for the ends are not two", "give one for the first answer and one for the last")
    if item.page and item.page not in {page.id for page in measure.pages}:
        raise KnowledgeError(where, f"the page {item.page!r} has no heading", "add it to pages, or name another")
    if measure.is_own and not item.text:
        raise KnowledgeError(where, "our own item has no words", "write its text")
    if not measure.is_own and any(getattr(item, field) for field in _OUR_WORDS):
        raise KnowledgeError(where, "holds words that belong to somebody else", "leave them out; they are loaded from a file")
    for question in (item.activity, item.same_as):
        if question is not None and question not in knowledge.questions:
            raise KnowledgeError(where, f"the question {question!r} does not exist", "name a question of the evaluation")


def _score(score: MeasureScore, measure: MeasureKind, where: str, knowledge: Knowledge) -> None:
    known = set(knowledge.questions) if score.method is Method.WEEK_MEAN else {item.id for item in measure.items}
    for item in score.items:
        if item not in known:
            raise KnowledgeError(where, f"the item {item!r} does not exist", "name one that does")
    if bool(score.items) == (score.method is Method.ENTERED) or (score.method in _MADE_OF_ONE and len(score.items) != 1):
        raise KnowledgeError(where, f"{len(score.items)} items do not fit the method {score.method.value!r}", "mend one of them")
    if score.lowest >= score.highest:
        raise KnowledgeError(where, f"lowest {score.lowest} is not below highest {score.highest}", "mend the limits")
    if score.items and score.most_missing >= len(score.items):
        raise KnowledgeError(where, "all of its items may be missing", "make most_missing smaller")
    for part in (score.clear, score.variant, score.noise):
        if part is not None and part.points > score.highest - score.lowest:
            raise KnowledgeError(where, f"a change of {part.points:g} is not possible", "mend the threshold or the limits")
    for band in score.bands:
        if not score.lowest <= band.lowest <= band.highest <= score.highest:
            raise KnowledgeError(f"{where}: band {band.name!r}", "lies outside the limits", "mend the band")
