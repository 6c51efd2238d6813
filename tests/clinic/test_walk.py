"""Every address of a clinic's site, asked for by everybody: only whoever is on the list is answered."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from stepwell.care import access
from stepwell.care.models import Account, Clinic
from tests.clinic import conftest as people
from tests.clinic import faulty, walking, world
from tests.clinic.routes import every_route
from tests.clinic.world import World

pytestmark = pytest.mark.django_db

REFUSED_BY_ROWS = ("another patient", "another clinic's therapist", "another clinic's program")
"""Who may open such an address, but not this one: a query decides it. The role decides it for the others."""


@pytest.fixture
def at_work(
    signed_in: Callable[..., Client],
    clinic: Clinic,
    other_clinic: Clinic,
    tess: Account,
    mona: Account,
    omar: Account,
    ana: Account,
    ben: Account,
) -> World:
    """Return the clinic with everybody who walks through it."""
    everybody = {
        "patient": ana,
        "another patient": ben,
        "therapist": tess,
        "colleague": people._works(clinic, "therapist", "Cleo"),
        "another clinic's therapist": omar,
        "manager": mona,
        "another clinic's manager": people._works(other_clinic, "manager", "Olga"),
    }
    made = world.built(everybody, signed_in, clinic)
    world.let_programs_in(made, other_clinic)
    return made


@pytest.mark.parametrize(
    "visitor",
    [
        who if who in REFUSED_BY_ROWS else pytest.param(who, marks=pytest.mark.one_database)
        for who in (*walking.VISITORS, *walking.PROGRAMS)
    ],
)
def test_only_whoever_is_on_the_list_is_answered(at_work: World, visitor: str) -> None:
    found = walking.problems(at_work, every_route(), [visitor])
    assert not found, "\n".join(map(str, found))


def test_every_name_on_the_list_is_a_route() -> None:
    assert {route.name for route in every_route()} >= walking.ANYBODY | walking.SIGNED_IN


def test_every_route_for_programs_is_said_to_need_a_token_or_to_need_none() -> None:
    """A route that is on neither list answers nobody, so nobody would notice that it answers too much."""
    named = walking.ANYBODY.union(*walking.WITH_TOKEN.values())
    assert {route.name for route in every_route() if route.name.startswith(access.WITH_TOKEN)} <= named


def test_a_token_opens_what_it_is_for(at_work: World) -> None:
    """Without this the walk would promise nothing: a token that opens nothing passes it."""
    for visitor, where in (("program for read", "/fhir/Patient"), ("program for export", f"/fhir/$export/{at_work.rows['export']}")):
        assert at_work.browsers[visitor].get(where).status_code in (200, 202)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("name", "where", "view", "why"),
    [
        ("public:everybody", "public/all/", faulty.names, "answered with 200"),
        ("therapist:open", "therapist/open/<uuid:person>/", faulty.unchecked, "answered with 200"),
        ("therapist:told", "therapist/told/<uuid:person>/", faulty.tells_them_apart, "not theirs looks different from not there"),
        ("therapist:all", "therapist/all/", faulty.words_of_everybody, "Ana's words were in it"),
        ("manager:chart", "manager/chart/", faulty.words_of_everybody, "Ana's words were in it"),
        ("patient:any_note", "any/<int:note>/", faulty.unchecked, "answered with 200"),
        ("patient:broken", "broken/", faulty.broken, "an error of our own: 500"),
    ],
)
def test_a_route_that_is_left_open_is_found(
    at_work: World, settings: Any, name: str, where: str, view: Callable[..., HttpResponse], why: str
) -> None:
    faulty.add(name, where, view)
    settings.ROOT_URLCONF = "tests.clinic.faulty"
    route = next(route for route in every_route() if route.name == name)
    assert why in {problem.why for problem in walking.problems(at_work, [route])}


def test_a_route_that_the_walk_cannot_fill_is_found(at_work: World, settings: Any) -> None:
    faulty.add("therapist:new", "therapist/new/<int:something_new>/", faulty.unchecked)
    settings.ROOT_URLCONF = "tests.clinic.faulty"
    with pytest.raises(walking.NoFiller, match="therapist:new: something_new"):
        walking.problems(at_work, every_route(), ["nobody"])


def test_a_route_without_a_name_is_found(settings: Any) -> None:
    faulty.add("", "nameless/", faulty.names)
    settings.ROOT_URLCONF = "tests.clinic.faulty"
    with pytest.raises(AssertionError, match="no name"):
        every_route()
