"""Findings of a diary are worked out once a week, kept, and never out of date."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace

from stepwell.care.actions import facts, logs
from stepwell.care.models import Person, TriggerFit
from stepwell.care.queries import triggers
from stepwell.engine import triggers as engine
from stepwell.engine.diary import diary_of
from stepwell.engine.log import CheckIn, Log
from stepwell.engine.trigger_findings import DiaryDay, Findings
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Knowledge
from tests.care import made
from tests.made_diary import diary_log

pytestmark = pytest.mark.django_db
KNOWLEDGE = load()
DAYS = 70
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
LAST = made.day(DAYS + 1)
"""A Monday: day 1 is one, and 70 days are ten weeks."""


@pytest.fixture
def diarist(owner: Person) -> tuple[Person, Log]:
    """Return the owner with a diary up to a Monday, and the log of it."""
    log = diary_log(DAYS, LAST, KNOWLEDGE)
    logs.import_log(person=owner, log=log, now=made.noon(DAYS + 1))
    return owner, log


def told(log: Log, up_to: date, today: date) -> Findings:
    """Return what the engine finds from nothing."""
    return engine.through(diary_of([fact for fact in log.facts if fact.on <= up_to], KNOWLEDGE), KNOWLEDGE, today)


def queries(person: Person, today: date) -> tuple[int, Findings]:
    with CaptureQueriesContext(connection) as seen:
        found = triggers.findings(person, today)
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE SAVEPOINT")) for query in seen), found


def test_they_are_those_that_the_engine_finds_from_nothing(diarist: tuple[Person, Log]) -> None:
    person, log = diarist
    assert triggers.findings(person, LAST) == told(log, LAST, LAST)


def test_kept_ones_cost_two_reads_and_are_the_same(diarist: tuple[Person, Log]) -> None:
    person, _log = diarist
    first = triggers.findings(person, LAST)
    assert queries(person, LAST) == (2, first)
    assert queries(person, LAST + 6 * A_DAY) == (2, first)


def test_a_new_week_goes_on_from_the_last_and_finds_what_all_weeks_from_nothing_find(
    owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = diary_log(DAYS, LAST, KNOWLEDGE)
    logs.import_log(
        person=owner, log=replace(log, facts=tuple(fact for fact in log.facts if fact.on <= LAST - A_WEEK)), now=made.noon(DAYS + 1)
    )
    triggers.findings(owner, LAST - A_WEEK)
    facts.add(person=owner, facts=[fact for fact in log.facts if fact.on > LAST - A_WEEK], now=made.noon(DAYS + 1))
    judged, real = list[date](), engine.judged

    def watched(before: Findings | None, diary: Sequence[DiaryDay], knowledge: Knowledge, week: date) -> Findings:
        judged.append(week)
        return real(before, diary, knowledge, week)

    monkeypatch.setattr(engine, "judged", watched)
    found = triggers.findings(owner, LAST)
    assert judged == [LAST]
    assert found == told(log, LAST, LAST)


def test_a_fact_that_comes_late_makes_them_anew(diarist: tuple[Person, Log]) -> None:
    person, log = diarist
    before = triggers.findings(person, LAST)
    late = CheckIn(on=made.day(30), id="late", answers={"leg_waking": 9, "leg_worst": 10, "exposures": ("heavy_lifting",)})
    facts.add(person=person, facts=[late], now=made.noon(DAYS + 1))
    after = triggers.findings(person, LAST)
    assert after != before
    assert after == told(replace(log, facts=tuple(sorted((*log.facts, late), key=lambda fact: fact.on))), LAST, LAST)


def test_what_is_told_during_the_week_changes_nothing_until_the_next(diarist: tuple[Person, Log]) -> None:
    person, _log = diarist
    before = triggers.findings(person, LAST)
    facts.add(person=person, facts=[made.check_in(DAYS + 3, leg=9)], now=made.noon(DAYS + 3))
    assert queries(person, made.day(DAYS + 3)) == (2, before)


def test_on_a_monday_without_a_check_in_the_last_week_still_holds(diarist: tuple[Person, Log]) -> None:
    person, log = diarist
    monday = LAST + A_WEEK
    assert triggers.findings(person, monday) == told(log, LAST, LAST)
    facts.add(person=person, facts=[made.check_in(DAYS + 8)], now=made.noon(DAYS + 8))
    assert triggers.findings(person, monday).week == monday


@pytest.mark.parametrize("changed", [{"release": "another"}, {"engine": "another"}, {"head": "another"}, {"body": "{"}])
def test_a_kept_row_that_does_not_fit_is_never_used(diarist: tuple[Person, Log], changed: dict[str, str]) -> None:
    person, log = diarist
    triggers.findings(person, LAST)
    TriggerFit.objects.filter(person=person).update(**{"body": '{"week": "2026-05-11", "days": 999}', **changed})
    assert triggers.findings(person, LAST) == told(log, LAST, LAST)


def test_somebody_without_a_diary_gets_none(owner: Person) -> None:
    assert triggers.findings(owner, LAST).found == ()
