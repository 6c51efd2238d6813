"""Goals: said to be reached, changed, set aside or open again by the person and by their therapist; each word once, with its author."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.care.models import Account, AuditEntry, Enrolment, Fact, Person
from stepwell.care.queries import goals as queries
from stepwell.engine.log import Goal

pytestmark = pytest.mark.django_db

SignedIn = Callable[..., Client]
HERS = "/goals/"
SOON = (timezone.localdate() + timedelta(days=8)).isoformat()
WALK, MOVIE = "Walk to the store and back", "Sit through a movie"


def _there(account: Account) -> str:
    return f"/therapist/{account.person_id}/goals/"


def _say(browser: Client, address: str, do: str, **more: str) -> Any:
    return browser.post(address, {"fact_id": str(uuid4()), "do": do, **more})


def _goals(account: Account) -> list[tuple[str, str]]:
    assert isinstance(account.person, Person)
    return [(goal.words, goal.state) for goal in queries.own(account.person)]


def test_a_goal_is_agreed_on_reached_by_the_person_and_both_see_it(signed_in: SignedIn, ana: Account, tess: Account) -> None:
    therapist, patient = signed_in(tess), signed_in(ana)
    assert _say(therapist, _there(ana), "new", words=WALK, by=SOON).status_code == 302
    assert WALK in patient.get(HERS).content.decode()
    assert _say(patient, HERS, "reached", goal="goal_1").status_code == 302
    assert _goals(ana) == [(WALK, "reached")]
    assert "Reached" in therapist.get(_there(ana)).content.decode()
    assert "Reached" in patient.get("/progress/").content.decode()
    assert Fact.objects.filter(kind="goal").order_by("position")[0].author_id == tess.pk


def test_it_can_change_be_set_aside_and_be_open_again(signed_in: SignedIn, ana: Account) -> None:
    browser = signed_in(ana)
    _say(browser, HERS, "new", words=MOVIE)
    _say(browser, HERS, "words", goal="own_1", words=f"  {MOVIE}   with a friend ", by=SOON)
    assert _goals(ana) == [(f"{MOVIE} with a friend", "open")]
    _say(browser, HERS, "drop", goal="own_1")
    assert _goals(ana) == [(f"{MOVIE} with a friend", "dropped")]
    assert MOVIE not in browser.get("/progress/").content.decode()
    _say(browser, HERS, "open", goal="own_1")
    assert _goals(ana)[0][1] == "open"
    assert queries.own(ana.person)[0].by is not None  # type: ignore[arg-type]


def test_the_same_press_counts_once(signed_in: SignedIn, ana: Account) -> None:
    browser, page = signed_in(ana), str(uuid4())
    for _ in range(2):
        assert browser.post(HERS, {"fact_id": page, "do": "new", "words": WALK}).status_code == 302
        browser.post(HERS, {"fact_id": page, "do": "reached", "goal": "own_1"})
    assert _goals(ana) == [(WALK, "reached")]
    assert Fact.objects.filter(kind="goal").count() == 2


@pytest.mark.parametrize(
    ("do", "more"),
    [
        ("new", {"words": " "}),
        ("new", {"words": "x" * 201}),
        ("reached", {"goal": "own_7"}),
        ("", {}),
        ("words", {}),
        ("new", {"words": WALK, "by": "1999-01-01"}),
        ("new", {"words": WALK, "by": "9999-01-01"}),
    ],
)
def test_what_says_nothing_of_a_goal_is_refused_in_words(signed_in: SignedIn, ana: Account, do: str, more: dict[str, str]) -> None:
    answer = _say(signed_in(ana), HERS, do, **more)
    assert (answer.status_code, bool(answer.context["problem"])) == (422, True)
    assert not Fact.objects.filter(kind="goal").exists()


def test_nobody_else_reads_or_changes_them(signed_in: SignedIn, ana: Account, tess: Account, omar: Account, mona: Account) -> None:
    _say(signed_in(tess), _there(ana), "new", words=WALK)
    for account in (omar, mona):
        assert signed_in(account).get(_there(ana)).status_code == 404
        assert _say(signed_in(account), _there(ana), "reached", goal="goal_1").status_code == 404
    assert _goals(ana) == [(WALK, "open")]
    assert set(AuditEntry.objects.filter(person=ana.person_id, what="goals").values_list("account", "action")) == {
        (tess.pk, "read"), (tess.pk, "write"),
    }  # fmt: skip


def test_own_words_that_are_not_shared_are_not_read_and_cannot_be_written_over(signed_in: SignedIn, ana: Account, tess: Account) -> None:
    _say(signed_in(ana), HERS, "new", words="Dance at the wedding of Zoe")
    Enrolment.objects.update(scope="evaluation,days")
    page = signed_in(tess).get(_there(ana)).content.decode()
    assert "Zoe" not in page
    assert queries.NOT_SHARED in page
    assert _say(signed_in(tess), _there(ana), "reached", goal="own_1").status_code == 404
    assert _goals(ana) == [("Dance at the wedding of Zoe", "open")]


def test_that_a_goal_of_the_clinic_was_reached_is_read_without_own_words(signed_in: SignedIn, ana: Account, tess: Account) -> None:
    _say(signed_in(tess), _there(ana), "new", words=WALK)
    _say(signed_in(ana), HERS, "reached", goal="goal_1")
    Enrolment.objects.update(scope="evaluation")
    goals = signed_in(tess).get(_there(ana)).context["goals"]
    assert [(goal.words, goal.state) for goal in goals] == [(WALK, "reached")]


def test_the_evaluation_and_the_page_of_goals_take_no_ones_place(signed_in: SignedIn, ana: Account, tess: Account) -> None:
    _say(signed_in(ana), HERS, "new", words=MOVIE)
    _say(signed_in(tess), _there(ana), "new", words=WALK)
    assert {goal.goal for goal in queries.own(ana.person)} == {"own_1", "goal_1"}  # type: ignore[arg-type]
    assert isinstance(queries.own(ana.person)[0], Goal)  # type: ignore[arg-type]
