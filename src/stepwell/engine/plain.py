"""Values as plain JSON values: every field, in the order of its struct, so that equal values are equal bytes."""

from datetime import date
from enum import Enum
from typing import Any

from msgspec import Struct

from stepwell.knowledge.condition import Condition
from stepwell.knowledge.condition_words import in_words


def plain(value: Any, emergency: str = "{emergency}") -> Any:
    """Return a value made of dicts, lists, text and numbers only. Fields with their default are kept: a reader need not guess."""
    match value:
        case Struct():
            tag = {value.__struct_config__.tag_field: value.__struct_config__.tag} if value.__struct_config__.tag_field else {}
            names = zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True)
            return tag | {name: plain(getattr(value, field), emergency) for field, name in names}
        case dict():
            return {plain(key): plain(item, emergency) for key, item in value.items()}
        case list() | tuple():
            return [plain(item, emergency) for item in value]
        case Enum():
            return value.value
        case str():
            return value.replace("{emergency}", emergency)
        case date():
            return value.isoformat()
        case Condition():
            return in_words(value)
    return value
