"""Whose resources are made: the person, the authors, and the ids that stay the same."""

from collections import Counter

import msgspec
from msgspec import Struct

from stepwell.engine.in_force import in_force, subject
from stepwell.engine.log import Fact, Order
from stepwell.fhir.names import Json, fhir_id, hashed, reference
from stepwell.fhir.record import Record, Told
from stepwell.knowledge.schema import Knowledge


class Whose(Struct, kw_only=True):
    """Whose resources are made, and of what knowledge; and which ids were given already.

    Attributes:
        authors: id of a fact -> who of the clinic told it.
        standing: the orders that are in force on the day on which the resources are made.
    """

    person: str
    knowledge: Knowledge
    authors: dict[str, Told] = {}
    standing: tuple[Order, ...] = ()
    seen: Counter[str] = msgspec.field(default_factory=Counter)

    @property
    def subject(self) -> Json:
        """The reference to the person."""
        return reference("Patient", fhir_id(self.person))

    def author(self, fact: Fact) -> Json | None:
        """Return the reference to the clinician who told a fact; None for the person's own."""
        told = self.authors.get(fact.id or "")
        return reference("Practitioner", fhir_id(told.staff)) if told else None

    def status(self, order: Order) -> str:
        """Return how an order stands: active while the engine obeys it, completed for what happens once, else revoked."""
        if subject(order) is None:
            return "completed"
        return "active" if any(order is each for each in self.standing) else "revoked"

    def id_of(self, fact: Fact) -> str:
        """Return the id of a fact's resource: the same for the same fact of the same person, wherever it stands in the log.

        A fact with an id of its own keeps it even where a part of its words is not shared.
        """
        content = f"id {fact.id}" if fact.id else msgspec.json.encode(fact, order="deterministic").decode()
        self.seen[content] += 1
        return hashed(self.person, content, str(self.seen[content]))


def whose(record: Record, knowledge: Knowledge) -> Whose:
    """Return whose resources a record gives."""
    orders = sorted((fact for fact in record.log.facts if isinstance(fact, Order)), key=lambda order: order.on)
    standing = in_force(orders, record.made_at.date())
    return Whose(person=record.subject.id, knowledge=knowledge, authors=record.authors, standing=standing)
