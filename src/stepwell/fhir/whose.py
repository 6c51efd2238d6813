"""Whose resources are made: the person, the authors, and the ids that stay the same."""

from collections import Counter

import msgspec
from msgspec import Struct

from stepwell.engine.log import Fact
from stepwell.fhir.names import Json, fhir_id, hashed, reference
from stepwell.fhir.record import Record
from stepwell.knowledge.schema import Knowledge


class Whose(Struct, kw_only=True):
    """Whose resources are made, and of what knowledge; and which ids were given already.

    Attributes:
        authors: id of a fact -> id of a Practitioner.
    """

    person: str
    knowledge: Knowledge
    authors: dict[str, str] = {}
    seen: Counter[str] = msgspec.field(default_factory=Counter)

    @property
    def subject(self) -> Json:
        """The reference to the person."""
        return reference("Patient", fhir_id(self.person))

    def author(self, fact: Fact) -> Json | None:
        """Return the reference to the clinician who told a fact; None for the person's own."""
        author = self.authors.get(fact.id or "")
        return reference("Practitioner", fhir_id(author)) if author else None

    def id_of(self, fact: Fact) -> str:
        """Return the id of a fact's resource: the same for the same fact of the same person, wherever it stands in the log.

        A fact with an id of its own keeps it even where a part of its words is not shared.
        """
        content = f"id {fact.id}" if fact.id else msgspec.json.encode(fact, order="deterministic").decode()
        self.seen[content] += 1
        return hashed(self.person, content, str(self.seen[content]))


def whose(record: Record, knowledge: Knowledge) -> Whose:
    """Return whose resources a record gives."""
    return Whose(person=record.subject.id, knowledge=knowledge, authors=record.authors)
