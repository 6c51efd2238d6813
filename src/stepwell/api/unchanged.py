"""What a program has already is not sent again."""

import hashlib
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response


def unless_unchanged(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return an answer with its ETag, a hash of it; 304 without a body for whoever sends that hash as If-None-Match.

    It saves the sending, not the making: nothing less than the whole says whether a record has changed.
    """
    if not isinstance(response, HttpResponse) or response.status_code != HTTPStatus.OK or request.method not in ("GET", "HEAD"):
        return response
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response
