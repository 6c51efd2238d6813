"""The measures of a person as rows for their therapist: first, now, and what would be a clear change."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stepwell.engine import measuring
from stepwell.engine.because import shown
from stepwell.engine.log import Fact
from stepwell.engine.measuring import Series
from stepwell.knowledge.schema import Knowledge, MeasureScore
from stepwell.web.shared import chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One score over time.

    Attributes:
        first: what it began with; None for a score that asks how much has changed: it is compared with nothing.
        latest: the newest value as it is shown; "" where it is the first. threshold: in words. points: newest first.
    """

    series: Series
    first: measuring.Point | None
    latest: str
    name: str
    verdict: str
    threshold: str
    points: tuple[measuring.Point, ...]


def rows(facts: Iterable[Fact], knowledge: Knowledge) -> list[Row]:
    """Return every score that was told, in the order of the measures' files."""
    return [_row(series, knowledge) for series in measuring.series(facts, knowledge)]


def by_change(facts: Iterable[Fact], knowledge: Knowledge) -> dict[str, list[Row]]:
    """Return the scores that have clearly changed, those for the worse first, and the others."""
    told = rows(facts, knowledge)
    verdicts = {verdict: [row for row in told if row.series.latest.verdict == verdict] for verdict in ("worse", "better")}
    changed = [*verdicts["worse"], *verdicts["better"]]
    return {"changed": changed, "unchanged": [row for row in told if row not in changed]}


def _row(series: Series, knowledge: Knowledge) -> Row:
    measure = knowledge.measures[series.measure]
    score = next(each for each in measure.scores if each.id == series.score)
    asks_change = score.says_change
    verdict = chart.verdict(series.latest.verdict)
    return Row(
        series=series,
        first=None if asks_change else series.points[0],
        latest=signed(series.latest.value) if asks_change else series.latest.shown if len(series.points) > 1 else "",
        name=f"{series.name[:1].upper()}{series.name[1:]}",
        verdict=_("%s, they say") % verdict if asks_change else verdict,
        threshold=threshold(score),
        points=series.points[::-1],
    )


def says_change(series: Series, knowledge: Knowledge) -> bool:
    """Whether a score asks how much has changed."""
    return next(each for each in knowledge.measures[series.measure].scores if each.id == series.score).says_change


def signed(value: float) -> str:
    """Return a change as it is shown: with its sign."""
    return f"+{shown(value)}" if value > 0 else shown(value)


def threshold(score: MeasureScore) -> str:
    """Return from when on a change is called one, in a few words; a dash in words where nobody has set it."""
    if score.clear is None:
        return _("not set")
    points = ngettext("%s point", "%s points", int(score.clear.points) if score.clear.points == 1 else 2) % shown(score.clear.points)
    if not score.clear.percent:
        return points
    both = {"points": points, "percent": shown(score.clear.percent)}
    return (_("%(points)s and %(percent)s %%") if score.clear.needs == "both" else _("%(points)s or %(percent)s %%")) % both
