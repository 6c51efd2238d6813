"""A kept video as an answer: whole or a part of it, read in pieces, never in a shared cache and never taken for anything else."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import BinaryIO

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from stepwell.care.queries.own_videos import Kept

PIECE = 64 * 1024
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def answered(request: HttpRequest, kept: Kept | None) -> HttpResponseBase:
    """Return the video, or the one range that a player asked for. Raises Http404 where there is none for this visitor."""
    if kept is None:
        raise Http404
    try:
        opened = kept.path.open("rb")
    except OSError:
        raise Http404 from None
    size, tag = kept.path.stat().st_size, f'"{kept.tag}"'
    part = _part(request, size, tag)
    first, last = part or (0, size - 1)
    if first > last:
        opened.close()
        answer: HttpResponseBase = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        answer["Content-Range"] = f"bytes */{size}"
        return answer
    answer = StreamingHttpResponse(_Pieces(opened, first, last), status=206 if part else 200, content_type=kept.media_type)
    if part:
        answer["Content-Range"] = f"bytes {first}-{last}/{size}"
    answer["Content-Length"] = str(last - first + 1)
    answer["Content-Encoding"] = "identity"  # a range counts the bytes of the file: nothing may press them smaller on the way
    answer["Accept-Ranges"] = "bytes"
    answer["ETag"] = tag
    answer["Content-Disposition"] = "inline"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _part(request: HttpRequest, size: int, tag: str) -> tuple[int, int] | None:
    """Return the first and the last byte of the range that is asked for; None for all. First is after last where it holds no byte."""
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if asked is None or request.headers.get("If-Range", tag) != tag or not any(asked.groups()):
        return None
    first, last = asked.groups()
    if not first:
        return (max(size - int(last), 0), size - 1) if int(last) else (size, size - 1)
    return int(first), min(int(last), size - 1) if last else size - 1


class _Pieces:
    """The bytes of a file from one to another. Closed by the answer, also where nobody reads it."""

    def __init__(self, opened: BinaryIO, first: int, last: int) -> None:
        opened.seek(first)
        self.opened, self.left, self.close = opened, last - first + 1, opened.close

    def __iter__(self) -> Iterator[bytes]:
        while self.left > 0 and (piece := self.opened.read(min(PIECE, self.left))):
            self.left -= len(piece)
            yield piece
