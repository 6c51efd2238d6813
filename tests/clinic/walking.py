"""The walk: every route, by every visitor, with GET and with POST; and what each may be answered."""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.http.response import HttpResponseBase
from django.urls import reverse

from stepwell.care import access
from tests.clinic import world as worlds
from tests.clinic.routes import Route
from tests.clinic.world import HOUSE, SECRET, World

VISITORS = (
    "nobody", "patient", "another patient", "therapist", "colleague", "another clinic's therapist", "manager", "another clinic's manager",
)  # fmt: skip
"""What each is to Ana."""
PROGRAMS = (
    "program for read", "program for write", "program for export", "another clinic's program", "program shut out", "program too late",
)  # fmt: skip
"""Visitors with a token and without an account."""
METHODS = ("get", "post")
CLOSED = {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}
"""What somebody is answered who may not be answered. A method that a page never takes tells nothing."""

ANYBODY = {
    "api:openapi",
    "account_inactive", "account_login", "account_logout", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "clinic:signed_out", "fhir:metadata", "mfa_authenticate",
    "mfa_login_webauthn", "patient:about", "patient:care_card", "patient:help", "patient:manifest", "patient:offline_care",
    "patient:service_worker", "patient:sources", "public:ask", "public:clinic", "public:invitation", "public:visit", "public:work_calendar",
}  # fmt: skip
"""Every single route that answers somebody who is not signed in. A new one is added here on purpose, or not at all."""

SIGNED_IN = {
    "account_change_password", "account_reauthenticate", "clinic:home", "clinic:still_here", "mfa_activate_totp", "mfa_add_webauthn",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes", "mfa_edit_webauthn", "mfa_generate_recovery_codes", "mfa_index", "mfa_list_webauthn",
    "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_view_recovery_codes", "patient:start",
    "usersessions_list",
}  # fmt: skip
"""Every single route that answers whoever is signed in, with their own things. The start page leads each role to its own."""

ROLE = {
    "patient": {"patient", "another patient"},
    "therapist": {"therapist", "colleague", "another clinic's therapist"},
    "manager": {"manager", "another clinic's manager"},
}
"""Who has pages of their own in a namespace. Those that name something of Ana's or her clinic's are only for OWNER."""

WITH_TOKEN: dict[str, set[str]] = {
    "read": {
        "fhir:read", "fhir:search", "fhir:everything", "api:people", "api:plan", "api:log", "api:triage", "api:exercises", "api:exercise",
        "api:rules",
    },
    "write": {"fhir:transaction", "fhir:transaction_at_folder", "api:add_check_in", "api:add_session"},
    "export": {"fhir:begin_export", "fhir:begin_export_of_patients", "fhir:export", "fhir:export_file"},
}  # fmt: skip
"""What a token may do -> every single route that answers whoever sends it."""

OWNER = {"patient": {"patient"}, "therapist": {"therapist"}, "manager": {"manager"}}
OF_THE_CLINIC = {"template", "picture", "video"}
"""Rows of the clinic, that a colleague may name too."""

PUBLIC_WORDS = {
    "exercise_id": "cat_cow",
    "exercise": "cat_cow", "lesson_id": "bending", "exposure_id": "prolonged_sitting", "measure_id": "peg", "number": 1,
    "day": "2026-03-02",
    "who": "auto", "edition": "x", "uidb36": "1", "key": "none", "address": "none", "secret": "come in", "slug": "riverside",
    "resource_type": "Observation", "resource_id": "1",
    "name": "home_programme", "kind": "home_programme",
}  # fmt: skip
"""What fills a parameter that names nobody."""
FOR_ROUTE = {
    ("patient:safety_page", "group"): "medicines",
    ("patient:evaluation_page", "group"): "activities_back",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Somebody got an answer that they must not get."""

    route: str
    method: str
    visitor: str
    why: str


class NoFiller(AssertionError):
    """A route has a parameter that the walk cannot fill: add it to tests/clinic/world.py (a row) or walking.py (a word)."""


def problems(world: World, routes: Iterable[Route], visitors: Iterable[str] = VISITORS) -> list[Problem]:
    """Return what is wrong with these routes."""
    asked = [(route, visitor, method) for route in routes for visitor in visitors for method in METHODS]
    return [problem for route, visitor, method in asked for problem in _asked(world, route, visitor, method)]


def personal(route: Route, world: World) -> set[str]:
    """Return the parameters of a route that name a row."""
    return {name for name in route.parameters if name in world.rows and (route.name, name) not in FOR_ROUTE}


def may(visitor: str, route: Route, world: World) -> bool:
    """Whether this visitor may be answered."""
    if route.name in ANYBODY:
        return True
    if visitor == "nobody":
        return False
    if visitor in PROGRAMS:
        return _may_program(visitor, route, world)
    if route.name in SIGNED_IN:
        return not personal(route, world)
    named = personal(route, world)
    if named and named <= OF_THE_CLINIC and visitor == "colleague":
        return route.namespace == "therapist"
    return visitor in (OWNER if named else ROLE).get(route.namespace, set())


def _may_program(visitor: str, route: Route, world: World) -> bool:
    if visitor == "another clinic's program":
        return any(route.name in routes for routes in WITH_TOKEN.values()) and not personal(route, world)
    return route.name in WITH_TOKEN.get(visitor.removeprefix("program for "), ())


def address(route: Route, world: World, *, of_somebody: bool = True) -> str:
    """Return a route's address, filled with Ana's rows, or with rows that are not there."""
    filled = {name: _filler(route, name, world) for name in route.parameters}
    if not of_somebody:
        filled |= {name: worlds.unknown(filled[name]) for name in personal(route, world)}
    return reverse(route.name, kwargs=filled)


def _filler(route: Route, name: str, world: World) -> Any:
    for found in (FOR_ROUTE.get((route.name, name)), world.rows.get(name), PUBLIC_WORDS.get(name)):
        if found is not None:
            return found
    raise NoFiller(f"{route.name}: {name}")


def answer(world: World, visitor: str, method: str, where: str) -> HttpResponseBase:
    """Return what a visitor is answered. Whatever was changed by it is undone, so that the next one finds the same."""
    browser = world.browsers[visitor]
    cookies = deepcopy(browser.cookies)
    with transaction.atomic():
        response: HttpResponseBase = getattr(browser, method)(where)
        transaction.set_rollback(True)
    browser.cookies = cookies
    return response


def _asked(world: World, route: Route, visitor: str, method: str) -> Iterator[Problem]:
    said = answer(world, visitor, method, address(route, world))
    is_open = may(visitor, route, world)

    def problem(why: str) -> Problem:
        return Problem(route=route.name, method=method, visitor=visitor, why=why)

    if said.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        yield problem(f"an error of our own: {said.status_code}")
    if not is_open and not _is_closed(said, visitor, route):
        yield problem(f"answered with {said.status_code}")
    if visitor not in ("patient", "therapist", "program for read") and SECRET in _text(said):
        yield problem("Ana's words were in it")
    if visitor not in ("therapist", "colleague", "manager", "program for read") and HOUSE in _text(said):
        yield problem("the clinic's own words were in it")
    if not is_open and personal(route, world):
        nothing = answer(world, visitor, method, address(route, world, of_somebody=False))
        if (nothing.status_code, _plain(nothing, visitor)) != (said.status_code, _plain(said, visitor)):
            yield problem("not theirs looks different from not there")


def _is_closed(said: HttpResponseBase, visitor: str, route: Route) -> bool:
    if visitor in ("nobody", *PROGRAMS) and said.status_code == HTTPStatus.FOUND:
        return said.headers["Location"].startswith("/account/login/")
    if said.status_code == HTTPStatus.FOUND:
        return said.headers["Location"].startswith("/account/reauthenticate/")  # the password once more, whatever is behind it
    asks_for_a_token = route.name.startswith(access.WITH_TOKEN)
    return said.status_code in (CLOSED | {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN} if asks_for_a_token else CLOSED)


def _text(said: HttpResponseBase) -> str:
    return b"".join(said).decode(errors="replace") if said.streaming else said.content.decode(errors="replace")  # type: ignore[attr-defined]


def _plain(said: HttpResponseBase, visitor: str) -> str:
    """Return an answer without what differs each time: form tokens, and the address that sign-in leads back to."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", _text(said))
    return re.sub(r"next=\S+", "next", text + said.headers.get("Location", ""))
