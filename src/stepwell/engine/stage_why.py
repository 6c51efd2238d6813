"""The rule that holds a plan in its stage, also on a day that did not bring it there."""

from stepwell.engine import flare
from stepwell.engine.because import because, shown
from stepwell.engine.decision import DayPlan, Reason
from stepwell.engine.known import Understanding
from stepwell.engine.stage import LADDER
from stepwell.knowledge.schema import Knowledge


def why_in(known: Understanding, plan: DayPlan, knowledge: Knowledge) -> Reason:
    """Return why the plan is in its stage: a flare-up's softer days, a clinician's word, a review that is due, or the stage's limits."""
    if flare.is_easy(plan.flare, plan.on):
        return plan.why_today
    stage = knowledge.stages[plan.stage]
    if known.orders.stage == stage.id:
        return because(knowledge, "stage_set", stage=stage.name)
    if stage.id != (known.orders.stage or known.standing.stage):
        return because(knowledge, "kept_gentle")
    if stage.back_at_least is not None:
        return because(knowledge, "stage_holds", stage=stage.name, limit=shown(stage.back_at_least), count=stage.back_check_ins)
    above = knowledge.stages[LADDER[LADDER.index(stage.id) + 1]]
    return because(knowledge, "stage_lowest", stage=stage.name, limit=shown(above.up_at_most or 0), count=above.up_check_ins)
