"""Which motion and which body a baked file was made from, so that a stale one is noticed."""

import hashlib
from pathlib import Path

import msgspec

from stepwell.figure import skeleton
from stepwell.knowledge.schema import Motion

_POSTURES = Path(__file__).parent / "bake" / "postures.toml"
_BODY = {name: getattr(skeleton, name) for name in dir(skeleton) if name.isupper()}


def stamp(motion: Motion) -> str:
    """Return a short name of a motion together with the body and the postures that it is solved on."""
    parts = (msgspec.json.encode(motion), _POSTURES.read_bytes(), msgspec.json.encode(_BODY, order="sorted"))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]
