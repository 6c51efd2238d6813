"""Which small lesson is shown on which day."""

from stepwell.engine.decision import DayPlan
from stepwell.knowledge import loader
from stepwell.knowledge.schema import Lesson


def for_day(plan: DayPlan) -> Lesson | None:
    """Return a lesson for the stage the plan is in: another one each day, in the order of the files."""
    fitting = [lesson for lesson in loader.load().lessons.values() if not lesson.stages or plan.stage in lesson.stages]
    return fitting[plan.on.toordinal() % len(fitting)] if fitting else None
