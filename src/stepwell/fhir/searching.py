"""Finding among one's resources, with the names and meanings of FHIR's own search parameters."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from msgspec import Struct

from stepwell.fhir.names import Json
from stepwell.fhir.outcome import Issue

Moments = tuple[datetime, datetime]
"""From, and up to but without."""
_WRITTEN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(T.+)?)?)?", re.ASCII)
_SEARCHED = re.compile(r"(eq|ne|gt|lt|ge|le|sa|eb)?(\d{4}.*)", re.ASCII)
NEVER, FOREVER = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
MOST_VALUES = 50


class SearchError(ValueError):
    """A search cannot be understood. ``issue`` says which parameter, and what to do."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.issue = Issue(code="invalid", text=text)


class Parameter(Struct, frozen=True, kw_only=True):
    """One search parameter: its kind, and where in the resource it looks; points step into an object or each object of a list."""

    kind: Literal["token", "reference", "date", "uri"]
    paths: tuple[str, ...]


def _token(*paths: str) -> Parameter:
    return Parameter(kind="token", paths=paths)


def _date(*paths: str) -> Parameter:
    return Parameter(kind="date", paths=paths)


_PATIENT = {"patient": Parameter(kind="reference", paths=("subject", "patient", "for"))}
_SUBJECT = _PATIENT | {"subject": Parameter(kind="reference", paths=("subject",))}
_STATUS = {"status": _token("status")}
_CODE = {"code": _token("code")}
_DEFINED = _STATUS | {"url": Parameter(kind="uri", paths=("url",)), "version": _token("version")}
_BY_KIND: dict[str, dict[str, Parameter]] = {
    "Patient": {"identifier": _token("identifier"), "birthdate": _date("birthDate")},
    "Questionnaire": _DEFINED,
    "QuestionnaireResponse": _SUBJECT
    | _STATUS
    | {
        "authored": _date("authored"),
        "questionnaire": Parameter(kind="reference", paths=("questionnaire",)),
        "identifier": _token("identifier"),
    },
    "Observation": _SUBJECT | _STATUS | _CODE | {"date": _date("effectiveDateTime", "effectivePeriod"), "category": _token("category")},
    "Condition": _SUBJECT | _CODE | {"recorded-date": _date("recordedDate"), "clinical-status": _token("clinicalStatus")},
    "Goal": _SUBJECT
    | {"lifecycle-status": _token("lifecycleStatus"), "start-date": _date("startDate"), "target-date": _date("target.dueDate")},
    "CarePlan": _SUBJECT | _STATUS | {"date": _date("period")},
    "ServiceRequest": _SUBJECT | _STATUS | _CODE | {"authored": _date("authoredOn"), "intent": _token("intent")},
    "ActivityDefinition": _DEFINED,
    "PlanDefinition": _DEFINED,
    "Procedure": _SUBJECT | _STATUS | _CODE | {"date": _date("performedDateTime")},
    "Appointment": _STATUS | {"patient": Parameter(kind="reference", paths=("participant.actor",)), "date": _date("start")},
    "Communication": _SUBJECT | _STATUS | {"sent": _date("sent"), "received": _date("received")},
    "Flag": _SUBJECT | {"date": _date("period")},
    "DetectedIssue": _PATIENT | _CODE | {"identified": _date("identifiedDateTime")},
    "Task": _PATIENT | _STATUS | {"authored-on": _date("authoredOn"), "modified": _date("lastModified"), "intent": _token("intent")},
    "Consent": _PATIENT | _STATUS | {"date": _date("dateTime")},
    "Provenance": {"target": Parameter(kind="reference", paths=("target",)), "recorded": _date("recorded")},
    "Practitioner": {},
    "Organization": {},
    "Basic": _SUBJECT | _CODE | {"created": _date("created")},
}
PARAMETERS = {kind: {"_id": _token("id"), "_tag": _token("meta.tag")} | named for kind, named in _BY_KIND.items()}
"""Type of resource -> name -> parameter. The types are all that can be read."""


def search(resources: Iterable[Json], kind: str, asked: Sequence[tuple[str, str]]) -> list[Json]:
    """Return the resources of one type that fit every parameter, in their order.

    Args:
        resources: what may be found: what whoever asks may see.
        kind: the type of resource.
        asked: pairs of name and value as in an address; a value may name several, with commas between: one of them must fit.

    Raises:
        SearchError: the type, a parameter or a value is not known. An unknown parameter is never passed over: it would find too much.
    """
    if kind not in PARAMETERS:
        raise SearchError(f"{kind[:40]!r} is not kept here; use one of {', '.join(PARAMETERS)}")
    tests = [_test(kind, name, value) for name, value in asked]
    return [each for each in resources if each["resourceType"] == kind and all(test(each) for test in tests)]


def _test(kind: str, name: str, value: str) -> Callable[[Json], bool]:
    parameter = PARAMETERS[kind].get(name)
    if parameter is None:
        raise SearchError(f"{kind}: no search by {name[:40]!r}; use one of {', '.join(PARAMETERS[kind])}")
    wanted = value.split(",")
    if not value or len(wanted) > MOST_VALUES:
        raise SearchError(f"{name}: give one value, or up to {MOST_VALUES} with commas between")
    make = {"token": _is_token, "reference": _is_reference, "date": _is_date, "uri": _is_uri}[parameter.kind]
    fits = [make(name, each) for each in wanted]
    return lambda resource: any(fit(one) for one in _values(resource, parameter) for fit in fits)


def _values(resource: Json, parameter: Parameter) -> list[Any]:
    found: list[Any] = []
    for path in parameter.paths:
        at: list[Any] = [resource]
        for step in path.split("."):
            nested = [one.get(step) for one in at if isinstance(one, dict)]
            at = [one for each in nested if each is not None for one in (each if isinstance(each, list) else [each])]
        found += at
    return found


def _is_token(name: str, wanted: str) -> Callable[[Any], bool]:
    """Return the test for a code, "code" or "system|code"; without a system any fits."""
    system, bar, code = wanted.rpartition("|")

    def fits(value: Any) -> bool:
        if not isinstance(value, dict):
            return str(value) == wanted
        codings = value.get("coding") or [value]
        return any(each.get("code", each.get("value")) == code and (not bar or each.get("system", "") == system) for each in codings)

    return fits


def _is_reference(name: str, wanted: str) -> Callable[[Any], bool]:
    """Return the test for what a reference leads to: an id, or a type and an id; for a canonical one, its url with or without version."""
    target = wanted.rsplit("/", 1)[-1]
    kind = wanted.split("/")[-2] if "/" in wanted else ("Patient" if name == "patient" else "")

    def fits(value: Any) -> bool:
        if isinstance(value, str):
            return _is_uri(name, wanted)(value)
        parts = str(value.get("reference", "")).split("/")
        return parts[-1] == target and (not kind or parts[-2:-1] == [kind])

    return fits


def _is_uri(name: str, wanted: str) -> Callable[[Any], bool]:
    return lambda value: str(value) == wanted or str(value).split("|")[0] == wanted


def _is_date(name: str, wanted: str) -> Callable[[Any], bool]:
    found = _SEARCHED.fullmatch(wanted)
    moments = _moments(found[2]) if found else None
    if not found or moments is None:
        raise SearchError(f"{name}: {wanted[:30]!r} is not a day; write it as 2026-03-01, with ge or le before it for from and up to")
    prefix, (low, high) = found[1] or "eq", moments

    def fits(value: Any) -> bool:
        told = _period(value)
        return told is not None and _COMPARED[prefix](told, (low, high))

    return fits


def _within(told: Moments, asked: Moments) -> bool:
    return asked[0] <= told[0] and told[1] <= asked[1]


_COMPARED: dict[str, Callable[[Moments, Moments], bool]] = {
    "eq": _within,
    "ne": lambda told, asked: not _within(told, asked),
    "gt": lambda told, asked: told[1] > asked[1],
    "lt": lambda told, asked: told[0] < asked[0],
    "ge": lambda told, asked: told[1] > asked[1] or _within(told, asked),
    "le": lambda told, asked: told[0] < asked[0] or _within(told, asked),
    "sa": lambda told, asked: told[0] >= asked[1],
    "eb": lambda told, asked: told[1] <= asked[0],
}


def _period(value: Any) -> Moments | None:
    """Return the span of a date, a moment or a Period; one that has not ended goes on for ever."""
    if isinstance(value, dict):
        first = _moments(str(value["start"])) if "start" in value else (NEVER, NEVER)
        last = _moments(str(value["end"])) if "end" in value else (FOREVER, FOREVER)
        return (first[0], last[1]) if first and last else None
    return _moments(str(value))


def _moments(written: str) -> Moments | None:
    """Return the span of a year, a month, a day or a moment; None for anything else. A day is one in UTC."""
    found = _WRITTEN.fullmatch(written)
    if not found:
        return None
    year, month, day, rest = found.groups()
    try:
        if rest:
            at = datetime.fromisoformat(written)
            return (at, at + timedelta(seconds=1)) if at.tzinfo else None
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    days = 1 if day else 31 if month else 366
    after = first + timedelta(days=days)
    last = after if day else date(after.year, after.month, 1) if month else date(first.year + 1, 1, 1)
    return (_start(first), _start(last))


def _start(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
