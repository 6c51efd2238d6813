"""What each address answers."""

import re
from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

import msgspec
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone

from stepwell.api.v1 import shapes
from stepwell.api.v1.problems import Refused
from stepwell.api.v1.site import READ, WRITE, given, openapi, program_of, said, site
from stepwell.care import edition
from stepwell.care.actions import audit, program_facts
from stepwell.care.errors import AlreadySaved, CareError, NotSaved, ToldOtherwise
from stepwell.care.queries import programs, shared
from stepwell.care.queries.shared import Open
from stepwell.engine.log import Fact, Log, LogError
from stepwell.engine.reading import read_fact, written
from stepwell.engine.screening import triage as triaged
from stepwell.engine.verdict import judged
from stepwell.knowledge.questions import AnswerError, answered
from stepwell.knowledge.schema import Country


@site.get("/people", auth=READ, openapi_extra=shapes.told("People"))
def people(request: HttpRequest) -> HttpResponseBase:
    """Everybody who shares something with the clinic of the token."""
    program = program_of(request)
    found = [
        shapes.Shared(id=each.id, name=each.name, given_name=each.given_name, shares=each.parts) for each in programs.listed(program.clinic)
    ]
    audit.note_all(program.visitor, (each.id for each in found), "read", "api people", clinic=program.clinic, once_a_day=True)
    return said(request, shapes.People(people=tuple(found)))


@site.get("/people/{uuid:person}/plan", auth=READ, openapi_extra=shapes.told("Decision"))
def plan(request: HttpRequest, person: UUID, on: date | None = None) -> HttpResponseBase:
    """The plan of a day, or the referral that stands in its place, with reasons, rules and sources.

    Today's as it would be shown now, or that of a day before as it was last shown. Needs that the person shares their days.
    """
    known, today = _opened(request, person), timezone.localdate()
    found = programs.plan_of_day(known, on or today, today)
    if found is None:
        raise Refused(HTTPStatus.NOT_FOUND)
    _note(request, known, "api plan")
    return said(request, found, emergency=_country(known.person.country).emergency)


@site.get("/people/{uuid:person}/log", auth=READ, openapi_extra=shapes.told("TheLog"))
def log(request: HttpRequest, person: UUID) -> HttpResponseBase:
    """The facts that a person shares, oldest first, in the form of an exported log."""
    known = _opened(request, person)
    _note(request, known, "api log")
    return given(request, written(shared.log_of(known)))


@site.post("/people/{uuid:person}/check-ins", auth=WRITE, openapi_extra=shapes.told("Added", into="CheckInToAdd", status=201))
def add_check_in(request: HttpRequest, person: UUID) -> HttpResponseBase:
    """Add how a day was. The program makes the id: what is sent twice counts once."""
    return _added(request, person, "check_in")


@site.post("/people/{uuid:person}/sessions", auth=WRITE, openapi_extra=shapes.told("Added", into="SessionToAdd", status=201))
def add_session(request: HttpRequest, person: UUID) -> HttpResponseBase:
    """Add a session that was done, wholly or in part. The program makes the id: what is sent twice counts once."""
    return _added(request, person, "session")


@site.post("/triage", auth=READ, openapi_extra=shapes.told("Verdict", into=shapes.ANSWERS))
def triage(request: HttpRequest, country: str = "us") -> HttpResponseBase:
    """How soon somebody should look at whoever gives these answers. Nothing is kept. It is not a diagnosis, and not for emergencies."""
    known, where = edition.present().knowledge, _country(country)
    try:
        answers = answered(_object(request), known)
    except AnswerError as error:
        raise _wrong(str(error)) from None
    return said(request, judged(triaged(answers, known), where, known), emergency=where.emergency)


@site.get("/exercises", auth=READ, openapi_extra=shapes.told("Exercises"))
def exercises(request: HttpRequest) -> HttpResponseBase:
    """Every exercise: steps, doses, cautions, sources."""
    known = edition.present().knowledge
    return said(request, shapes.Exercises(release=known.release.version, exercises=tuple(known.exercises.values())))


@site.get("/exercises/{exercise}", auth=READ, openapi_extra=shapes.told("OneExercise"))
def exercise(request: HttpRequest, exercise: str) -> HttpResponseBase:
    """One exercise."""
    found = edition.present().knowledge.exercises.get(exercise)
    if found is None:
        raise Refused(HTTPStatus.NOT_FOUND, "There is no such exercise.", "Look at /api/v1/exercises for their ids.")
    return said(request, found)


@site.get("/rules", auth=READ, openapi_extra=shapes.told("Rules"))
def rules(request: HttpRequest) -> HttpResponseBase:
    """What raises a concern, how the program answers to pain and effort, its stages, and where each of it comes from."""
    known = edition.present().knowledge
    made = shapes.Rules(
        release=known.release.version,
        reviewed_by=known.release.reviewed_by,
        red_flags=tuple(known.red_flags.values()),
        response=tuple(known.response.values()),
        stages=tuple(known.stages.values()),
        sources=tuple(known.sources.values()),
    )
    return said(request, made)


def urls() -> list[URLPattern]:
    """Return every address, and the one of the OpenAPI file."""
    patterns: list[Any] = site.urls[0]
    own = [path("openapi.json", openapi, name="openapi")]
    return [*own, *(each for each in patterns if each.name != "api-root")]


def _opened(request: HttpRequest, person: UUID) -> Open:
    known = programs.opened(program_of(request).clinic, str(person))
    if known is None:
        raise Refused(HTTPStatus.NOT_FOUND)
    return known


def _note(request: HttpRequest, known: Open, what: str) -> None:
    """Write down who looked, before it is shown."""
    program = program_of(request)
    audit.note(program.visitor, known.person, "read", what, clinic=program.clinic)


def _country(wanted: str) -> Country:
    countries = edition.present().knowledge.countries
    if wanted not in countries:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "That country is not known.", f"Use one of {', '.join(countries)}.", "country")
    return countries[wanted]


def _added(request: HttpRequest, person: UUID, kind: str) -> HttpResponseBase:
    known, fact, now = _opened(request, person), _fact(request, kind), timezone.now()
    assert fact.id is not None
    try:
        added = program_facts.add(program=program_of(request), known=known, told=Log(facts=(fact,)), now=now)
    except NotSaved:
        raise
    except (ToldOtherwise, AlreadySaved) as error:
        raise Refused(HTTPStatus.CONFLICT, str(error), "Send something new under an id of its own.", "id") from error
    except CareError as error:
        raise _wrong(str(error)) from error
    made = shapes.Added(id=UUID(fact.id), on=fact.on, added=bool(added), at=now)
    return given(request, msgspec.json.encode(made), HTTPStatus.CREATED if added else HTTPStatus.OK)


def _fact(request: HttpRequest, kind: str) -> Fact:
    sent = _object(request)
    if not isinstance(sent.get("id"), str) or re.fullmatch(shapes.UUID_WRITTEN, sent["id"], re.ASCII) is None:
        raise _wrong("id: make a UUID", "id")
    if sent.get("kind", kind) != kind:
        raise _wrong(f"kind: this address takes {kind}", "kind")
    try:
        return read_fact(sent | {"kind": kind, "id": sent["id"].lower()}, edition.present().knowledge)
    except LogError as error:
        raise _wrong(str(error)) from None


def _object(request: HttpRequest) -> dict[str, Any]:
    if request.content_type != shapes.JSON:
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    try:
        sent: Any = msgspec.json.decode(request.body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise Refused(HTTPStatus.BAD_REQUEST, "This is no JSON that can be read.") from None
    if not isinstance(sent, dict):
        raise _wrong("The body is not an object.")
    return sent


def _wrong(said: str, where: str = "") -> Refused:
    """Return what is wrong, with the place that the words begin with, if they do."""
    told = said.partition("; see `stepwell")[0]  # the terminal's own help is no help here
    place, colon, rest = told.partition(": ")
    named = bool(colon) and " " not in place
    what = rest if named else told
    found = place.removeprefix("fact").removeprefix(".") if named else ""
    mend = "Send what the OpenAPI file describes."
    return Refused(HTTPStatus.UNPROCESSABLE_ENTITY, what[:1].upper() + what[1:], mend, where or found)
