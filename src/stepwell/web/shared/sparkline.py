"""Leg pain of the last four weeks as a line the size of a word, with its words. Drawn by the server, in the page's own colours."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stepwell.engine.case import Band
from stepwell.engine.outcome import LONGEST_STEP_DAYS
from stepwell.engine.pain import Day

DAYS = 28
STEP, POINT, EDGE = 5, 3, 3
"""Pixels for one day, and for one point of pain: whole numbers, because some hundreds are drawn at once; and room for the last dot."""
WIDTH, HEIGHT = (DAYS - 1) * STEP + 2 * EDGE, 10 * POINT + 2 * EDGE


def drawn(days: Sequence[Day], band: Band | None, today: date) -> SafeString:
    """Return the line as SVG for a page; "" with nothing to draw. Its words are ``in_words``, and stand beside it."""
    first = today - timedelta(days=DAYS - 1)
    said = [(day.on, day.waking) for day in days if day.waking is not None and first <= day.on <= today]
    if not said:
        return mark_safe("")
    usual = f'<rect class="chart-band" x="0" y="{_y(band.high)}" width="{WIDTH}" height="{_span(band)}"/>' if band else ""
    path, before = [], -DAYS
    for on, value in said:
        day = (on - first).days
        path.append(f"{'L' if day - before <= LONGEST_STEP_DAYS else 'M'}{EDGE + STEP * day} {HEIGHT - EDGE - POINT * value}")
        before = day
    line = "".join(path)
    dot = f'<circle class="spark-now" cx="{EDGE + STEP * before}" cy="{HEIGHT - EDGE - POINT * said[-1][1]}" r="2.6"/>'
    # Numbers of ours only: nothing that anybody wrote is in it.
    return mark_safe(
        f'<svg class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">'
        f'{usual}<path class="spark-line" d="{line}"/>{dot}</svg>'
    )


def in_words(days: Sequence[Day], band: Band | None, today: date) -> str:
    """Return the same in a sentence: the latest rating and its day, and the usual."""
    said = [(day.on, day.waking) for day in days if day.waking is not None and (today - day.on).days < DAYS]
    if not said:
        return _("not rated in four weeks")
    on, value = said[-1]
    usually = (round(band.low), round(band.high)) if band is not None else None
    return _in_words(on, value, usually, get_language())


@lru_cache(maxsize=1000)
def _in_words(on: date, value: int, usually: tuple[int, int] | None, language: str | None) -> str:
    """Say the latest rating and the usual; many people of a list have the same."""
    now = _("told %(n)d of 10 on %(day)s") % {"n": value, "day": date_format(on, "F j")}
    if usually is None:
        return now
    low, high = usually
    band = str(low) if low == high else _("%(low)d to %(high)d") % {"low": low, "high": high}
    return _("%(now)s, usually %(usually)s") % {"now": now, "usually": band}


def _y(value: float) -> float:
    return round(HEIGHT - EDGE - POINT * value, 1)


def _span(band: Band) -> float:
    return round(max(2.0, _y(band.low) - _y(band.high)), 1)
