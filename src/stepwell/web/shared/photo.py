"""A kept photo as an answer: never in a shared cache, and never taken for anything else."""

from django.http import Http404, HttpResponse


def answered(content: bytes | None) -> HttpResponse:
    """Return the photo. Raises Http404 where there is none for this visitor."""
    if content is None:
        raise Http404
    answer = HttpResponse(content, content_type="image/jpeg")
    answer["Content-Disposition"] = "inline"
    answer["Cache-Control"] = "private, no-store"
    return answer
