"""How the course without exercise compares with what was published: the only thing that holds the models to people."""

from collections.abc import Sequence
from statistics import fmean

from msgspec import Struct

from stepwell.simulator.outcome import Outcome


class Target(Struct, frozen=True, kw_only=True):
    """One published figure, and the same of the virtual people."""

    what: str
    published: str
    virtual: float
    sources: tuple[str, ...]


def calibration(outcomes: Sequence[Outcome], days: int) -> tuple[Target, ...]:
    """Return the figures beside the published ones. People must have had advice alone.

    Args:
        outcomes: of the programme "advice".
        days: how long they lived; what lies later is left out.
    """
    made = [
        _at(outcomes, 1, "leg pain, week 1", "5.2 to 6.2 at the start", ("konstantinou_2015", "precise_2017")),
        _at(outcomes, 2, "leg pain, week 2", "no clean figure", ()),
        _at(outcomes, 6, "leg pain, week 6", "about half of the start after a month", ("pengel_2003",)),
        _at(outcomes, 8, "leg pain, week 8", "3.1 to 3.7", ("precise_2017",)),
        _at(outcomes, 12, "leg pain, week 12", "most of the change within four months", ("leg_pain_course",)),
        _at(outcomes, 26, "leg pain, week 26", "no clean figure", ()),
        _at(outcomes, 52, "leg pain, week 52", "2.4 to 3.4", ("konstantinou_2018", "precise_2017")),
        _recovered(outcomes, 84, "share recovered by week 12", ("scopic_2020",)),
        _recovered(outcomes, 182, "share recovered by week 26", ("konstantinou_2018",)),
        Target(
            what="share of days with a flare-up",
            published="0.10 with rating noise",
            virtual=fmean(one.flare_days for one in outcomes) / days,
            sources=("costa_2021",),
        ),
        Target(
            what="spread of waking pain within a week",
            published="1.2 with rating noise",
            virtual=fmean(one.spread for one in outcomes),
            sources=("page_2022",),
        ),
    ]
    return tuple(one for one in made if one is not None)


def _at(outcomes: Sequence[Outcome], week: int, what: str, published: str, sources: tuple[str, ...]) -> Target | None:
    if len(outcomes[0].weeks) < week:
        return None
    return Target(what=what, published=published, virtual=fmean(one.weeks[week - 1] for one in outcomes), sources=sources)


def _recovered(outcomes: Sequence[Outcome], day: int, what: str, sources: tuple[str, ...]) -> Target | None:
    if len(outcomes[0].weeks) * 7 < day:
        return None
    share = fmean(one.recovered_on is not None and one.recovered_on <= day for one in outcomes)
    return Target(what=what, published="about half, by softer definitions", virtual=share, sources=sources)
