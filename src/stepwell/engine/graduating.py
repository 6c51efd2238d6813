"""Well for a good while: when less of the program is enough. An offer, and never a promise."""

from datetime import date

from stepwell.engine import flare
from stepwell.engine.because import because, shown
from stepwell.engine.decision import Reason
from stepwell.engine.known import Understanding
from stepwell.knowledge.schema import Knowledge, Tier


def why_less_is_enough(known: Understanding, today: date, knowledge: Knowledge) -> Reason | None:
    """Return why less of the program is enough now; None where it is too early, or where something is not known.

    Weeks in the maintain stage, no flare-up of late, low leg pain, a check-in and a session lately, and nothing to have looked at.
    """
    rules, standing = knowledge.response, known.standing
    if standing.stage != "maintain" or standing.since is None or known.orders.stage not in (None, "maintain"):
        return None
    weeks = (today - standing.since).days // 7
    if weeks < rules["graduated_weeks"].value or known.safety.held is not Tier.SELF_MANAGE or not _is_calm(known, today, knowledge):
        return None
    lately = rules["graduated_lately_days"].value
    told = known.pain.days[-1].on if known.pain.days else date.min
    done = known.sessions[-1] if known.sessions else date.min
    if (today - told).days > lately or (today - done).days > lately:
        return None
    return because(knowledge, "graduated", weeks=weeks, leg=shown(known.pain.smoothed or 0.0))


def _is_calm(known: Understanding, today: date, knowledge: Knowledge) -> bool:
    """Whether leg pain is low, and no flare-up is felt, built back from, or only just over."""
    rules, smoothed = knowledge.response, known.pain.smoothed
    if smoothed is None or smoothed > rules["graduated_leg_at_most"].value or flare.day_of(known.flare, today, knowledge) is not None:
        return False
    last = None if known.flare is None else flare.last_day(known.flare) or today
    return last is None or (today - last).days >= rules["graduated_calm_days"].value
