"""A video that was sent, judged by its content and freed of what is no picture and no sound: place, day, names, other tracks.

Nothing is decoded: a file keeps its length and its pictures, and only whole parts of it are overwritten with nothing.
"""

import mmap
from pathlib import Path

from stepwell.care.videos import mp4, webm
from stepwell.care.videos.bytes_of import Unusable

KINDS = {"mp4": "video/mp4", "webm": "video/webm"}
"""What is taken -> what it is called on the way to a browser."""
_MP4_IS_AT = slice(4, 8)


def cleaned(path: Path) -> str:
    """Blank what a kept video must not hold, in the file itself. Returns which of ``KINDS`` it is.

    Raises:
        Unusable: it is no whole MP4 with an H.264 picture and no whole WebM. The file may be half blanked then: throw it away.
    """
    if not path.stat().st_size:
        raise Unusable
    with path.open("r+b") as opened, mmap.mmap(opened.fileno(), 0) as held:
        if held[_MP4_IS_AT] == b"ftyp":
            mp4.clean(held)
            return "mp4"
        webm.clean(held)
        return "webm"
