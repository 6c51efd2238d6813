"""The snapshot is a shortcut: whenever it does not fit, the log is folded again, and nothing wrong is ever used."""

from dataclasses import replace

import pytest

from stepwell.care import edition, folding, recent
from stepwell.care.actions import facts
from stepwell.care.models import Person, Snapshot, StoredPlan
from stepwell.care.queries import days
from stepwell.care.queries import facts as facts_told
from stepwell.engine.understanding import Understanding, understand
from tests.care import made

pytestmark = pytest.mark.django_db


def folded(person: Person) -> Understanding:
    """Return what the whole log says."""
    return understand(facts_told.log(person), edition.present().knowledge)


def test_step_by_step_is_the_same_as_all_at_once(five_days: Person) -> None:
    assert days.understanding(five_days) == folded(five_days)


@pytest.mark.parametrize(
    "harm",
    [
        {"body": "{}"},
        {"body": "not json"},
        {"body": ""},
        {"seal": "0" * 64},
        {"release": "another"},
        {"engine": "another"},
        {"head": ""},
        {"head": "0" * 64},
    ],
    ids=lambda harm: "-".join(f"{k}={str(v)[:8]}" for k, v in harm.items()),
)
def test_a_snapshot_that_does_not_fit_is_never_trusted(five_days: Person, harm: dict[str, str]) -> None:
    Snapshot.objects.filter(person=five_days).update(**harm)
    assert days.understanding(five_days) == folded(five_days)
    Snapshot.objects.filter(person=five_days).update(**harm)
    facts.add(person=five_days, facts=[made.check_in(6)], now=made.noon(6))
    assert days.understanding(five_days) == folded(five_days)


def test_a_snapshot_edited_by_hand_is_not_used(five_days: Person) -> None:
    row = Snapshot.objects.get(person=five_days)
    edited = row.body.replace('"facts":11', '"facts":12')
    assert edited != row.body
    Snapshot.objects.filter(person=five_days).update(body=edited)
    assert days.understanding(five_days).facts == 11


def test_a_missing_snapshot_is_made_again(five_days: Person) -> None:
    Snapshot.objects.all().delete()
    assert days.decision(five_days, made.day(6)).on == made.day(6)
    assert Snapshot.objects.get(person=five_days).head == five_days.head


def test_a_mended_snapshot_is_kept(five_days: Person) -> None:
    Snapshot.objects.filter(person=five_days).update(body="{}")
    days.understanding(five_days)
    kept = folding.trusted(five_days, Snapshot.objects.get(person=five_days))
    assert kept == folded(five_days)


def test_another_engine_folds_again_and_stores_its_own_plan(five_days: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    before = StoredPlan.objects.filter(on=made.day(5)).count()
    newer = replace(edition.present(), engine="newer")
    monkeypatch.setattr(edition, "present", lambda: newer)
    days.decision(five_days, made.day(5))
    assert StoredPlan.objects.filter(on=made.day(5)).count() == before + 1
    assert Snapshot.objects.get(person=five_days).engine == "newer"


def test_the_plan_that_was_shown_is_shown_again(five_days: Person) -> None:
    shown = days.decision(five_days, made.day(6))
    recent.forget()
    assert days.decision(five_days, made.day(6)) == shown


def test_somebody_without_any_fact_gets_a_decision(owner: Person) -> None:
    assert days.decision(owner, made.day(1)).on == made.day(1)
    assert days.understanding(owner).facts == 0
    assert not Snapshot.objects.exists()


def test_the_memory_of_a_process_never_answers_for_another_log(five_days: Person) -> None:
    """The same person, version and day, but other facts: the head tells them apart."""
    days.decision(five_days, made.day(5))
    other = Person(pk=five_days.pk, seed=five_days.seed, version=five_days.version, newest_on=five_days.newest_on, head="f" * 64)
    assert recent.kept(recent.key(other, made.day(5), edition.present())) is None


def test_the_memory_of_a_process_stays_small(five_days: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "MOST", 3)
    decision = days.decision(five_days, made.day(5))
    for number in range(10):
        recent.keep((number,), decision)
    assert [recent.kept((number,)) is not None for number in range(10)] == [False] * 7 + [True] * 3


def test_the_edition_names_every_file_of_the_engine_and_the_knowledge() -> None:
    names = {name for folder, ending in edition.SOURCES for name, _ in edition.texts(folder, ending)}
    assert {"plan.py", "understanding.py", "schema/exercise.py", "data/release.toml", "data/questions/safety.toml"} <= names
