"""Videos for tests, made of their parts: an MP4 and a WebM as phones and browsers write them, with marked words where they hide things."""

from struct import pack

PLACE = b"+52.1000+004.3000/ MARKER"
"""What a phone writes about the place, in all parts where it may stand."""


def box(kind: bytes, *content: bytes) -> bytes:
    """Return one box of an MP4."""
    body = b"".join(content)
    return pack(">I4s", 8 + len(body), kind) + body


def mp4(
    *, codec: bytes = b"avc1", brand: bytes = b"isom", told: bool = True, with_place_track: bool = False, picture: bytes = b"P" * 300
) -> bytes:
    """Return an MP4 with a track of picture and one of sound; ``told``: and the place, wherever a phone writes it."""
    spoken = b"S" * 50
    hidden = [box(b"udta", box(b"\xa9xyz", PLACE)), box(b"meta", PLACE), box(b"uuid", PLACE)] if told else []
    start = box(b"ftyp", brand, bytes(4), b"isomavc1")
    at = len(start) + 8
    tracks = [
        _track(b"vide", codec, [at], [len(picture)], hidden),
        _track(b"soun", b"mp4a", [at + len(picture)], [len(spoken)], hidden),
    ]
    media = picture + spoken
    if with_place_track:
        middle = at + len(media) + 7
        tracks.append(_track(b"meta", b"mebx", [at + len(media), middle], [4, 3, len(PLACE)], hidden))
        media += b"GPS1" + b"GPS" + PLACE
    film = box(b"moov", box(b"mvhd", bytes(4), b"WHEN" * 2, bytes(88)), *tracks, *hidden)
    return start + box(b"mdat", media) + film + b"".join(hidden) + box(b"free", PLACE)


def _track(kind: bytes, codec: bytes, places: list[int], sizes: list[int], hidden: list[bytes]) -> bytes:
    """Return a track; with two places the first chunk has two samples, and the second the rest."""
    chunks = [(1, 2), (2, len(sizes) - 2)] if len(places) > 1 else [(1, len(sizes))]
    tables = box(
        b"stbl",
        box(b"stsd", bytes(4), pack(">I", 1), box(codec, bytes(78))),
        box(b"stsc", bytes(4), pack(">I", len(chunks)), *(pack(">III", first, samples, 1) for first, samples in chunks)),
        box(b"stsz", bytes(8), pack(">I", len(sizes)), *(pack(">I", size) for size in sizes)),
        box(b"stco", bytes(4), pack(">I", len(places)), *(pack(">I", place) for place in places)),
    )
    handler = box(b"hdlr", bytes(8), kind, bytes(12), b"MARKER camera\0")
    media = box(b"mdia", box(b"mdhd", bytes(4), b"WHEN" * 2, bytes(12)), handler, box(b"minf", box(b"dinf"), tables))
    return box(b"trak", box(b"tkhd", bytes(4), b"WHEN" * 2, bytes(72)), media, *hidden)


def element(name: int, content: bytes, *, is_open: bool = False) -> bytes:
    """Return one element of a WebM; ``is_open``: its length is left open, as a browser that records leaves it."""
    size = b"\x01" + (b"\xff" * 7 if is_open else len(content).to_bytes(7, "big"))
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + size + content


def webm(*, doc_type: bytes = b"webm", codec: bytes = b"V_VP9", is_open: bool = False) -> bytes:
    """Return a WebM, with tags, an attachment and a title that hold the place."""
    info = element(0x1549A966, element(0x2AD7B1, b"\x0f\x42\x40") + element(0x7BA9, PLACE) + element(0x4D80, b"writer"))
    tracks = element(0x1654AE6B, element(0xAE, element(0x86, codec)))
    cluster = element(
        0x1F43B675, element(0xE7, b"\0") + element(0xEC, PLACE) + element(0xA3, b"PICTURE") + element(0xA3, b"AGAIN"), is_open=is_open
    )
    tags = element(0x1254C367, PLACE) + element(0x1941A469, PLACE)
    inside = tags + info + tracks + cluster + tags + b"\xbf\x80"
    return element(0x1A45DFA3, element(0x4282, doc_type)) + element(0x18538067, inside, is_open=is_open)
