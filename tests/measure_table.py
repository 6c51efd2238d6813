"""docs/reference/measures.md: every measure, its scoring and thresholds, with where each comes from. Made from the knowledge files."""

from collections.abc import Iterator

from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Clear, Grade, Knowledge, MeasureKind, MeasureScore, Method, NoiseLimit

HEAD = """# Measures

What is asked on a date, how it is scored, and how much must change before it is called a change. `read`: seen in a listed
source (mostly its abstract). `memory_high`, `memory`, `memory_low`: professional knowledge that was not looked up again.
`design`: our own judgement, which needs a clinician's sign-off. No clinician has reviewed these files yet.
This page is made from the knowledge files (`./run docs`).

- **Our own** are asked in our own words, which stand in `src/stepwell/knowledge/data/measures`.
- **Those of others**: only item ids, answer values, scoring and thresholds are here. Their wording is not part of Stepwell;
  whoever may use one [loads it](../how-to/load-an-instrument.md). A score that was worked out on paper can always be entered.
- **A clear change** is at least the number below, against the first value; anything less is "no clear change". The percent is
  of the first value, and is left out where that was 0. See [what a change means](../explanation/measures.md).
"""
METHODS = {
    Method.SUM: "sum of {n} items",
    Method.MEAN: "mean of {n} items",
    Method.COUNT: "number ticked of {n} statements",
    Method.PERCENT: "percent of the most that the answered of {n} items could give",
    Method.ITEM: "the answer itself",
    Method.WEEK_MEAN: "mean of the week's check-ins (`{item}`), at least {fewest} of 7 days",
    Method.ENTERED: "entered by hand; not worked out here",
}


def page() -> str:
    """Return the whole page."""
    knowledge = load()
    own = [measure for measure in knowledge.measures.values() if measure.is_own]
    others = [measure for measure in knowledge.measures.values() if not measure.is_own]
    parts = [HEAD, "## Our own\n", *_chapter(own), "## Of others\n", *_chapter(others), *_sources(knowledge)]
    return "\n".join(parts) + "\n"


def _chapter(measures: list[MeasureKind]) -> Iterator[str]:
    for measure in measures:
        yield f"### {measure.name} (`{measure.id}`)\n"
        if measure.recall or measure.cadence is not None:
            yield "; ".join(filter(None, (_recall(measure), _cadence(measure)))) + ".\n"
        if measure.holder is not None:
            yield f"Wording: {measure.holder.name}. {measure.holder.licence} ({_names(measure.holder.sources)})\n"
        if measure.items:
            yield _items(measure) + "\n"
        yield "| score | range | better | how | missing answers | a clear change | chance alone | bands | known |"
        yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
        yield from dict.fromkeys(_row(score) for score in measure.scores)
        yield ""
        yield from _heeds(measure)
        yield from _groups(measure)
        if measure.note:
            yield f"{measure.note}\n"


def _recall(measure: MeasureKind) -> str:
    return f"About {measure.recall}" if measure.recall else ""


def _cadence(measure: MeasureKind) -> str:
    cadence = measure.cadence
    if cadence is None:
        return ""
    words = f"every {cadence.every} days, from day {max(1, cadence.first_after)} on, open for {cadence.open_for} (`{cadence.grade.value}`)"
    return words if measure.recall else words.capitalize()


def _items(measure: MeasureKind) -> str:
    groups: dict[str, list[str]] = {}
    for item in measure.items:
        values = measure.values_of(item)
        answers = ", ".join(map(str, values)) if len(values) < 6 else f"{values[0]} to {values[-1]}"
        if item.points:
            answers += " (counting " + ", ".join(f"{point:g}" for point in item.points) + ")"
        groups.setdefault(answers, []).append(f"`{item.id}`")
    return "Items: " + "; ".join(f"{_listed(ids)} answered {answers}" for answers, ids in groups.items()) + "."


def _listed(ids: list[str]) -> str:
    return ", ".join(ids) if len(ids) <= 10 else f"{ids[0]} to {ids[-1]}"


def _row(score: MeasureScore) -> str:
    how = METHODS[score.method].format(n=len(score.items), item="".join(score.items[:1]), fewest=score.fewest)
    missing = "" if score.method in (Method.ENTERED, Method.ITEM, Method.WEEK_MEAN) else _missing(score)
    cells = (
        score.name.replace("{activity}", "an activity, in the person's words"),
        f"{score.lowest:g} to {score.highest:g}",
        score.better,
        how,
        missing,
        " / ".join(filter(None, (_clear(score.clear), _clear(score.variant)))) or "not known",
        _noise(score.noise),
        "; ".join(f"{band.name} {band.lowest:g} to {band.highest:g} {_from(band.grade, band.sources)}" for band in score.bands),
        _from(score.grade, score.sources),
    )
    return f"| {' | '.join(cells)} |"


def _missing(score: MeasureScore) -> str:
    if score.missing == "zero":
        return "not ticked counts 0; none at all gives no score"
    if score.missing == "left_out":
        return f"up to {score.most_missing} left out"
    return "one gives no score"


def _clear(clear: Clear | None) -> str:
    if clear is None:
        return ""
    percent = f" {'and' if clear.needs == 'both' else 'or'} {clear.percent:g} percent" if clear.percent else ""
    band = " and another band" if clear.band else ""
    return f"{clear.points:g} point{'' if clear.points == 1 else 's'}{percent}{band} {_from(clear.grade, clear.sources)}"


def _noise(noise: NoiseLimit | None) -> str:
    return f"{noise.points:g} {_from(noise.grade, noise.sources)}" if noise is not None else ""


def _heeds(measure: MeasureKind) -> Iterator[str]:
    does = {
        "offer_talk": "somebody to talk to is offered",
        "tell_therapist": "the advice is also to tell a doctor or physical therapist soon",
    }
    for score in measure.scores:
        for heed in score.heed:
            level = f"{heed.at_least:g} or more" if heed.at_least is not None else f"{heed.at_most:g} or less"
            yield f"- {score.name} at {level}: {does[heed.do]} {_from(heed.grade, heed.sources)}."
    if any(score.heed for score in measure.scores):
        yield ""


def _groups(measure: MeasureKind) -> Iterator[str]:
    for group in measure.groups:
        from_where = _from(group.grade, group.sources)
        yield f"- {group.name}: total from {group.total_from:g}, `{group.part}` from {group.part_from:g} {from_where}."
    if measure.groups:
        yield ""


def _from(grade: Grade, sources: tuple[str, ...]) -> str:
    names = _names(sources)
    return f"(`{grade.value}`: {names})" if names else f"(`{grade.value}`)"


def _names(sources: tuple[str, ...]) -> str:
    return ", ".join(f"[{source}](#{source})" for source in sources)


def _sources(knowledge: Knowledge) -> Iterator[str]:
    used = set()
    for measure in knowledge.measures.values():
        used |= {
            *measure.sources,
            *(measure.cadence.sources if measure.cadence else ()),
            *(measure.holder.sources if measure.holder else ()),
        }
        used |= {source for group in measure.groups for source in group.sources}
        for score in measure.scores:
            used |= {*score.sources}
            for part in (score.clear, score.variant, score.noise, *score.bands, *score.heed):
                used |= {*part.sources} if part is not None else set()
    yield "## Sources\n"
    for source in sorted(used):
        known = knowledge.sources[source]
        yield f"### {source}\n\n{known.citation}. Read: {known.read}. <{known.where}>\n"
