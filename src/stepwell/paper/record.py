"""What a document is made of: a person's log, what was understood and decided from it, and whose it is."""

from datetime import date

from msgspec import Struct

from stepwell.engine.decision import Decision
from stepwell.engine.log import Fact, Log
from stepwell.engine.plan_changes import PlanChange
from stepwell.engine.trigger_findings import Findings
from stepwell.engine.understanding import Understanding
from stepwell.knowledge.schema import Country, Knowledge


class ChartEntry(Struct, frozen=True, kw_only=True):
    """A therapist's own words about a person, from the clinic's chart."""

    on: date
    by: str
    kind: str
    words: str


class Record(Struct, frozen=True, kw_only=True):
    """Everything that a document may tell of one person.

    Attributes:
        name: as the person gave it; may be empty.
        log: what was told; for a therapist cut to what the person shares.
        known, decision: what was understood, and what is decided for today; None where the parts behind them are not shared.
        findings: what the diary says of triggers; None where it was not judged, or is not shared.
        changes: when the plan changed as a whole, oldest first.
        sharing: what is shared, in words.
        country: whose telephone numbers to name.
        clinic, therapist: who looks after the person; "" at home.
        chart: the clinic's own notes, oldest first.
    """

    name: str = ""
    today: date
    log: Log
    known: Understanding | None = None
    decision: Decision | None = None
    findings: Findings | None = None
    country: Country
    knowledge: Knowledge
    changes: tuple[PlanChange, ...] = ()
    sharing: str = "Printed by the person; nothing was sent."
    clinic: str = ""
    therapist: str = ""
    chart: tuple[ChartEntry, ...] = ()

    def of(self, *kinds: type[Fact]) -> list[Fact]:
        """Return the facts of some kinds, oldest day first."""
        return sorted((fact for fact in self.log.facts if isinstance(fact, kinds)), key=lambda fact: fact.on)
