"""What a person does not share is in no page of a therapist, in whatever way it is asked for."""

from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from stepwell.care.models import Account, Clinic, Enrolment
from tests.clinic import walking, world
from tests.clinic.routes import every_route
from tests.clinic.world import CHART, HOUSE, OWN_WORDS, World

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def at_work(signed_in: Callable[..., Client], clinic: Clinic, tess: Account, ana: Account) -> World:
    """Return the clinic with Ana and her therapist."""
    return world.built({"patient": ana, "therapist": tess}, signed_in, clinic)


def _answers(at_work: World, by: str = "therapist") -> Iterator[tuple[str, bool, int, str]]:
    """Yield each of the therapist's pages: its route, whether it is about one person, its status and its text."""
    for route in every_route():
        if route.namespace == "therapist":
            with transaction.atomic():
                said: Any = at_work.browsers[by].get(walking.address(route, at_work))
                text = (b"".join(said) if said.streaming else said.content).decode(errors="replace")
                transaction.set_rollback(True)
            yield route.name, "person" in route.parameters, said.status_code, text


def test_own_words_are_seen_where_they_are_shared(at_work: World) -> None:
    """Without this the other tests here would promise nothing."""
    assert any(OWN_WORDS in text for _, _, _, text in _answers(at_work))


@pytest.mark.parametrize("scope", ["evaluation,days,measures", "measures"])
def test_own_words_that_are_not_shared_are_on_no_page(at_work: World, scope: str) -> None:
    Enrolment.objects.filter(person=at_work.ana).update(scope=scope)
    found = list(_answers(at_work))
    assert [name for name, _, _, text in found if OWN_WORDS in text] == []
    assert [name for name, _, status, _ in found if status >= HTTPStatus.INTERNAL_SERVER_ERROR] == []


def test_once_nothing_is_shared_no_page_of_the_person_is_there(at_work: World) -> None:
    Enrolment.objects.filter(person=at_work.ana).update(scope="")
    open_still = [name for name, is_about_one, status, _ in _answers(at_work) if is_about_one and status not in walking.CLOSED]
    assert open_still == []


def test_once_the_care_has_ended_no_page_of_the_person_is_there(at_work: World) -> None:
    Enrolment.objects.filter(person=at_work.ana).update(ended_at="2026-03-10T12:00:00Z")
    open_still = [name for name, is_about_one, status, _ in _answers(at_work) if is_about_one and status not in walking.CLOSED]
    assert open_still == []


def test_the_next_clinic_does_not_read_what_the_one_before_wrote(
    at_work: World, other_clinic: Clinic, omar: Account, signed_in: Callable[..., Client]
) -> None:
    """Ana goes to another clinic and shares everything there: her own record goes with her, the first clinic's chart does not."""
    at_work.browsers["omar"] = signed_in(omar, raise_request_exception=False)
    Enrolment.objects.filter(person=at_work.ana).update(ended_at="2026-03-10T12:00:00Z")
    Enrolment.objects.create(
        clinic=other_clinic, person=at_work.ana, therapist=omar.memberships.get(), scope="evaluation,days,measures,words"
    )
    found = list(_answers(at_work, by="omar"))
    assert any(OWN_WORDS in text for _, _, _, text in found)
    assert [name for name, _, _, text in found if CHART in text or HOUSE in text] == []
    assert [name for name, _, status, _ in found if status >= HTTPStatus.INTERNAL_SERVER_ERROR] == []
