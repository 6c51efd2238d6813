"""A screenshot with few colors becomes a PNG with a palette, a third of its size. Standard library only."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLORS = 256
Color = tuple[int, int, int]


def small_png(png: bytes) -> bytes:
    """Return the same picture with at most 256 colors: the ones used most, and for each other one its nearest.

    Raises:
        ValueError: not 8-bit RGB or RGBA without interlace, which is what a browser writes.
    """
    chunks = list(_chunks(png))
    width, height, depth, kind, _, _, interlace = struct.unpack(">IIBBBBB", chunks[0][1])
    if depth != 8 or kind not in (2, 6) or interlace:
        raise ValueError(f"this reads 8-bit RGB or RGBA without interlace, not depth {depth}, kind {kind}, interlace {interlace}")
    raw = zlib.decompress(b"".join(data for name, data in chunks if name == b"IDAT"))
    size = 3 if kind == 2 else 4
    rows = [[(row[at], row[at + 1], row[at + 2]) for at in range(0, width * size, size)] for row in _rows(raw, width * size, size)]
    seen = Counter(color for row in rows for color in row)
    palette = _palette(seen)
    index = _indexes(seen, palette)
    lines = b"".join(b"\x00" + bytes(index[color] for color in row) for row in rows)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = [
        (b"IHDR", header),
        (b"PLTE", bytes(part for color in palette for part in color)),
        (b"IDAT", zlib.compress(lines, 9)),
        (b"IEND", b""),
    ]
    return SIGNATURE + b"".join(_chunk(name, data) for name, data in parts)


def _palette(seen: Counter[Color]) -> list[Color]:
    """Return the colors to keep: half by how often they occur, half spread over what is left, so that gradients stay smooth."""
    often = [color for color, _ in seen.most_common(COLORS // 2)]
    boxes: dict[Color, Counter[Color]] = {}
    for color, count in seen.items():
        box = (color[0] >> 4, color[1] >> 4, color[2] >> 4)
        boxes.setdefault(box, Counter())[color] += count
    spread = sorted(boxes.values(), key=lambda box: -box.total())
    return list(dict.fromkeys([*often, *(box.most_common(1)[0][0] for box in spread)]))[:COLORS]


def _indexes(seen: Counter[Color], palette: list[Color]) -> dict[Color, int]:
    found = {color: number for number, color in enumerate(palette)}
    for color in seen:
        if color not in found:
            found[color] = min(range(len(palette)), key=lambda number: _apart(palette[number], color))
    return found


def _apart(one: Color, other: Color) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _rows(raw: bytes, stride: int, size: int) -> Iterator[bytearray]:
    """Yield each row with its filter undone (PNG specification, section 9)."""
    before = bytearray(stride)
    for start in range(0, len(raw), stride + 1):
        row = bytearray(raw[start + 1 : start + 1 + stride])
        _undo(raw[start], row, before, size)
        yield row
        before = row


def _undo(kind: int, row: bytearray, above: bytearray, size: int) -> None:
    for at in range(len(row)):
        left = row[at - size] if at >= size else 0
        match kind:
            case 1:
                row[at] = (row[at] + left) & 255
            case 2:
                row[at] = (row[at] + above[at]) & 255
            case 3:
                row[at] = (row[at] + (left + above[at]) // 2) & 255
            case 4:
                row[at] = (row[at] + _paeth(left, above[at], above[at - size] if at >= size else 0)) & 255


def _paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda value: abs(guess - value))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
