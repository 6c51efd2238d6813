"""The moving figures: the same for whoever asks, kept by browsers for as long as they like."""

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from stepwell.engine.log import Look
from stepwell.figure.drawing import Side
from stepwell.web.shared import figures

_A_YEAR_S = 365 * 24 * 3600


@require_safe
def figure(request: HttpRequest, exercise_id: str, who: str, edition: str) -> HttpResponse:
    """Return one figure as JSON. ``who``: side, build, skin and hair, joined by "-".

    An edition that is not the present one gets the present figure, to be asked for again next time.
    """
    side, look = _read(who)
    data = figures.moving(exercise_id, side, look)
    if data is None:
        raise Http404
    response = HttpResponse(data, content_type="application/json")
    now = edition == figures.edition(exercise_id)
    response["Cache-Control"] = f"public, max-age={_A_YEAR_S}, immutable" if now else "no-cache"
    return response


def _read(who: str) -> tuple[Side, Look]:
    named, *look = who.split("-")
    names = ("build", "skin", "hair")
    side = next((side for side in figures.SIDES if side == named), None)
    if side is None or len(look) != len(names):
        raise Http404
    try:
        return side, msgspec.convert(dict(zip(names, look, strict=True)), Look)
    except msgspec.ValidationError:
        raise Http404 from None
