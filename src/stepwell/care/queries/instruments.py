"""Wordings of measures that somebody has loaded into this installation."""

import msgspec

from stepwell.care.models import Instrument
from stepwell.engine.measuring_wording import Wording, WordingError, read
from stepwell.knowledge.schema import Knowledge


def loaded(knowledge: Knowledge) -> dict[str, Wording]:
    """Return the wordings that fit the knowledge at hand, by measure, in the order of its files.

    One that fitted an older release and does not fit this one is left out: it would be scored wrongly.
    """
    bodies = dict(Instrument.objects.values_list("measure", "body"))
    return {measure: wording for measure in knowledge.measures if measure in bodies and (wording := _wording(bodies[measure], knowledge))}


def held() -> dict[str, str]:
    """Return which measures have a wording, with the day on which it was added."""
    rows = Instrument.objects.order_by("measure").values_list("measure", "added_at")
    return {measure: f"{added_at:%Y-%m-%d}" for measure, added_at in rows}


def _wording(body: str, knowledge: Knowledge) -> Wording | None:
    try:
        return read(msgspec.json.decode(body), knowledge)
    except (WordingError, msgspec.DecodeError):
        return None
