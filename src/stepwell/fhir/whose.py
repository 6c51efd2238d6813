"""Whose resources are made: the person, the authors, and the ids that stay the same."""

from collections import Counter
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from stepwell.engine.in_force import in_force, subject
from stepwell.engine.log import CheckIn, Evaluation, Examination, Fact, Goal, Order
from stepwell.fhir.names import MARK, Json, fhir_id, hashed, mark_of, reference
from stepwell.fhir.record import Record, Told
from stepwell.knowledge.schema import Knowledge

ACTIVITIES = ("activity_1", "activity_2", "activity_3")
"""Questions that hold what the person would like to do again."""


class Whose(Struct, kw_only=True):
    """Whose resources are made, and of what knowledge; and which ids were given already.

    Attributes:
        mark: what the ids of the person's resources begin with. patient: the id of the Patient.
        authors: id of a fact -> who of the clinic told it.
        standing: the orders that are in force on the day on which the resources are made.
        latest: kind and name of what later facts replace -> the last fact that says something of it.
    """

    person: str
    mark: str
    patient: str
    knowledge: Knowledge
    authors: dict[str, Told] = {}
    standing: tuple[Order, ...] = ()
    latest: dict[tuple[str, str], Fact] = {}
    seen: Counter[str] = msgspec.field(default_factory=Counter)

    def hashed(self, *parts: str) -> str:
        """Return an id of 32 letters and digits for something of the person."""
        return self.mark + hashed(self.person, *parts)[MARK:]

    def named(self, *parts: str) -> str:
        """Return an id in words for something of the person; where that would be no id, one of ``hashed``."""
        made = fhir_id(*parts) if parts[0].startswith(self.mark) else fhir_id(self.mark, *parts)
        return made if made.startswith(self.mark) else self.hashed(*parts)

    @property
    def subject(self) -> Json:
        """The reference to the person."""
        return reference("Patient", self.patient)

    def author(self, fact: Fact) -> Json | None:
        """Return the reference to the clinician who told a fact; None for the person's own."""
        told = self.authors.get(fact.id or "")
        return reference("Practitioner", fhir_id(told.staff)) if told else None

    def status(self, order: Order) -> str:
        """Return how an order stands: active while the engine obeys it, completed for what happens once, else revoked."""
        if subject(order) is None:
            return "completed"
        return "active" if any(order is each for each in self.standing) else "revoked"

    def is_latest(self, kind: str, name: str, fact: Fact) -> bool:
        """Return whether nothing was said of something after a fact."""
        return self.latest.get((kind, name), fact) is fact

    def id_of(self, fact: Fact) -> str:
        """Return the id of a fact's resource: the same for the same fact of the same person, wherever it stands in the log.

        A fact with an id of its own keeps it even where a part of its words is not shared.
        """
        content = f"id {fact.id}" if fact.id else msgspec.json.encode(fact, order="deterministic").decode()
        self.seen[content] += 1
        return self.hashed(content, str(self.seen[content]))


def whose(record: Record, knowledge: Knowledge) -> Whose:
    """Return whose resources a record gives."""
    in_order = sorted(record.log.facts, key=lambda fact: fact.on)
    return Whose(
        person=record.subject.id,
        mark=mark_of(record.subject.id),
        patient=fhir_id(record.subject.id),
        knowledge=knowledge,
        authors=record.authors,
        standing=in_force((fact for fact in in_order if isinstance(fact, Order)), record.made_at.date()),
        latest={name: fact for fact in in_order for name in _about(fact)},
    )


def _about(fact: Fact) -> Iterator[tuple[str, str]]:
    """Yield what a fact says something of that a later one replaces."""
    match fact:
        case Goal():
            yield "goal", fact.goal
        case Examination() if fact.codes:
            yield "diagnosis", ""
            yield from (("code", code) for code in fact.codes)
        case Evaluation() | CheckIn():
            yield from (("activity", question) for question in ACTIVITIES if question in fact.answers)
