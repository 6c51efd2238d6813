"""A document as the answer to a request: a PDF on the paper that is used where the reader lives, never kept on the way."""

from django.http import HttpRequest, HttpResponse

from stepwell.paper import press
from stepwell.paper.document import Document

LETTER_COUNTRIES = ("us", "ca")


def size_of(request: HttpRequest, *, letter: bool) -> press.Size:
    """Return the paper that an address asks for, or the usual one."""
    usual: press.Size = "letter" if letter else "a4"
    return next((size for size in press.SIZES if size == request.GET.get("paper")), usual)


def answer(document: Document, kind: str, size: press.Size) -> HttpResponse:
    """Return a document as a PDF. Its file name tells what it is, and not whose."""
    headers = {"Content-Disposition": f'inline; filename="{kind}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(press.printed(document, size), content_type="application/pdf", headers=headers)
