"""When the plan changed its stage, or eased off, over a whole log: folded as the plan itself is."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from msgspec import Struct

from stepwell.engine.because import told
from stepwell.engine.log import Log
from stepwell.engine.understanding import advance, begin
from stepwell.knowledge.schema import Knowledge

Kind = Literal["stage", "eased", "order"]
KINDS: dict[str, Kind] = {
    "first_stage": "stage",
    "stage_up": "stage",
    "stage_down": "stage",
    "stage_after_gap": "stage",
    "morning_worse": "eased",
    "said_worse": "eased",
    "moved_down": "eased",
    "order_given": "order",
    "cleared": "order",
    "cleared_gently": "order",
}
"""The reasons that change more than one dose. Steps of single exercises are told by the plan of their day."""


class PlanChange(Struct, frozen=True, kw_only=True):
    """One change of the plan as a whole.

    kind: stage (another stage, or the first one), eased (a step back), or order (a clinician's word).
    stage: the stage from then on, by its id. says: the sentence that the plan gave. event: the id of its reason.
    """

    on: date
    kind: Kind
    stage: str
    says: str
    event: str = ""


def plan_changes(log: Log, knowledge: Knowledge) -> tuple[PlanChange, ...]:
    """Return what changed the plan, oldest first; of each reason one a day."""
    known, found = begin(log.seed), {}
    for fact in sorted(log.facts, key=lambda each: each.on):
        known = advance(known, fact, knowledge)
        for event in known.events:
            if event.on == fact.on and event.id in KINDS and (event.id, event.on) not in found:
                says = told(knowledge, event.id, event.numbers).text
                found[event.id, event.on] = PlanChange(
                    on=event.on, kind=KINDS[event.id], stage=known.standing.stage, says=says, event=event.id
                )
    return tuple(found.values())


def stages(changes: Iterable[PlanChange], since: date) -> tuple[PlanChange, ...]:
    """Return the changes of stage from a day on."""
    return tuple(change for change in changes if change.kind == "stage" and change.on >= since)
