"""What must be true of the treatments: every kind that a fact may name is explained, and nothing else."""

from collections.abc import Callable

from stepwell.knowledge.condition import Condition, names
from stepwell.knowledge.errors import KnowledgeError
from stepwell.knowledge.schema import Knowledge

KINDS = ("manual_therapy", "joint_mobilisation", "nerve_therapy", "strengthening", "stretching", "directional", "education")
"""These ids stand in facts."""


def check(knowledge: Knowledge, check_condition: Callable[[Condition, str, Knowledge], None]) -> None:
    """Raise KnowledgeError for the first thing that does not fit; return quietly otherwise."""
    if tuple(knowledge.treatments) != KINDS:
        raise KnowledgeError("treatments.toml", "the treatments are not " + ", ".join(KINDS), "write these in this order")
    for treatment in knowledge.treatments.values():
        where = f"treatments.toml: treatment {treatment.id!r}"
        if treatment.lesson not in knowledge.lessons:
            raise KnowledgeError(where, f"the lesson {treatment.lesson!r} does not exist", "name a lesson's id")
        for caution in treatment.cautions:
            check_condition(caution.when, f"{where}: cautions", knowledge)
            for missing in sorted(set(names(caution.when)) - knowledge.red_flags.keys()):
                raise KnowledgeError(f"{where}: cautions", f"the red flag {missing!r} does not exist", "name one of red_flags.toml")
