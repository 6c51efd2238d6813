"""A value of the log <-> an extension that carries it exactly.

A struct or a table of names becomes an extension with one part for each field that is not at its default; a list becomes parts
named "item", a table with free keys parts named "entry". So the shape alone says how to read it back. A text of spaces alone, which
FHIR does not allow, stands there as base64.
"""

from base64 import b64decode, b64encode
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from stepwell.engine.log import Fact
from stepwell.fhir.names import DATA_ABSENT, FACT, Json, can_hold

MOST_DEEP = 8


def extension_of(fact: Struct, leaving: Collection[str]) -> list[Json]:
    """Return the extension with all of a fact but the fields that FHIR itself carries; [] where nothing is left."""
    parts = _fields(fact, leaving)
    return [{"url": FACT, "extension": parts}] if parts else []


def left_by(fact: Fact, *carried: str) -> list[Json]:
    """Return the extension with what a fact's resource itself does not carry, or cannot: texts of spaces alone."""
    held = [name for name in ("id", *carried) if _is_held(getattr(fact, name))]
    return extension_of(fact, ("on", *held))


def _is_held(value: object) -> bool:
    return not isinstance(value, str) or can_hold(value)


def parts_of(values: Mapping[str, Any]) -> list[Json]:
    """Return named values as the parts of an extension."""
    return [_part(name, value) for name, value in values.items()]


def fields_in(resource: Json) -> dict[str, Any]:
    """Return the fields that a resource's extension carries, as values still to be checked. Raises ValueError for a broken one."""
    found: dict[str, Any] = {}
    for extension in resource.get("extension") or []:
        if extension.get("url") == FACT:
            value = _value(extension, 0)
            if not isinstance(value, dict):
                raise ValueError("the extension of the fact is not made of named parts")
            found |= value
    return found


def _fields(value: Struct, leaving: Collection[str]) -> list[Json]:
    return [_part(name, one) for name, one in _told(value).items() if name not in leaving]


def _told(value: Struct) -> dict[str, Any]:
    """Return what is not at its default; everything, where that would be nothing at all."""
    defaults = _defaults(type(value))
    every = {name: getattr(value, name) for name in defaults}
    return {name: one for name, one in every.items() if one != defaults[name]} or every


@cache
def _defaults(kind: type[Struct]) -> dict[str, Any]:
    """Return the fields of a kind of value with their defaults. Kept: to ask for them takes longer than all the rest of a fact."""
    return {
        field.name: field.default_factory() if field.default_factory is not msgspec.NODEFAULT else field.default
        for field in msgspec.structs.fields(kind)
    }


def _part(name: str, value: Any) -> Json:
    match value:
        case Struct():
            return {"url": name, "extension": _fields(value, ())}
        case dict():
            entries = [{"url": "entry", "extension": [_part("key", key), _part("value", one)]} for key, one in value.items()]
            return {"url": name, "extension": entries}
        case tuple():
            return {"url": name, "extension": [_part("item", one) for one in value]}
        case "":
            return {"url": name, "extension": [{"url": DATA_ABSENT, "valueCode": "not-applicable"}]}
        case bool():
            return {"url": name, "valueBoolean": value}
        case int():
            return {"url": name, "valueInteger": value}
        case float():
            return {"url": name, "valueDecimal": value}
        case date():
            return {"url": name, "valueDate": value.isoformat()}
    text = str(value)
    if not can_hold(text):
        return {"url": name, "valueBase64Binary": b64encode(text.encode()).decode()}
    return {"url": name, "valueString": text}


def _value(extension: Json, deep: int) -> Any:
    if deep > MOST_DEEP:
        raise ValueError("the extension of the fact is nested too deeply")
    parts = extension.get("extension")
    if "valueBase64Binary" in extension:
        return b64decode(str(extension["valueBase64Binary"]), validate=True).decode()
    if parts is None:
        return next((one for name, one in extension.items() if name.startswith("value")), None)
    names = {part.get("url") for part in parts}
    if names == {DATA_ABSENT}:
        return ""
    if names == {"item"}:
        return [_value(part, deep + 1) for part in parts]
    if names == {"entry"}:
        return dict(_entry(part, deep + 1) for part in parts)
    return {str(part.get("url")): _value(part, deep + 1) for part in parts}


def _entry(part: Json, deep: int) -> tuple[str, Any]:
    pair = {one.get("url"): _value(one, deep) for one in part.get("extension") or []}
    return str(pair.get("key")), pair.get("value")
