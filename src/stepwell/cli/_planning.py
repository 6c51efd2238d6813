"""From a log to the decision of a day, with what was understood on the way."""

from datetime import date

from stepwell.cli._errors import Refused
from stepwell.engine.decision import Decision
from stepwell.engine.log import Log
from stepwell.engine.plan import DateError, plan_from
from stepwell.engine.understanding import Understanding, understand
from stepwell.knowledge.schema import Knowledge


def planned(log: Log, known: Knowledge, today: date) -> tuple[Decision, Understanding]:
    """Return the decision and the understanding that it was made from. Raises Refused for a day before the log's latest fact."""
    understood = understand(log, known)
    try:
        return plan_from(understood, known, today), understood
    except DateError as error:
        raise Refused(f"--on: {error}") from None
