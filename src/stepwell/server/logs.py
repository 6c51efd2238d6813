"""What a log line holds: never an answer, a note, a name, an address that was asked for, or what a browser sent."""

import logging
import traceback
from copy import copy
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from gunicorn.glogging import Logger

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


OURS = str(Path(__file__).parent.parent)

LOOKED_AT = "%(t)s %(m)s %(s)s %(b)s bytes %(M)s ms"
"""A line of gunicorn's log of requests, should somebody switch it on: no address, nobody's machine, no browser."""

_SAID_BY_A_BROWSER = ("Error handling request", "Invalid request")
"""How gunicorn's lines begin that go on with what was asked for."""


class Plain(logging.Formatter):
    """One line a record; an exception as its type and the places in the code it passed.

    The message of an exception is left out: a database puts the values of a row into it. A line about a request names the route
    instead of the address, which may hold words that were searched for or the secret of an invitation.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; of a copy, so that what another handler has written into the record is not taken over."""
        told = copy(record)
        told.exc_text = None
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            told.msg, told.args = f"{_status(record)}{request.method} {_route(request)}", ()
        return super().format(told)

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 (the base class's name)
        """Return the type and the places, outermost first: those in our own code, and the one where it happened."""
        kind, _, trace = ei
        frames = traceback.extract_tb(trace)
        told = [frame for frame in frames[:-1] if OURS in frame.filename] + frames[-1:]
        places = [f"  at {frame.filename}:{frame.lineno} {frame.name}" for frame in told]
        return "\n".join([kind.__name__ if kind else "no exception", *places])


class ServerPlain(Plain):
    """The same for gunicorn's own lines, which hold the address already when they come."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, cut before what a browser said."""
        told = copy(record)
        message = record.getMessage()
        told.msg, told.args = next((start for start in _SAID_BY_A_BROWSER if message.startswith(start)), message), ()
        return super().format(told)


class ServerLog(Logger):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's log, in our form."""

    def setup(self, cfg: Any) -> None:
        """Let gunicorn open its log, then put our form in place of its own."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(ServerPlain())


def _status(record: logging.LogRecord) -> str:
    status = getattr(record, "status_code", None)
    return f"{HTTPStatus(status).phrase} ({status}): " if status in set(HTTPStatus) else ""


def _route(request: HttpRequest) -> str:
    """Return the pattern of the address, with the names of what stands in it instead of that."""
    try:
        match = request.resolver_match or resolve(request.path_info)
    except Resolver404:
        return "an address of nothing"
    return f"/{match.route}"
