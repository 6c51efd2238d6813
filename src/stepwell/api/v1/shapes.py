"""What goes in and comes out, as the schemas of the OpenAPI file: made from the same structs that the answers are made of."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from stepwell.api.v1.problems import CONTENT_TYPE, Problem
from stepwell.engine.decision import Decision
from stepwell.engine.log import CheckIn, Fact, Log, Session
from stepwell.engine.schemas import ANSWERS as OF_ANSWERS
from stepwell.engine.schemas import Schema, coming_out, going_in
from stepwell.engine.verdict import Verdict
from stepwell.knowledge.once import once
from stepwell.knowledge.schema import Exercise, Knowledge, RedFlag, ResponseRule, Source, Stage

JSON = "application/json"
UUID_WRITTEN = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"
ANSWERS = f"Fact{OF_ANSWERS}"
ADDED = (CheckIn, Session)
"""The facts that can be added here."""
FACT = "Fact"
"""Begins the names of what a log is made of: what is told may leave out what has a default, what comes out leaves out nothing."""
REFUSALS = (400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 503)


class Shared(Struct, frozen=True, kw_only=True):
    """Somebody who shares something with the clinic. ``shares``: the parts, of evaluation, days, measures and words."""

    id: UUID
    name: str
    given_name: str
    shares: tuple[str, ...]


class People(Struct, frozen=True, kw_only=True):
    """Everybody who shares something with the clinic."""

    people: tuple[Shared, ...]


class Exercises(Struct, frozen=True, kw_only=True):
    """All exercises of a release."""

    release: str
    exercises: tuple[Exercise, ...]


class Rules(Struct, frozen=True, kw_only=True):
    """The rules of a release, for reading: what raises a concern, how the program answers, its stages; and the sources that they name.

    ``reviewed_by``: the clinicians who reviewed this release; empty while nobody has.
    """

    release: str
    reviewed_by: tuple[str, ...]
    red_flags: tuple[RedFlag, ...]
    response: tuple[ResponseRule, ...]
    stages: tuple[Stage, ...]
    sources: tuple[Source, ...]


class Added(Struct, frozen=True, kw_only=True):
    """What became of something that was sent. ``added``: false where the same was there already."""

    id: UUID
    on: date
    added: bool
    at: datetime


COMING_OUT = {
    "Decision": Decision,
    "Verdict": Verdict,
    "People": People,
    "Exercises": Exercises,
    "OneExercise": Exercise,
    "Rules": Rules,
    "Added": Added,
    "ProblemShape": Problem,
}


@once
def components(known: Knowledge) -> dict[str, Schema]:
    """Return every schema that the addresses name."""
    found: dict[str, Schema] = {}
    for name, kind in COMING_OUT.items():
        _take(found, name, coming_out(kind, name))
    for name, kind in (("TheFact", Fact), ("TheLog", Log)):
        _take(found, name, going_in(kind, name, known), FACT)
    for added in ADDED:
        shape = json.loads(json.dumps(found[FACT + added.__name__]))
        shape["properties"]["id"] = {"type": "string", "pattern": UUID_WRITTEN, "description": "made by the program; the same once only"}
        shape["properties"]["on"] |= {"description": "today or a day before it"}
        shape["required"] = sorted({*shape["required"], "id"} - {"kind"})
        found[f"{added.__name__}ToAdd"] = shape
    return found


def _take(found: dict[str, Schema], name: str, schema: Schema, before: str = "") -> None:
    told: Schema = json.loads(json.dumps(schema).replace('"#/$defs/', f'"#/components/schemas/{before}'))
    inner = told.pop("$defs", {})
    told.pop("$schema", None)
    whole = {} if name in inner else {name: told}
    for key, shape in ({before + key: shape for key, shape in inner.items()} | whole).items():
        if found.setdefault(key, shape) != shape:
            raise ValueError(f"two schemas are named {key}")


def of(name: str) -> dict[str, Any]:
    """Return a reference to a schema, as content."""
    return {"content": {JSON: {"schema": {"$ref": f"#/components/schemas/{name}"}}}}


def told(out: str, *, into: str = "", status: int = 200) -> dict[str, Any]:
    """Return what the OpenAPI file says of an address: what goes in, what comes out, and that every refusal has one shape."""
    problem = {"content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemShape"}}}}
    fine: dict[int, Any] = {200: {"description": "OK"} | of(out)} | ({201: {"description": "Added"} | of(out)} if status == 201 else {})
    if not into:
        fine[304] = {"description": "Not changed since the ETag that was sent"}
    refusals = {code: {"description": "Refused: what, where, and what to do"} | problem for code in REFUSALS}
    return {"responses": fine | refusals} | ({"requestBody": {"required": True} | of(into)} if into else {})
