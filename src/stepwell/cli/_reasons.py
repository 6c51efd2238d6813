"""How well a fact is known, and where it stands, in words."""

from stepwell.engine.decision import Reason
from stepwell.knowledge.schema import Grade

KNOWN_FROM = {
    Grade.READ: "published research",
    Grade.MEMORY_HIGH: "well-established professional knowledge",
    Grade.MEMORY: "professional knowledge",
    Grade.MEMORY_LOW: "professional knowledge, not certain",
    Grade.DESIGN: "our own careful choice; no study sets it",
}


def basis(reason: Reason) -> str:
    """Return such as "published research: hayden_2021, owen_2020"."""
    return KNOWN_FROM[reason.grade] + (": " + ", ".join(reason.sources) if reason.sources else "")
