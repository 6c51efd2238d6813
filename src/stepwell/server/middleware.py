"""What every request passes: private pages, a limit on what is sent, and plain words when the database fails."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.db import DatabaseError, IntegrityError, InterfaceError, ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from stepwell.care.errors import BrokenRecord, NotSaved
from stepwell.server import errors, large_bodies

Respond = Callable[[HttpRequest], HttpResponseBase]
logger = logging.getLogger("stepwell.server")

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def private_pages(respond: Respond) -> Respond:
    """Keep pages out of shared caches and off the disk, and ask the browser for no sensor."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        response = respond(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return answered


def limited_body(respond: Respond) -> Respond:
    """Answer 413 to a body above what its page takes (``large_bodies``) before anything of it is kept."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if not (announced.isascii() and announced.isdigit()):
            return errors.page(400)
        length = int(announced)
        if length <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE or length <= large_bodies.most(request):
            return respond(request)
        return large_bodies.refused(request, length)

    return answered


def plain_refusals(respond: Respond) -> Respond:
    """Give words to a refused method: Django's own answer is empty, and a browser then says that the site is broken."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        response = respond(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        page = errors.page(405, request=request)
        page["Allow"] = response["Allow"]
        return page

    return answered


class StorageTrouble:
    """A database that is full, locked, damaged or gone becomes a plain page with status 503.

    A broken rule or broken SQL is our own mistake and stays an error (500).
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.respond(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page for a failing database or an unreadable record; None for every other exception."""
        is_storage = isinstance(exception, DatabaseError | InterfaceError | BrokenRecord | NotSaved)
        if not is_storage or isinstance(exception, IntegrityError | ProgrammingError):
            return None
        logger.error("the database failed: %s", cause(exception))
        return errors.page(503)


def cause(exception: Exception) -> str:
    """Return why a database failed, in words that hold nothing of a row."""
    said = str(exception.__cause__ or exception).lower()
    known = {
        "locked": "another program held it for too long",
        "full": "the disk is full",
        "malformed": "the file is damaged; restore a backup",
        "not a database": "the file is damaged; restore a backup",
        "readonly": "the file may not be written",
        "disk i/o": "the disk does not answer",
        "unable to open": "the file cannot be opened",
        "no such table": "its tables are missing; stop and start Stepwell to make them",
        "cannot be read": "a stored row is damaged; restore a backup",
        "connect": "the database server does not answer",
    }
    return next((words for sign, words in known.items() if sign in said), type(exception).__name__)
