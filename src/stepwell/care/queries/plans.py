"""What was decided, day by day, as it was shown."""

from datetime import date

from stepwell.care import access, edition, recent, written
from stepwell.care.models import Person, StoredPlan
from stepwell.engine.decision import Decision
from stepwell.engine.log import Log
from stepwell.engine.plan_changes import PlanChange, plan_changes


def stored(person: Person, first: date | None = None, last: date | None = None) -> list[StoredPlan]:
    """Return the stored plans of some days, oldest first. A day has one for each time it changed."""
    rows = access.rows_of(person, StoredPlan)
    if first is not None:
        rows = rows.filter(on__gte=first)
    if last is not None:
        rows = rows.filter(on__lte=last)
    return list(rows.order_by("on", "position", "id"))


def shown(plan: StoredPlan) -> Decision:
    """Return the decision a stored plan holds."""
    return written.decision_in(plan.body)


def changes(person: Person, log: Log) -> tuple[PlanChange, ...]:
    """Return when the plan changed over a person's whole log: folded once for each new fact, because that takes a while."""
    now = edition.present()
    of = recent.key(person, date.min, now)
    found = recent.kept_changes(of)
    if found is None:
        found = plan_changes(log, now.knowledge)
        recent.keep_changes(of, found)
    return found
