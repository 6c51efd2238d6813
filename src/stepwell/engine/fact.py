"""What every fact about a person has: the day it is about, and an id."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

Answer = bool | int | float | str | tuple[str, ...]
Answers = dict[str, Answer]


class FactBase(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """What every fact has: the day it is about, and an id that makes a repeated post harmless."""

    on: date
    id: Annotated[str, Meta(max_length=64, pattern="^[^\\x00-\\x1f]*$")] | None = None
