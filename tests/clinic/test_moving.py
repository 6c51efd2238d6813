"""A log moves from somebody's own computer into a clinic and back: nothing is lost, and nothing comes in twice."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from msgspec.structs import replace

from stepwell.care.actions import facts, logs, taking_away
from stepwell.care.models import Account, Fact, Person
from stepwell.care.queries import days
from stepwell.care.queries import logs as log_queries
from stepwell.engine import log
from stepwell.engine.reading import read_log, written
from stepwell.knowledge import loader
from tests.care import made

pytestmark = pytest.mark.django_db

SignedIn = Callable[..., Client]
AT_HOME: tuple[log.Fact, ...] = (
    made.safety_check(),
    log.Evaluation(on=made.day(1), id="evaluation-1", answers={"activity_1": "to garden"}),
    *(made.check_in(number) for number in range(1, 8)),
    *(made.session(number) for number in range(1, 8)),
    log.FlareNote(on=made.day(3), id="flare-1", suspected=("prolonged_sitting",), words="after the drive"),
    log.Measure(on=made.day(4), id="measure-1", measure="peg", score=4),
    log.Preference(on=made.day(5), id="wish-1", exercise="pelvic_tilt", wish="prefer"),
)
AT_THE_CLINIC: tuple[log.Fact, ...] = (
    log.Order(on=made.day(8), id="order-1", order="hold", exercise="pelvic_tilt", until=made.day(20), reason="rest it"),
    log.Treatment(on=made.day(8), id="treatment-1", treatment="manual_therapy", minutes=20, why="to ease it"),
    log.Goal(on=made.day(8), id="goal-1", goal="garden", words="kneel for ten minutes"),
    log.Examination(on=made.day(8), id="examination-1", irritability="low", words="as told"),
    made.check_in(8),
)


def _of(account: Account) -> Person:
    assert account.person is not None
    return account.person


def _brings(browser: Client, content: bytes, name: str = "stepwell.json") -> int:
    return browser.post("/settings/import/", {"file": SimpleUploadedFile(name, content)}).status_code


@pytest.fixture
def home(db: None) -> Person:
    """Return the owner of a personal installation. Both modes share one layout, so one database can play both."""
    person = Person.objects.create(owner=True, seed=77)
    facts.add(person=person, facts=AT_HOME, now=timezone.now())
    return person


def test_a_log_from_home_comes_in_whole(signed_in: SignedIn, ana: Account, home: Person) -> None:
    taken = log_queries.exported(home)
    assert _brings(signed_in(ana), taken) == 302
    moved = Person.objects.get(pk=_of(ana).pk)
    assert log_queries.exported(moved) == taken
    today = timezone.localdate()
    assert moved.seed == 77
    assert days.decision(moved, today) == days.decision(home, today)


def test_the_same_file_brings_nothing_twice(signed_in: SignedIn, ana: Account, home: Person) -> None:
    browser = signed_in(ana)
    for _ in range(2):
        assert _brings(browser, log_queries.exported(home)) == 302
    assert Fact.objects.filter(person=_of(ana)).count() == len(AT_HOME)


def test_back_home_again_everything_is_there_once(signed_in: SignedIn, ana: Account, home: Person) -> None:
    browser = signed_in(ana)
    _brings(browser, log_queries.exported(home))
    facts.add(person=Person.objects.get(pk=_of(ana).pk), facts=AT_THE_CLINIC, now=timezone.now())
    taken = browser.get("/settings/export/").content
    merged = logs.import_log(person=home, log=read_log(taken, loader.load()))
    assert merged.added == len(AT_THE_CLINIC)
    assert log_queries.exported(home) == taken


def test_the_file_with_everything_can_be_brought_in_too(signed_in: SignedIn, ana: Account, ben: Account) -> None:
    facts.add(person=_of(ana), facts=AT_HOME + AT_THE_CLINIC, now=timezone.now())
    everything = signed_in(ana).get("/settings/everything/").content
    assert _brings(signed_in(ben), everything, "everything.zip") == 302
    assert Fact.objects.filter(person=_of(ben)).count() == len(AT_HOME + AT_THE_CLINIC)


def test_what_was_told_at_both_places_is_put_together(signed_in: SignedIn, ana: Account, home: Person) -> None:
    facts.add(person=_of(ana), facts=[made.check_in(9)], now=timezone.now())
    assert _brings(signed_in(ana), log_queries.exported(home)) == 302
    assert Fact.objects.filter(person=_of(ana)).count() == len(AT_HOME) + 1


@pytest.mark.parametrize("kind", ["no log", "cut", "not a zip", "too large", "encrypted"])
def test_a_broken_zip_changes_nothing(signed_in: SignedIn, ana: Account, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("other.json" if kind == "no log" else "log.json", written(log.Log(facts=AT_HOME)))
    content = buffer.getvalue()
    if kind == "cut":
        content = content[: len(content) // 2]
    if kind == "not a zip":
        content = b"PK" + b"x" * 100
    if kind == "too large":
        monkeypatch.setattr(taking_away, "LOG_BYTES_MOST", 100)
    if kind == "encrypted":
        flags = bytearray(content)
        flags[6] |= 1
        flags[content.index(b"PK\x01\x02") + 8] |= 1
        content = bytes(flags)
    assert _brings(signed_in(ana), content, "everything.zip") == 422
    assert not Fact.objects.filter(person=_of(ana)).exists()


def test_a_made_up_log_stays_out(signed_in: SignedIn, ana: Account) -> None:
    assert _brings(signed_in(ana), written(replace(log.Log(facts=AT_HOME), made_up=True))) == 422
    assert not Fact.objects.filter(person=_of(ana)).exists()
