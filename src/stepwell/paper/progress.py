"""The progress report: leg pain with its usual band, sessions, walking, and measures with what may be called a change."""

from datetime import timedelta

from stepwell.engine import outcome
from stepwell.engine.log import CheckIn, Session
from stepwell.engine.plan_changes import PlanChange, stages
from stepwell.paper import measured, words
from stepwell.paper.document import AnyBlock, Box, Bullets, Columns, Document, Facts, Lead, Text
from stepwell.paper.goals import goals
from stepwell.paper.record import Record
from stepwell.paper.sheet import one_page
from stepwell.paper.signs import first

TITLE = "Progress report"
WEEKS = 6
MOST_CHANGES = 5
MOST_MEASURES = 14
HELD = (
    "Each measure is held against its first value. A change is called one only when it is large enough to matter; "
    "smaller ups and downs are no clear change."
)
NOTHING = "Nothing was told in the last twelve weeks, so there is nothing to draw yet."


def progress(record: Record) -> Document:
    """Return the last twelve weeks on a page or two."""
    points = measured.points_of(record)
    since = points[0].on if points else record.today - timedelta(days=measured.SHOWN_DAYS)
    flares = measured.flares_of(record, since)
    changes = stages(record.changes, since)[-MOST_CHANGES:]
    weeks, told = measured.weeks_of(record, measured.MOST_BARS), measured.series_of(record)
    blocks: list[AnyBlock] = [*first(record), Lead(strong="In short.", text=measured.leg_words(points) or NOTHING)]
    chart = measured.leg_chart(record, points, flares, changes)
    if chart is not None:
        blocks.append(Box(heading="Leg pain on waking", blocks=(chart,)))
    bars = measured.walk_bars(weeks)
    kept = Box(heading="What was kept up", blocks=(_kept_up(record, len(flares)),))
    changed = Box(heading="When the plan changed", blocks=(_changes(changes),)) if changes else None
    right = tuple(each for each in (Box(heading="Walking", blocks=(bars,)) if bars else None, None if bars else changed) if each)
    blocks.append(Columns(left=(kept,), right=right) if right else kept)
    blocks += [changed] if changed and bars else []
    if told:
        blocks.append(
            Box(heading="Measures", blocks=(*measured.measures(told, record.today, MOST_MEASURES), Text(text=HELD, is_small=True)))
        )
    agreed = goals(record)
    blocks += [agreed] if agreed else []
    if weeks:
        blocks.append(Box(heading="Week by week", blocks=(measured.week_table(weeks[-WEEKS:]),)))
    return one_page(record, TITLE, blocks)


def _kept_up(record: Record, flares: int) -> Facts:
    sessions = [fact for fact in record.of(Session) if isinstance(fact, Session)]
    days = outcome.days_done(sessions)
    told = {fact.on for fact in record.of(CheckIn)}

    def last(number: int) -> int:
        return sum(1 for day in days if record.today - timedelta(days=number) < day <= record.today)

    first = min((fact.on for fact in record.log.facts), default=record.today)
    return Facts(
        rows=(
            ("Days with a session", f"{last(7)} of the last 7, {last(28)} of the last 28"),
            ("Sessions", f"{len(sessions)} since {words.short_day(first, record.today)}"),
            ("Check-ins", f"{sum(1 for on in told if on > record.today - timedelta(days=28))} in the last 28 days"),
            ("Flare-ups", f"{flares} in these weeks" if flares else "none in these weeks"),
        )
    )


def _changes(changes: tuple[PlanChange, ...]) -> Bullets:
    return Bullets(
        items=tuple((f"{number}. {words.short_day(each.on)}:", words.cut(each.says, 160)) for number, each in enumerate(changes, 1))
    )
