"""What the plan changed as a whole, one line for each change; a stage that rose while the dose fell is one change, told as one."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec import Struct

from stepwell.engine.plan_changes import PlanChange
from stepwell.knowledge.schema import Knowledge

BECAUSE: dict[str, Promise] = {
    "morning_worse": gettext_lazy("the leg was clearly worse the morning after the last session"),
    "said_worse": gettext_lazy("the person said that the last session left the leg worse"),
    "moved_down": gettext_lazy("pain was felt further down the leg twice in a row"),
}
"""Why a plan eased off."""


class Told(Struct, frozen=True, kw_only=True):
    """One change in words. quoted: whether they are those that the person was given."""

    on: date
    says: str
    quoted: bool = True


def told(changes: Iterable[PlanChange], knowledge: Knowledge) -> Iterator[Told]:
    """Yield what changed by the program's rules; what a clinician set is told as theirs elsewhere."""
    known = [change for change in changes if change.kind != "order"]
    rose = {change.on: change for change in known if change.event == "stage_up"}
    eased = {change.on: change for change in known if change.kind == "eased" and change.on in rose}
    for change in known:
        if change.on not in eased or (change.kind != "eased" and change.event != "stage_up"):
            yield Told(on=change.on, says=change.says)
        elif change.event == "stage_up":
            words = {"stage": knowledge.stages[change.stage].name, "because": BECAUSE[eased[change.on].event]}
            says = _("The trend of leg pain over several days took the plan up to %(stage)s; the doses were kept low, because %(because)s.")
            yield Told(on=change.on, says=says % words, quoted=False)
