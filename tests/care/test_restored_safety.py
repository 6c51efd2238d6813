"""After an older backup was restored, safety answers that are older than a week are asked anew before any exercise."""

from pathlib import Path

import pytest

from stepwell.care.actions import backups, facts
from stepwell.care.models import Person
from stepwell.care.queries import days
from stepwell.care.queries import people as who
from stepwell.engine.decision import Referral
from stepwell.knowledge import loader
from tests.care import made

pytestmark = pytest.mark.django_db(transaction=True)


def _asks_again(day: int) -> bool:
    """Whether the plan of a day waits for safety answers, for no other reason than that the last ones are old."""
    decision = days.decision(who.owner(), made.day(day))
    return isinstance(decision, Referral) and bool(decision.ask) and {reason.id for reason in decision.reasons} == {"ask_weekly"}


def test_answers_that_a_restore_made_old_are_asked_anew(five_days: Person, tmp_path: Path) -> None:
    """Age is judged by the day on which somebody looks: what was answered after the backup counts no more."""
    weekly = loader.load().safety_rules.reask_after_days
    copy = backups.backup(tmp_path / "backup").path
    facts.add(person=five_days, facts=[made.safety_check(weekly, id="safety-2")], now=made.noon(weekly))
    assert not _asks_again(weekly + 2)
    backups.restore(copy)
    assert not _asks_again(weekly)
    assert _asks_again(weekly + 2)
