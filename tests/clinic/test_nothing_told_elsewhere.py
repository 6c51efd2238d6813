"""In a clinic: what anybody sends comes out in no log line, error page, redirect, address, queue or mail but where it belongs."""

import sys
from collections.abc import Callable, Iterator
from smtplib import SMTPException
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.base import BaseHandler
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.db import OperationalError, transaction
from django.test import Client
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from stepwell.care.models import Account, Clinic, Invitation
from tests import marked
from tests.clinic import walking, world
from tests.clinic.opening import opened_by
from tests.clinic.routes import Route, every_route
from tests.clinic.world import World
from tests.marked import MAIL, NAME, SECRET, WORDS

pytestmark = pytest.mark.django_db
VISITORS = ("nobody", "patient", "therapist", "manager")
WITH_MAIL = {"account_reset_password", "therapist:invite", "therapist:messages", "therapist:visit", "manager:home", "public:ask"}
NOT_WALKED = {"account_logout", "patient:delete"}
"""Whoever has signed out, or is gone, opens nothing more."""


@pytest.fixture
def at_work(
    signed_in: Callable[..., Client],
    clinic: Clinic,
    tess: Account,
    mona: Account,
    ana: Account,
    ben: Account,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
) -> World:
    """Return the clinic with marked words in everything that Ana and her therapist have told."""
    for name, value in {"SECRET": WORDS, "CHART": WORDS, "OWN_WORDS": WORDS, "HOUSE": WORDS}.items():
        monkeypatch.setattr(world, name, value)
    cache.clear()
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
    for account in (ana, ben):
        Account.objects.filter(pk=account.pk).update(name=NAME, email=f"{account.name.lower()}.{MAIL}")
        assert account.person is not None
        account.person.given_name = NAME
        account.person.save(update_fields=["given_name"])
    people = {"patient": ana, "another patient": ben, "therapist": tess, "manager": mona}
    built = world.built(people, signed_in, clinic)
    Invitation.objects.filter(secret_hash=world._hash("come in")).update(secret_hash=world._hash(SECRET), email=MAIL, name=NAME)
    monkeypatch.setitem(walking.PUBLIC_WORDS, "secret", SECRET)
    return built


def told_wrongly(world: World, visitor: str, routes: list[Route]) -> Iterator[str]:
    """Open each page as a visitor and send each of its forms, with marked words in it; yield what comes out where it must not."""
    for route in routes:
        where = walking.address(route, world)
        with marked.watched_logs() as lines:
            page = walking.answer(world, visitor, "get", where)
        yield from (f"{visitor} {route.name}: {found}" for found in marked.told_elsewhere(page, lines))
        if page.headers.get("Content-Type", "").startswith("text/html"):
            forms = marked.Page(marked.text_of(page)).forms
            for form in forms:
                to = urlsplit(urljoin(where, form.action))
                with marked.watched_logs() as lines:
                    answer = sent(world.browsers[visitor], form.method, f"{to.path}?{to.query}", form.marked())
                yield from (f"{visitor} {to.path} {sorted(form.fields)}: {found}" for found in marked.told_elsewhere(answer, lines))


def sent(browser: Client, method: str, where: str, fields: dict[str, Any]) -> Any:
    """Send a form and return the answer, once the mail and the queue are looked at. What it changed is undone."""
    mail.outbox.clear()
    with transaction.atomic():
        answer = getattr(browser, method)(where, fields)
        queue = " ".join(str(row["args_kwargs"]) for row in DBTaskResult.objects.values())
        transaction.set_rollback(True)
    assert not marked.marks(queue), f"{where}: {queue}"
    for each in mail.outbox:  # the name it greets, and the link that it brings
        assert marked.marks(f"{each.subject} {each.body}") <= {NAME}, f"{where}: {each.subject}: {each.body}"
    return answer


def walked_routes() -> list[Route]:
    return [route for route in every_route() if route.name not in NOT_WALKED]


@pytest.mark.parametrize("visitor", VISITORS)
def test_every_page_and_every_form_tells_it_nowhere_else(at_work: World, visitor: str) -> None:
    found = list(told_wrongly(at_work, visitor, [route for route in walked_routes() if opened_by(route) == visitor]))
    assert not found, "\n".join(found)


@pytest.mark.one_database
def test_marked_values_to_every_address_tell_it_nowhere_else(at_work: World) -> None:
    """Whatever the fields are called: a file, a broken form, words of JSON and a query, to every address."""
    found = []
    for route in walked_routes():
        where = f"{walking.address(route, at_work)}?{WORDS}={NAME}"
        file = SimpleUploadedFile(f"{WORDS}.jpg", WORDS.encode(), content_type="image/jpeg")
        bodies: list[dict[str, Any]] = [
            {"data": {"file": file, "photo": file, "words": WORDS, "name": NAME, "email": MAIL, "secret": SECRET}},
            {"data": f"--{WORDS}\r\n{NAME}", "content_type": f"multipart/form-data; boundary={WORDS}"},
            {"data": f'{{"resourceType": "{WORDS}", "text": "{NAME}"', "content_type": "application/fhir+json"},
        ]
        for body in bodies:
            with marked.watched_logs() as lines, transaction.atomic():
                answer = at_work.browsers[opened_by(route)].post(where, **body)
                transaction.set_rollback(True)
            found += [f"{route.name} {sorted(body)}: {each}" for each in marked.told_elsewhere(answer, lines)]
    assert not found, "\n".join(found)


@pytest.mark.one_database
@pytest.mark.parametrize("error", [ValueError(WORDS), OperationalError(WORDS)], ids=["a mistake of our own", "the database"])
def test_a_failure_of_every_page_tells_its_route_only(at_work: World, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    monkeypatch.setattr(BaseHandler, "make_view_atomic", marked.failing_with(error))
    found = []
    for route in walked_routes():
        with marked.watched_logs() as lines:
            answer = walking.answer(at_work, opened_by(route), "get", f"{walking.address(route, at_work)}?q={NAME}")
        found += [f"{route.name}: {each}" for each in marked.told_elsewhere(answer, lines)]
        assert not any(str(at_work.ana.pk) in line for line in lines), route.name
    assert not found, "\n".join(found)


@pytest.mark.one_database
def test_guessing_passwords_until_sign_in_waits_tells_no_address_and_no_password(at_work: World) -> None:
    with marked.watched_logs() as lines:
        for _ in range(7):
            answer = at_work.browsers["nobody"].post("/account/login/", {"login": f"ana.{MAIL}", "password": WORDS})
    assert answer.status_code == 429
    assert marked.told_elsewhere(answer, lines) == []


@pytest.mark.one_database
def test_a_mail_server_that_fails_tells_nothing(at_work: World, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def failing(backend: object, messages: list[EmailMessage]) -> None:
        tried.extend(messages)
        raise SMTPException(f"550 {MAIL} {WORDS}")

    monkeypatch.setattr(EmailBackend, "send_messages", failing)
    routes = [route for route in every_route() if route.name in WITH_MAIL]
    found = [each for visitor in VISITORS for each in told_wrongly(at_work, visitor, routes)]
    assert not found, "\n".join(found)
    assert len(tried) >= 3


@pytest.mark.one_database
def test_every_piece_of_background_work_hides_what_it_worked_on() -> None:
    every_route()  # which imports the whole site
    modules = [module for name, module in sys.modules.items() if name.startswith("stepwell")]
    tasks = {value for module in modules for value in vars(module).values() if isinstance(value, Task)}
    assert tasks
    assert [task.name for task in tasks if not hasattr(task.func, "__wrapped__")] == []
