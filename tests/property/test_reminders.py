"""Never a sound in the quiet hours, and always a file that any calendar can read."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Component
from msgspec.structs import replace

from stepwell.engine.reminding import Times, reminders
from stepwell.engine.stage import LADDER, Standing
from stepwell.engine.understanding import START, Understanding
from stepwell.knowledge.loader import load
from stepwell.web.shared import calendar_file

KNOWLEDGE = load()
TODAY = date(2026, 3, 11)
NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)
PERSON = UUID("6a6f6873-7465-4070-8d65-6c6c00000001")
MUST_BE_THERE = {"UID", "DTSTAMP", "DTSTART"}
LONGEST_LINE = 75

CLOCK = st.builds(time, st.integers(0, 23), st.integers(0, 59))
QUIET = st.one_of(st.just((None, None)), st.tuples(CLOCK, CLOCK))
TIMES = st.builds(
    lambda session_at, check_in_at, with_measures, quiet: Times(
        session_at=session_at, check_in_at=check_in_at, with_measures=with_measures, quiet_from=quiet[0], quiet_to=quiet[1]
    ),
    st.none() | CLOCK,
    st.none() | CLOCK,
    st.booleans(),
    QUIET,
)


@st.composite
def people(draw: st.DrawFn) -> Understanding:
    """Return somebody who began and was last heard of some days ago, at any stage."""
    last = draw(st.integers(-1, 40))
    began = last + draw(st.integers(0, 400))
    standing = Standing(stage=draw(st.sampled_from(LADDER)))
    return replace(START, on=TODAY - timedelta(days=last), began_on=TODAY - timedelta(days=began), standing=standing)


def minutes(from_: time, to: time) -> set[int]:
    """Return the minutes of a day from one time up to another, over midnight too; reckoned apart from the engine's way."""
    first, last = from_.hour * 60 + from_.minute, to.hour * 60 + to.minute
    length = (last - first) % (24 * 60)
    return {(first + step) % (24 * 60) for step in range(length)}


def file_of(person: Understanding, times: Times) -> bytes:
    entries = reminders(person, times, KNOWLEDGE, TODAY)
    return calendar_file.written(entries, person=PERSON, now=NOW, site="http://localhost:8000/", name="Stepwell")


@given(people(), TIMES)
def test_no_alarm_ever_sounds_in_the_quiet_hours(person: Understanding, times: Times) -> None:
    quiet = minutes(times.quiet_from, times.quiet_to) if times.quiet_from and times.quiet_to else set()
    for event in Calendar.from_ical(file_of(person, times)).walk("VEVENT"):
        for alarm in event.walk("VALARM"):
            rings = datetime.combine(TODAY, event.decoded("dtstart").time()) + alarm.decoded("trigger")
            assert rings.hour * 60 + rings.minute not in quiet
            assert event.decoded("dtstart").tzinfo is None  # local wherever the phone is: the quiet hours travel with it


@given(people(), TIMES)
def test_the_file_keeps_the_rules_of_the_format(person: Understanding, times: Times) -> None:
    file = file_of(person, times)
    assert file.endswith(b"\r\n")
    lines = file.split(b"\r\n")
    assert all(len(line) <= LONGEST_LINE and b"\n" not in line and b"\r" not in line for line in lines)
    calendar = Calendar.from_ical(file)
    assert {"PRODID", "VERSION"} <= set(calendar)
    assert calendar.to_ical() == file
    events = calendar.walk("VEVENT")
    assert len({str(event["UID"]) for event in events}) == len(events)
    for event in events:
        assert set(event) >= MUST_BE_THERE
        assert event.decoded("dtstamp").tzinfo is not None
        _rule_is_sound(event)


def _rule_is_sound(event: Component) -> None:
    """An end of the same kind as the start, and the first day among the days of the rule."""
    rule, start = event.get("rrule"), event.decoded("dtstart")
    if rule is None:
        return
    for until in rule.get("until", []):
        assert type(until) is type(start)
        assert getattr(until, "tzinfo", None) is None
        assert until >= start
    if "byday" in rule:
        assert ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[start.weekday()] in rule["byday"]


@given(people(), TIMES)
def test_an_entry_keeps_its_id_from_one_day_to_the_next(person: Understanding, times: Times) -> None:
    now, later = (reminders(person, times, KNOWLEDGE, TODAY + timedelta(days=days)) for days in (0, 1))
    ids = {
        days: {_what(event): str(event["UID"]) for event in Calendar.from_ical(_on(person, times, days)).walk("VEVENT")} for days in (0, 1)
    }
    assert all(ids[0][words] == ids[1][words] for words in ids[0].keys() & ids[1].keys())
    assert len(ids[0]) == len(now)
    assert len(ids[1]) == len(later)


def _what(event: Component) -> tuple[str, str]:
    """Return the words of an entry, and its day where it comes once."""
    return str(event["SUMMARY"]), "" if "rrule" in event else str(event.decoded("dtstart"))


def _on(person: Understanding, times: Times, days: int) -> bytes:
    entries = reminders(person, times, KNOWLEDGE, TODAY + timedelta(days=days))
    return calendar_file.written(entries, person=PERSON, now=NOW + timedelta(days=days), site="http://localhost/", name="Stepwell")
