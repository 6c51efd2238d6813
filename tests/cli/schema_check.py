"""Whether a value fits a JSON Schema: the part of the standard that our own schemas use. An unknown word in a schema fails."""

import re
from datetime import date
from typing import Any

NOTES = {"$schema", "$defs", "title", "description", "default", "discriminator"}
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def misfits(value: Any, schema: dict[str, Any], root: dict[str, Any] | None = None, where: str = "$") -> list[str]:
    """Return where a value does not fit a schema; nothing when it does."""
    root = root or schema
    found: list[str] = []
    for word, rule in schema.items():
        if word not in NOTES:
            found += _WORDS[word](value, rule, schema, root, where)
    return found


def _ref(value: Any, rule: str, schema: dict[str, Any], root: dict[str, Any], where: str) -> list[str]:
    return misfits(value, root["$defs"][rule.removeprefix("#/$defs/")], root, where)


def _type(value: Any, rule: str, schema: dict[str, Any], root: dict[str, Any], where: str) -> list[str]:
    fits = isinstance(value, TYPES[rule]) and (rule == "boolean" or not isinstance(value, bool))
    return [] if fits else [f"{where}: {value!r} is not {rule}"]


def _any_of(value: Any, rule: list[Any], schema: dict[str, Any], root: dict[str, Any], where: str) -> list[str]:
    tried = [misfits(value, one, root, where) for one in rule]
    return [] if [] in tried else min(tried, key=len)


def _properties(value: Any, rule: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], where: str) -> list[str]:
    if not isinstance(value, dict):
        return []
    return [wrong for name, one in rule.items() if name in value for wrong in misfits(value[name], one, root, f"{where}.{name}")]


def _additional(value: Any, rule: Any, schema: dict[str, Any], root: dict[str, Any], where: str) -> list[str]:
    others = [name for name in value if name not in schema.get("properties", {})] if isinstance(value, dict) else []
    if rule is False:
        return [f"{where}: {name!r} is not allowed" for name in others]
    return [wrong for name in others for wrong in misfits(value[name], rule, root, f"{where}.{name}")]


def _names(value: Any, rule: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], where: str) -> list[str]:
    return [wrong for name in value for wrong in misfits(name, rule, root, where)] if isinstance(value, dict) else []


def _items(value: Any, rule: Any, schema: dict[str, Any], root: dict[str, Any], where: str) -> list[str]:
    rest = value[len(schema.get("prefixItems", [])) :] if isinstance(value, list) else []
    if rule is False:
        return [f"{where}: too many"] if rest else []
    return [wrong for index, one in enumerate(rest) for wrong in misfits(one, rule, root, f"{where}[{index}]")]


def _prefix(value: Any, rule: list[Any], schema: dict[str, Any], root: dict[str, Any], where: str) -> list[str]:
    pairs = zip(value, rule, strict=False) if isinstance(value, list) else ()
    return [wrong for index, (one, part) in enumerate(pairs) for wrong in misfits(one, part, root, f"{where}[{index}]")]


def _if(value: Any, rule: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], where: str) -> list[str]:
    return misfits(value, schema["then"], root, where) if not misfits(value, rule, root, where) else []


def _claim(value: Any, holds: bool, word: str, rule: Any, where: str) -> list[str]:
    return [] if holds else [f"{where}: {value!r} does not fit {word} {rule!r}"]


def _is_day(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


_WORDS: dict[str, Any] = {
    "$ref": _ref,
    "type": _type,
    "anyOf": _any_of,
    "properties": _properties,
    "additionalProperties": _additional,
    "propertyNames": _names,
    "items": _items,
    "prefixItems": _prefix,
    "if": _if,
    "then": lambda *_: [],
    "enum": lambda v, r, s, o, w: _claim(v, v in r, "enum", r, w),
    "const": lambda v, r, s, o, w: _claim(v, v == r, "const", r, w),
    "contains": lambda v, r, s, o, w: _claim(v, not isinstance(v, list) or any(not misfits(one, r, o) for one in v), "contains", r, w),
    "required": lambda v, r, s, o, w: _claim(v, not isinstance(v, dict) or set(r) <= v.keys(), "required", r, w),
    "minimum": lambda v, r, s, o, w: _claim(v, not isinstance(v, int | float) or v >= r, "minimum", r, w),
    "exclusiveMinimum": lambda v, r, s, o, w: _claim(v, not isinstance(v, int | float) or v > r, "exclusiveMinimum", r, w),
    "maximum": lambda v, r, s, o, w: _claim(v, not isinstance(v, int | float) or v <= r, "maximum", r, w),
    "minItems": lambda v, r, s, o, w: _claim(v, not isinstance(v, list) or len(v) >= r, "minItems", r, w),
    "maxItems": lambda v, r, s, o, w: _claim(v, not isinstance(v, list) or len(v) <= r, "maxItems", r, w),
    "minLength": lambda v, r, s, o, w: _claim(v, not isinstance(v, str) or len(v) >= r, "minLength", r, w),
    "maxLength": lambda v, r, s, o, w: _claim(v, not isinstance(v, str) or len(v) <= r, "maxLength", r, w),
    "pattern": lambda v, r, s, o, w: _claim(v, not isinstance(v, str) or re.search(r, v) is not None, "pattern", r, w),
    "format": lambda v, r, s, o, w: _claim(v, not isinstance(v, str) or r != "date" or _is_day(v), "format", r, w),
}
"""Each word of a schema -> what it finds wrong."""
