"""WebM (a part of Matroska, RFC 9559): elements in elements, each with an id and a length of one to eight bytes.

Tags, attachments, chapters, title and day are turned into void elements of the same length. A file that a browser recorded may
leave the length of its outer elements open, so what they hold is walked through as one row.
"""

import mmap
from typing import NamedTuple

from stepwell.care.videos.bytes_of import Unusable, erase, number

ELEMENTS_MOST = 100_000
HEADER, DOC_TYPE, SEGMENT, INFO, TRACKS, CLUSTER, VOID = 0x1A45DFA3, 0x4282, 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675, 0xEC
CODECS = (b"V_VP8", b"V_VP9", b"V_AV1")
_SEEK_HEAD, _CUES = 0x114D9B74, 0x1C53BB6B
_IN_CLUSTER = frozenset({0xE7, 0xA3, 0xA0, 0xA7, 0xAB, 0x5854})
_IN_SEGMENT = frozenset({_SEEK_HEAD, INFO, TRACKS, CLUSTER, _CUES})
_IN_INFO = frozenset({0x2AD7B1, 0x4489, 0x4D80, 0x5741})
"""The unit of time, the duration, and the names of the programs that wrote it."""


class Element(NamedTuple):
    """One element; ``end`` is None where its length is open."""

    id: int
    start: int
    body: int
    end: int | None


def clean(held: mmap.mmap) -> None:
    """Blank what is neither picture nor sound. Raises Unusable for a file that is cut, or that is no WebM."""
    header = _element(held, 0, len(held))
    if header.id != HEADER or header.end is None or not _is_webm(held, header):
        raise Unusable
    segment = _element(held, header.end, len(held))
    if segment.id != SEGMENT or segment.end not in (None, len(held)):
        raise Unusable
    if not _tidy_segment(held, segment.body, len(held)):
        raise Unusable


def _is_webm(held: mmap.mmap, header: Element) -> bool:
    kinds = [each for each in _elements(held, header.body, header.end or 0) if each.id == DOC_TYPE]
    return [held[each.body : each.end].rstrip(b"\0") for each in kinds] == [b"webm"]


def _tidy_segment(held: mmap.mmap, start: int, end: int) -> bool:
    """Blank what does not belong to picture or sound. Returns whether there is a picture that browsers show."""
    has_picture, in_cluster, seen = False, False, 0
    while start < end:
        each, seen = _element(held, start, end), seen + 1
        if seen > ELEMENTS_MOST or (each.end is None and each.id != CLUSTER):
            raise Unusable
        if each.id == TRACKS:
            has_picture = any(held.find(codec, each.body, each.end or 0) >= 0 for codec in CODECS)
        elif each.id == INFO:
            _tidy_info(held, each)
        elif each.id not in _IN_SEGMENT and not (in_cluster and each.id in _IN_CLUSTER):
            _make_void(held, each)
        in_cluster = each.id == CLUSTER or (in_cluster and each.id not in _IN_SEGMENT)
        start = each.body if each.id == CLUSTER or each.end is None else each.end
    return has_picture


def _tidy_info(held: mmap.mmap, info: Element) -> None:
    for each in _elements(held, info.body, info.end or 0):
        if each.id not in _IN_INFO:
            _make_void(held, each)


def _make_void(held: mmap.mmap, each: Element) -> None:
    if each.end is None:
        raise Unusable
    total = each.end - each.start
    erase(held, each.start, each.end)
    held[each.start] = VOID
    if total < 9:
        held[each.start + 1] = 0x80 | (total - 2)
    else:
        held[each.start + 1 : each.start + 9] = (1 << 56 | (total - 9)).to_bytes(8, "big")


def _elements(held: mmap.mmap, start: int, end: int) -> list[Element]:
    found: list[Element] = []
    while start < end:
        each = _element(held, start, end)
        if each.end is None or len(found) == ELEMENTS_MOST:
            raise Unusable
        found.append(each)
        start = each.end
    return found


def _element(held: mmap.mmap, start: int, end: int) -> Element:
    """Return the element that begins here. Raises Unusable when it does not fit before ``end``."""
    id_length = _length_by_first_byte(held, start, 4)
    at = start + id_length
    size_length = _length_by_first_byte(held, at, 8)
    body, open_end = at + size_length, (1 << 7 * size_length) - 1
    size = number(held, at, size_length) & open_end
    if body > end or (size != open_end and body + size > end):
        raise Unusable
    return Element(number(held, start, id_length), start, body, None if size == open_end else body + size)


def _length_by_first_byte(held: mmap.mmap, at: int, most: int) -> int:
    """Return how many bytes a number has: one more than the zeros that its first byte begins with."""
    length = 9 - number(held, at, 1).bit_length()
    if length > most:
        raise Unusable
    return length
