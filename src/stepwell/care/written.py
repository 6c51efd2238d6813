"""How values are written into rows: JSON with sorted keys, so that the same value is always the same text."""

import uuid
from collections.abc import Iterable
from hashlib import sha256

import msgspec

from stepwell.care.errors import BrokenRecord
from stepwell.engine import log
from stepwell.engine.decision import Decision

_ENCODER = msgspec.json.Encoder(order="deterministic")
_FACT: msgspec.json.Decoder[log.Fact] = msgspec.json.Decoder(log.Fact)
_DECISION: msgspec.json.Decoder[Decision] = msgspec.json.Decoder(Decision)
_SAME_WORDS = uuid.UUID("6f3c2a52-5a41-4c53-9d0e-5a7f1d2b8c11")


def text_of(value: object) -> str:
    """Return a value as canonical JSON."""
    return _ENCODER.encode(value).decode()


def fact_in(body: str) -> log.Fact:
    """Read a stored fact back. Raises BrokenRecord when it cannot be."""
    try:
        return _FACT.decode(body)
    except msgspec.DecodeError as error:
        raise BrokenRecord("A saved answer") from error


def decision_in(body: str) -> Decision:
    """Read a stored decision back. Raises BrokenRecord when it cannot be."""
    try:
        return _DECISION.decode(body)
    except msgspec.DecodeError as error:
        raise BrokenRecord("A saved plan") from error


def next_head(head: str, body: str) -> str:
    """Return the hash that names a log, once ``body`` has been added to the log named ``head``."""
    return sha256(f"{head}\n{body}".encode()).hexdigest()


def key_from_words(*words: str) -> str:
    """Return an id that is always the same for the same words."""
    return str(uuid.uuid5(_SAME_WORDS, "\n".join(words)))


def chain(bodies: Iterable[str]) -> tuple[int, str]:
    """Return how many facts there are, and the head that a log has which took them in this order."""
    written, head = 0, ""
    for body in bodies:
        written, head = written + 1, next_head(head, body)
    return written, head
