"""Nobody at a clinic sees or changes anything of a person without an entry that the person can read."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import OperationalError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from stepwell.care.actions import audit
from stepwell.care.models import Account, AuditEntry, Clinic, Fact
from tests.clinic import faulty, walking, world
from tests.clinic.routes import Route, every_route
from tests.clinic.world import SECRET, World

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

STAFF = ("therapist", "manager")
NAME = re.compile(r"\bAna\b")


@pytest.fixture
def at_work(signed_in: Callable[..., Client], clinic: Clinic, tess: Account, mona: Account, ana: Account) -> World:
    """Return the clinic with those who work there."""
    return world.built({"patient": ana, "therapist": tess, "manager": mona}, signed_in, clinic)


def _unwritten(at_work: World, routes: list[Route]) -> Iterator[str]:
    """Yield what showed or changed something of Ana and left no entry."""
    for route in routes:
        for method in walking.METHODS:
            before = AuditEntry.objects.count()
            with transaction.atomic():
                said: Any = getattr(at_work.browsers[route.namespace], method)(walking.address(route, at_work))
                body = b"".join(said) if said.streaming else said.content
                rows = list(AuditEntry.objects.filter(person=at_work.ana).order_by("pk")[before:])
                transaction.set_rollback(True)
            is_change = method == "post" and said.status_code < 400
            shows = said.status_code in (200, 422) and ("person" in route.parameters or _is_about_ana(body.decode(errors="replace")))
            if (shows and not rows) or (is_change and "person" in route.parameters and all(row.action == "read" for row in rows)):
                yield f"{method} {route.name}: {said.status_code}, {[row.action for row in rows]}"


def _is_about_ana(body: str) -> bool:
    return SECRET in body or NAME.search(body) is not None


def test_every_page_of_those_who_work_at_a_clinic_is_written_down(at_work: World) -> None:
    routes = [route for route in every_route() if route.namespace == "therapist"]
    assert list(_unwritten(at_work, routes)) == []


def test_a_manager_who_sees_a_chart_would_be_written_down(at_work: World) -> None:
    """A manager's own pages show who is looked after by whom, which is no part of the record; whatever names a person is written down."""
    routes = [route for route in every_route() if route.namespace == "manager" and "person" in route.parameters]
    assert list(_unwritten(at_work, routes)) == []


@pytest.mark.parametrize(("where", "is_found"), [("therapist/all/", True), ("therapist/one/<uuid:person>/", False)])
def test_a_page_that_forgets_is_found_or_written_down_for_it(at_work: World, settings: Any, where: str, is_found: bool) -> None:
    """A list has to write its own entries, so the walk finds one that does not; a page about one person cannot forget."""
    view: Callable[..., HttpResponse] = faulty.words_of_everybody if is_found else faulty.unchecked
    faulty.add("therapist:forgets", where, view)
    settings.ROOT_URLCONF = "tests.clinic.faulty"
    route = next(route for route in every_route() if route.name == "therapist:forgets")
    assert bool(list(_unwritten(at_work, [route]))) is is_found


def test_what_cannot_be_written_down_is_not_shown(at_work: World, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    faulty.add("therapist:one", "therapist/one/<uuid:person>/", faulty.unchecked)
    settings.ROOT_URLCONF = "tests.clinic.faulty"

    def full(*_: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(audit, "_append", full)
    answer = at_work.browsers["therapist"].get(reverse("therapist:one", kwargs={"person": at_work.ana.pk}))
    assert answer.status_code == 503
    assert "something" not in answer.content.decode()


def test_a_refused_look_is_no_look(at_work: World, other_clinic: Clinic, omar: Account, signed_in: Callable[..., Client]) -> None:
    signed_in(omar).get(reverse("therapist:person", kwargs={"person": at_work.ana.pk}))
    assert not AuditEntry.objects.filter(account=omar).exists()


def test_a_record_that_is_not_open_looks_like_a_page_that_is_not_there(at_work: World, settings: Any) -> None:
    faulty.add("therapist:one", "therapist/one/<uuid:person>/", faulty.not_there)
    settings.ROOT_URLCONF = "tests.clinic.faulty"
    browser = at_work.browsers["therapist"]
    refused = browser.get(reverse("therapist:one", kwargs={"person": at_work.ana.pk}))
    missing = browser.get("/therapist/no-such-page/")
    assert (refused.status_code, refused.content) == (missing.status_code, missing.content)
    assert not AuditEntry.objects.exists()


def test_what_somebody_tells_is_saved_with_its_entry_or_not_at_all(
    signed_in: Callable[..., Client], ana: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, about = signed_in(ana), {"person": ana.person}
    write = audit._append

    def full(*_: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(audit, "_append", full)
    answer = browser.post("/goals/", {"do": "new", "words": "Walk the dog"})
    assert (answer.status_code >= 400, Fact.objects.filter(**about).count()) == (True, 0)
    monkeypatch.setattr(audit, "_append", write)
    assert browser.post("/goals/", {"do": "new", "words": "Walk the dog"}).status_code == 302
    entries = AuditEntry.objects.filter(**about).values_list("action", "what")
    assert (list(entries), Fact.objects.filter(**about).count()) == ([("write", "goals")], 1)
