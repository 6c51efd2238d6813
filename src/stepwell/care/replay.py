"""Rebuilding a stored plan from what it was made of."""

from stepwell.care import folding
from stepwell.care.errors import OtherRelease
from stepwell.care.models import StoredPlan
from stepwell.engine.decision import Decision
from stepwell.engine.plan import plan_day
from stepwell.knowledge.schema import Knowledge


def replayed(stored_plan: StoredPlan, knowledge: Knowledge) -> Decision:
    """Decide a stored plan's day again, from the facts it saw and nothing later.

    Raises:
        OtherRelease: the plan was made with another release than ``knowledge``.
    """
    if stored_plan.release != knowledge.release.version:
        raise OtherRelease(stored_plan.release, knowledge.release.version)
    return plan_day(folding.log_of(stored_plan.person, up_to=stored_plan.position), knowledge, stored_plan.on)
