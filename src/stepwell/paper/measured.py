"""Numbers over time on paper: the line of leg pain, the weeks, and measures held against their first value."""

from collections.abc import Sequence
from datetime import date, timedelta

from stepwell.engine import measuring, outcome
from stepwell.engine.episodes import Episode, episodes
from stepwell.engine.log import CheckIn, Session
from stepwell.engine.measuring import Series
from stepwell.engine.measuring_change import Verdict
from stepwell.engine.outcome import Point, Week
from stepwell.engine.plan_changes import PlanChange
from stepwell.paper import words
from stepwell.paper.document import AnyBlock, Bars, Chart, Table, Text, Trend
from stepwell.paper.record import Record

SHOWN_DAYS = 84
MOST_BARS = 12
MOVED = 1.0
"""Points of 0-10 from which the words say up or down; less is about the same."""
VERDICTS = {
    "first": "First answer",
    "better": "Better",
    "worse": "Worse",
    "no_clear_change": "No clear change",
    "not_known": "Not known what matters",
}
CLEAR: tuple[Verdict, ...] = ("better", "worse")
RANKS: tuple[Verdict, ...] = (*CLEAR, "no_clear_change", "not_known", "first")
"""Which measures are shown first where there is no room for all."""


def points_of(record: Record) -> list[Point]:
    """Return leg pain on the days of the last twelve weeks; smoothed from the very first check-in on, as the plan does it."""
    check_ins = [fact for fact in record.of(CheckIn) if isinstance(fact, CheckIn)]
    since = record.today - timedelta(days=SHOWN_DAYS)
    return [point for point in outcome.points(check_ins, record.knowledge) if point.on >= since]


def flares_of(record: Record, since: date) -> list[Episode]:
    """Return the flare-ups that reach into the time since a day."""
    told = episodes(record.log.facts, record.knowledge, record.today)
    return [each for each in told if (each.last_on or record.today) >= since]


def leg_words(points: Sequence[Point]) -> str:
    """Return what the line shows, in sentences; "" with fewer than two days."""
    if len(points) < 2:
        return ""
    first, last = points[0], points[-1]
    moved = last.level - first.level
    trend = "It has gone down." if moved <= -MOVED else "It has gone up." if moved >= MOVED else "It is about the same."
    then, now = words.short_day(first.on, last.on), words.short_day(last.on)
    told = f"about {round(first.level)} of 10 on {then}, about {round(last.level)} of 10 on {now}"
    return f"Leg pain on waking, trend over some days: {told}. {trend}"


def leg_chart(
    record: Record, points: Sequence[Point], flares: Sequence[Episode], changes: Sequence[PlanChange] = (), *, is_low: bool = False
) -> Chart | None:
    """Return the line of leg pain with its usual band; None with fewer than two days."""
    if len(points) < 2 or points[0].on == points[-1].on:
        return None
    first = points[0].on
    end = max([points[-1].on, *(flare.last_on or record.today for flare in flares)])
    span = (end - first).days

    def x(on: date) -> float:
        return round(min(1.0, max(0.0, (on - first).days / span)), 4)

    shaded = tuple((x(flare.started_on), x((flare.last_on or record.today) + timedelta(days=1))) for flare in flares)
    marks = tuple(x(change.on) for change in changes)
    kinds = (("line", "Trend over some days"), ("band", "Usual ups and downs"), ("dot", "One morning"))
    also = ((("shaded", "Flare-up"),) if shaded else ()) + ((("mark", "Plan changed"),) if marks else ())
    flared = f" {words.counted(len(shaded), 'flare-up')} shaded." if shaded else ""
    return Chart(
        alt=f"Line of leg pain with its usual ups and downs. {leg_words(points)}{flared}",
        caption="0 is no pain, 10 the worst imaginable.",
        is_low=is_low,
        trend=tuple(
            Trend(x=x(point.on), level=round(point.level, 2), low=round(point.low, 2), high=round(point.high, 2), run=number)
            for number, run in enumerate(outcome.runs(points))
            for point in run
        ),
        dots=tuple((x(point.on), float(point.waking)) for point in points if point.waking is not None),
        shaded=shaded,
        marks=marks,
        ends=(words.short_day(first, end), words.short_day(end)),
        legend=kinds + also,
    )


def weeks_of(record: Record, most: int) -> list[Week]:
    """Return the last weeks with anything in them, oldest first."""
    check_ins = [fact for fact in record.of(CheckIn) if isinstance(fact, CheckIn)]
    sessions = [fact for fact in record.of(Session) if isinstance(fact, Session)]
    return list(outcome.weeks(check_ins, sessions)[:most])[::-1]


def walk_bars(weeks: Sequence[Week]) -> Bars | None:
    """Return the most walked in a day of each week as bars, up to the last week that told any; None with fewer than two."""
    told = {week.first: week.walked for week in weeks if week.walked is not None}
    last = max(told, default=date.min)
    said = {monday: walked for monday, walked in told.items() if (last - monday).days < MOST_BARS * 7}
    if len(said) < 2:
        return None
    first = min(said)
    mondays = [first + timedelta(weeks=number) for number in range((last - first).days // 7 + 1)]
    most = max(said.values())
    return Bars(
        alt=f"Most walked in a day of the week: {said[first]} minutes at first, {said[last]} minutes in the latest week, {most} at most.",
        caption="Most walked in a day of the week that begins on the day below, minutes.",
        values=tuple(said.get(monday) for monday in mondays),
        days=tuple(words.short_day(monday, last) for monday in mondays),
        most=_top(most),
    )


def week_table(weeks: Sequence[Week]) -> Table:
    """Return the weeks, newest first, in numbers."""
    return Table(
        caption="Week by week",
        heads=("Week of", "Session days", "Leg pain on waking", "Most walked in a day", "Longest sit", "Flare days"),
        rows=tuple(
            (
                words.short_day(week.first),
                str(week.days_done),
                _range(week.leg),
                _minutes(week.walked),
                _minutes(week.sat),
                str(week.flare_days) if week.flare_days else "–",
            )
            for week in reversed(weeks)
        ),
        shares=(14, 16, 22, 16, 16, 16),
    )


def series_of(record: Record) -> list[Series]:
    """Return every measure, those with more than one value first."""
    told = measuring.series(record.log.facts, record.knowledge)
    return sorted(told, key=lambda each: len(each.points) < 2)


def measures(told: Sequence[Series], today: date, most: int) -> tuple[AnyBlock, ...]:
    """Return measures held against their first value: below its threshold nothing is called a change.

    most: how many rows, or all where more have clearly changed; of the rest it is said how many there are.
    """
    clear = sum(1 for each in told if each.latest.verdict in CLEAR)
    first = sorted(told, key=lambda each: RANKS.index(each.latest.verdict))[: len(told) if clear > most else most]
    table = _measure_table([each for each in told if each in first], today)
    rest = [each.latest.verdict for each in told if each not in first]
    return (table, Text(text=_more(rest), is_small=True)) if rest else (table,)


def _more(verdicts: Sequence[Verdict]) -> str:
    """Return how many more measures there are, by what became of them."""
    once = verdicts.count("first")
    counts = ((len(verdicts) - once, "without a clear change"), (once, "told once"))
    return f"And {', '.join(f'{count} more {said}' for count, said in counts if count)}."


def _measure_table(told: Sequence[Series], today: date) -> Table:
    return Table(
        caption="Measures",
        heads=("Measure", "First", "Latest", "Change"),
        rows=tuple(
            (
                f"{words.cut(each.name[:1].upper() + each.name[1:], 70)}",
                _valued(each.points[0], today) if len(each.points) > 1 else "–",
                _valued(each.latest, today),
                VERDICTS[each.latest.verdict],
            )
            for each in told
        ),
    )


def _valued(point: measuring.Point, today: date) -> str:
    return f"{words.cut(point.shown, 30)} ({words.short_day(point.on, today)})"


def _range(leg: tuple[int, int] | None) -> str:
    if leg is None:
        return "–"
    return f"{leg[0]}–{leg[1]} of 10" if leg[0] != leg[1] else f"{leg[0]} of 10"


def _minutes(value: int | None) -> str:
    return "–" if value is None else f"{value} min"


def _top(most: int) -> int:
    step = 10 if most <= 40 else 20 if most <= 120 else 60
    return max(step, -(-most // step) * step)
