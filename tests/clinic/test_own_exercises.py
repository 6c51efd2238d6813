"""What a therapist wrote for a person: on Today, on its own page, and ticked there."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from stepwell.care.actions import orders
from stepwell.care.models import Account, Fact, Person
from stepwell.care.queries.accounts import visitor
from stepwell.engine.clinicians import OwnExercise
from stepwell.engine.log import Order
from tests.clinic.test_evaluation import person

pytestmark = pytest.mark.one_database

__all__ = ["person"]

ADDRESS = "/from-your-therapist/"


@pytest.fixture
def given(tess: Account, person: Person) -> Person:
    """Return Ana's programme, with an exercise and words of her therapist's own."""
    today = timezone.localdate()
    own = OwnExercise(id="own_towel", name="Towel <pull>", steps=("Sit tall.", "Pull the towel."), dose="10 times")
    given = [Order(on=today, order="own", own=own), Order(on=today, order="note", reason="Slow is fine.")]
    orders.give(visitor(tess), person, given, now=timezone.now())
    return person


def test_today_shows_what_the_therapist_wrote(given: Person, ana: Account, signed_in: Callable[..., Client]) -> None:
    """The words and the exercise, as text and never as markup."""
    page = signed_in(ana).get(reverse("patient:today")).content.decode()
    assert "Slow is fine." in page
    assert "Towel &lt;pull&gt;" in page


def test_a_tick_is_kept_once_and_shown(given: Person, ana: Account, signed_in: Callable[..., Client]) -> None:
    """Pressed twice it is one fact; the page and Today say that it is done."""
    client = signed_in(ana)
    for _time in range(2):
        assert client.post(ADDRESS, {"own": "own_towel"}).status_code == 302
    assert Fact.objects.filter(person=given, kind="preference").count() == 1
    assert "Done today" in client.get(ADDRESS).content.decode()
    assert "done today" in client.get(reverse("patient:today")).content.decode()


def test_a_tick_for_something_else_writes_nothing(given: Person, ana: Account, signed_in: Callable[..., Client]) -> None:
    """An exercise that is not set, or none at all."""
    for posted in ({"own": "own_other"}, {"own": ""}, {}):
        signed_in(ana).post(ADDRESS, posted)
    assert not Fact.objects.filter(person=given, kind="preference").exists()


def test_no_exercise_of_the_therapists_own_is_reachable_beside_a_care_card(
    given: Person, ana: Account, signed_in: Callable[..., Client]
) -> None:
    """A sign that came since locks them as it locks the session: the therapist did not know of it."""
    client = signed_in(ana)
    client.post("/safety-check/bladder_bowel_saddle/", {"saddle_feeling": ["yes"]})
    assert client.get(ADDRESS)["Location"] == "/care/"
    assert client.post(ADDRESS, {"own": "own_towel"})["Location"] == "/care/"
    assert not Fact.objects.filter(person=given, kind="preference").exists()


def test_the_page_for_the_printer_has_it_too(given: Person, ana: Account, signed_in: Callable[..., Client]) -> None:
    """The PDF had it, and the page that is printed from Today left it out."""
    page = signed_in(ana).get(reverse("patient:print")).content.decode()
    for words in ("Slow is fine.", "Towel &lt;pull&gt;", "Pull the towel.", "10 times"):
        assert words in page
