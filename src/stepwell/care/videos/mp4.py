"""MP4 (ISO/IEC 14496-12): a file of boxes in boxes, each with its length and four letters for its kind.

What is not needed to show picture and sound is turned into free space: phones write the place into ``udta``, ``meta`` and
``uuid`` boxes, and into tracks of their own. Lengths stay, so every address inside the file still holds.
"""

import mmap
from typing import NamedTuple

from stepwell.care.videos.bytes_of import Unusable, erase, number

BOXES_MOST = 20_000
"""In one box. A video of 30 MB has some hundreds."""
SAMPLES_MOST = 200_000
H264 = (b"avc1", b"avc3")
SHOWN = (b"vide", b"soun")
"""The kinds of track that stay: picture and sound."""
_KEPT = {
    b"": {b"ftyp", b"moov", b"mdat", b"moof", b"sidx", b"mfra", b"styp"},
    b"moov": {b"mvhd", b"trak", b"mvex", b"iods"},
    b"trak": {b"tkhd", b"edts", b"mdia", b"tref"},
    b"mdia": {b"mdhd", b"hdlr", b"minf", b"elng"},
    b"minf": {b"vmhd", b"smhd", b"hmhd", b"nmhd", b"dinf", b"stbl"},
    b"moof": {b"mfhd", b"traf"},
    b"traf": {b"tfhd", b"tfdt", b"trun", b"sbgp", b"sgpd", b"subs", b"saiz", b"saio"},
}
"""What stays in which box. Anything else becomes free space."""
_OTHER_BRANDS = (b"qt  ", b"heic", b"mif1", b"avif")
"""QuickTime's own files and still pictures begin alike."""
_HAS_TIMES = (b"mvhd", b"tkhd", b"mdhd")


class Box(NamedTuple):
    """One box: its kind, where it begins, where its content begins, and where it ends."""

    kind: bytes
    start: int
    body: int
    end: int


def clean(held: mmap.mmap) -> None:
    """Blank what is neither picture nor sound. Raises Unusable for a file that is cut, or that has no H.264 picture."""
    top = _boxes(held, 0, len(held))
    if top[0].kind != b"ftyp" or held[top[0].body : top[0].body + 4] in _OTHER_BRANDS:
        raise Unusable
    movies = [box for box in top if box.kind == b"moov"]
    if len(movies) != 1 or not any(box.kind == b"mdat" for box in top):
        raise Unusable
    has_fragments = any(box.kind == b"moof" for box in top)
    tracks = [box for box in _boxes(held, movies[0].body, movies[0].end) if box.kind == b"trak"]
    kinds = {track: _kind_of(held, track) for track in tracks}
    if not any(kind == b"vide" for kind in kinds.values()):
        raise Unusable
    for track, kind in kinds.items():
        if kind == b"vide" and _codec_of(held, track) not in H264:
            raise Unusable
        if kind not in SHOWN:
            if has_fragments:
                raise Unusable  # what such a track holds is scattered over the file
            _erase_samples(held, track, [box for box in top if box.kind == b"mdat"])
            _blank(held, track)
    _tidy(held, Box(b"", 0, 0, len(held)))


def _tidy(held: mmap.mmap, outer: Box) -> None:
    for box in _boxes(held, outer.body, outer.end):
        if box.kind not in _KEPT[outer.kind]:
            _blank(held, box)
        elif box.kind in _KEPT:
            _tidy(held, box)
        elif box.kind in _HAS_TIMES:
            erase(held, box.body + 4, box.body + (20 if held[box.body] == 1 else 12))  # when it was made, and changed
        elif box.kind == b"hdlr":
            erase(held, min(box.body + 24, box.end), box.end)  # a name, often of the camera


def _blank(held: mmap.mmap, box: Box) -> None:
    held[box.start + 4 : box.start + 8] = b"free"
    erase(held, box.body, box.end)


def _kind_of(held: mmap.mmap, track: Box) -> bytes:
    handler = _inside(held, track, b"mdia", b"hdlr")
    return held[handler.body + 8 : handler.body + 12]


def _codec_of(held: mmap.mmap, track: Box) -> bytes:
    described = _inside(held, track, b"mdia", b"minf", b"stbl", b"stsd")
    return held[described.body + 12 : described.body + 16]


def _inside(held: mmap.mmap, outer: Box, *kinds: bytes) -> Box:
    for kind in kinds:
        found = [box for box in _boxes(held, outer.body, outer.end) if box.kind == kind]
        if len(found) != 1:
            raise Unusable
        outer = found[0]
    return outer


def _boxes(held: mmap.mmap, start: int, end: int) -> list[Box]:
    """Return the boxes that fill a part of the file from its beginning to its end, with nothing left over."""
    found: list[Box] = []
    while start < end:
        size, kind, body = number(held, start, 4), held[start + 4 : start + 8], start + 8
        if size == 1:
            size, body = number(held, body, 8), body + 8
        if start + size > end or size < body - start or len(found) == BOXES_MOST:
            raise Unusable
        found.append(Box(kind, start, body, start + size))
        start += size
    return found


def _erase_samples(held: mmap.mmap, track: Box, media: list[Box]) -> None:
    """Blank what a track's tables point to: the content of a track that is no picture and no sound."""
    tables = _inside(held, track, b"mdia", b"minf", b"stbl")
    by_kind = {box.kind: box for box in _boxes(held, tables.body, tables.end)}
    places, width = (by_kind.get(b"co64"), 8) if b"co64" in by_kind else (by_kind.get(b"stco"), 4)
    sizes, grouped = by_kind.get(b"stsz"), by_kind.get(b"stsc")
    if places is None or sizes is None or grouped is None:
        raise Unusable
    lengths = _sample_lengths(held, sizes)
    starts = [number(held, places.body + 8 + each * width, width) for each in range(_count(held, places.body + 4))]
    in_chunk = _samples_in_chunks(held, grouped, len(starts))
    done = 0
    for start, samples in zip(starts, in_chunk, strict=True):
        end = start + sum(lengths[done : done + samples])
        done += samples
        if not any(box.body <= start and end <= box.end for box in media):
            raise Unusable
        erase(held, start, end)


def _sample_lengths(held: mmap.mmap, sizes: Box) -> list[int]:
    same, count = number(held, sizes.body + 4, 4), _count(held, sizes.body + 8)
    return [same] * count if same else [number(held, sizes.body + 12 + 4 * each, 4) for each in range(count)]


def _samples_in_chunks(held: mmap.mmap, grouped: Box, chunks: int) -> list[int]:
    """Return how many samples each chunk has; the table names only the chunks where that changes."""
    entries = [
        (number(held, at, 4), number(held, at + 4, 4))
        for at in range(grouped.body + 8, grouped.body + 8 + 12 * _count(held, grouped.body + 4), 12)
    ]
    firsts = [first for first, _samples in entries]
    if chunks and (firsts[:1] != [1] or firsts != sorted(set(firsts)) or max(samples for _first, samples in entries) > SAMPLES_MOST):
        raise Unusable
    ends = [*firsts[1:], chunks + 1]
    return [samples for (first, samples), end in zip(entries, ends, strict=True) for _chunk in range(first, min(end, chunks + 1))]


def _count(held: mmap.mmap, at: int) -> int:
    count = number(held, at, 4)
    if count > SAMPLES_MOST:
        raise Unusable
    return count
