"""A therapist reads what is shared, and nothing else; what is not hers looks like what is not there."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.care import access
from stepwell.care.actions import facts
from stepwell.care.errors import NotThere
from stepwell.care.models import FACT_KINDS, Account, Enrolment, Fact, Person
from stepwell.care.queries import accounts, shared
from stepwell.engine import log
from tests.care import made

pytestmark = pytest.mark.django_db

ON = made.day(1)
TOLD: tuple[log.Fact, ...] = (
    made.safety_check(),
    log.Evaluation(on=ON, answers={"activity_1": "kneeling to garden"}),
    made.check_in(1),
    log.Measure(on=ON, measure="peg", score=4),
    log.FlareNote(on=ON, suspected=("prolonged_sitting",), words="after the long drive"),
)


def _of(account: Account) -> Person:
    assert account.person is not None
    return account.person


def _tells(account: Account, scope: str) -> Person:
    person = _of(account)
    facts.add(person=person, facts=TOLD, now=timezone.now())
    Enrolment.objects.filter(person=person).update(scope=scope)
    return person


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        ("evaluation", {"safety_check", "evaluation"}),
        ("days", {"check_in", "flare_note"}),
        ("measures", {"measure"}),
        ("words", set()),
        ("evaluation,days,measures,words", {"safety_check", "evaluation", "check_in", "flare_note", "measure"}),
    ],
)
def test_only_shared_parts_are_read(tess: Account, ana: Account, scope: str, seen: set[str]) -> None:
    person = _tells(ana, scope)
    found = shared.shared_log(accounts.visitor(tess), person)
    assert {fact.__struct_config__.tag for fact in found.facts} == seen


def test_own_words_are_a_part_of_their_own(tess: Account, ana: Account) -> None:
    person = _tells(ana, "evaluation,days")
    said = str(shared.shared_log(accounts.visitor(tess), person))
    assert "drive" not in said
    assert "garden" not in said
    Enrolment.objects.filter(person=person).update(scope="evaluation,days,words")
    said = str(shared.shared_log(accounts.visitor(tess), person))
    assert "drive" in said
    assert "garden" in said


def test_what_the_clinic_told_itself_stays_open_to_it(tess: Account, omar: Account, ana: Account) -> None:
    person = _tells(ana, "measures")
    order = log.Order(on=ON, order="hold", exercise="press_up", reason="rest it")
    facts.add(person=person, facts=[order], now=timezone.now())
    for author, count in ((omar, 1), (tess, 2)):
        # The trigger forbids changing a fact, so this one is told again with another author.
        row = Fact.objects.get(person=person, kind="order", author=None) if author is omar else Fact.objects.filter(kind="order").last()
        assert row is not None
        row.pk, row.key, row.position, row.author = None, f"again-{count}", row.position + 1, author
        row.save(force_insert=True)
        assert len(shared.shared_log(accounts.visitor(tess), person).facts) == count


def test_not_hers_and_not_there_are_the_same(tess: Account, omar: Account, mona: Account, ana: Account, carl: Account) -> None:
    for account, person in ((tess, _of(carl).pk), (tess, uuid4()), (omar, _of(ana).pk), (mona, _of(ana).pk), (ana, _of(ana).pk)):
        with pytest.raises(NotThere):
            shared.shared_log(accounts.visitor(account), person)
    with pytest.raises(NotThere):
        shared.shared_log(access.NOBODY, _of(ana))


def test_every_kind_of_fact_belongs_to_a_part() -> None:
    assert set(shared.PART_OF) == set(FACT_KINDS)
    assert set(shared.PART_OF.values()) <= set(access.SCOPES)


def test_sharing_that_stops_closes_the_list_at_once(signed_in: Callable[..., Client], tess: Account, ana: Account) -> None:
    browser = signed_in(tess)
    assert "Ana" in browser.get("/therapist/").content.decode()
    Enrolment.objects.filter(person=ana.person).update(scope="")
    assert "Ana" not in browser.get("/therapist/").content.decode()
