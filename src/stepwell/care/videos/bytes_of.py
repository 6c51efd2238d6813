"""Reading and overwriting parts of a file that is mapped into memory: never past its end, and never all of it at once."""

import mmap

PIECE = 1 << 20


class Unusable(ValueError):
    """A file is cut, damaged, or of a kind that is not taken."""


def number(held: mmap.mmap, at: int, length: int) -> int:
    """Return a whole number, most significant byte first. Raises Unusable past the end."""
    raw = held[at : at + length]
    if len(raw) != length:
        raise Unusable
    return int.from_bytes(raw, "big")


def erase(held: mmap.mmap, start: int, end: int) -> None:
    """Overwrite a part with zeros. Raises Unusable when it is not inside the file."""
    if not 0 <= start <= end <= len(held):
        raise Unusable
    for at in range(start, end, PIECE):
        until = min(at + PIECE, end)
        held[at:until] = bytes(until - at)
