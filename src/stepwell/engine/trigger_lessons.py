"""The lessons that things which may set pain off ask for: what the check-ins point to, what was suspected, what was told often."""

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec.structs import replace

from stepwell.engine.log import CheckIn, TriggersTold
from stepwell.engine.taught import Found, Taught
from stepwell.knowledge.schema import Knowledge, Lesson

A_WEEK = timedelta(days=7)
TICKED_OFTEN = 2
"""On so many days of a week something was told, for its lesson to come (design)."""
FOUND = ("likely", "possible")
"""The verdicts on a trigger that bring its lesson, the surer first."""
POOR_SLEEP = "poor_sleep_last_night"

Wanted = tuple[str, str, Lesson]
"""A rule, what of its own, and a lesson that it asks for."""


def wanted(taught: Taught, knowledge: Knowledge) -> Iterator[Wanted]:
    """Yield lessons for what the check-ins point to, then for what was suspected of a flare-up, then for what was told most often.

    What the check-ins clear is not brought by being told often: there is no need to guard against it.
    """
    places = list(knowledge.triggers)
    often = [exposure for exposure, days in taught.ticked.items() if len(days) >= TICKED_OFTEN]
    says = {exposure: found.verdict for exposure, found in taught.found.items()}
    open_ones = [exposure for exposure in often if says.get(exposure) not in ("probably_not", "helps")]
    by_days = sorted(open_ones, key=lambda exposure: (-len(taught.ticked[exposure]), places.index(exposure)))
    found = {verdict: [exposure for exposure in places if says.get(exposure) == verdict] for verdict in FOUND}
    for rule, exposures in (*found.items(), ("suspected", list(taught.suspected)), ("ticked", by_days)):
        for exposure in exposures:
            yield from ((rule, exposure, lesson) for lesson in knowledge.lessons.values() if exposure in lesson.triggers)


def found(taught: Taught, fact: TriggersTold) -> Taught:
    """Take in what the check-ins say now; what they said before already stays as old as it is."""
    return replace(taught, found={one: _since(taught.found.get(one), verdict, fact.on) for one, verdict in fact.found.items()})


def ticked(taught: Taught, fact: CheckIn) -> Taught:
    """Take in the exposures of a check-in."""
    told_today = fact.answers.get("exposures", ())
    exposures = {each for each in told_today if each != "none"} if isinstance(told_today, tuple) else set()
    if fact.answers.get("sleep") == "poor":
        exposures.add(POOR_SLEEP)
    if not exposures:
        return taught
    days = {exposure: (*(day for day in taught.ticked.get(exposure, ()) if day != fact.on), fact.on) for exposure in sorted(exposures)}
    return replace(taught, ticked=taught.ticked | days)


def within_a_week(ticked: dict[str, tuple[date, ...]], on: date) -> dict[str, tuple[date, ...]]:
    """Return of the days on which something was told those that are not a week old."""
    kept = {exposure: tuple(day for day in days if on - day <= A_WEEK) for exposure, days in ticked.items()}
    return {exposure: days for exposure, days in kept.items() if days}


def _since(before: Found | None, verdict: str, on: date) -> Found:
    return before if before is not None and before.verdict == verdict else Found(verdict=verdict, since=on)
