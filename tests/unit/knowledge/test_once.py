"""What follows from the knowledge alone: worked out once, and never carried over to another knowledge."""

import pickle

from msgspec.structs import replace

from stepwell.knowledge.loader import load
from stepwell.knowledge.once import once
from stepwell.knowledge.schema import Knowledge

KNOWLEDGE = load()


def test_what_follows_is_worked_out_once() -> None:
    asked: list[int] = []

    @once
    def rules(knowledge: Knowledge) -> int:
        asked.append(len(knowledge.response))
        return len(knowledge.response)

    fresh = replace(KNOWLEDGE)
    assert rules(fresh) == rules(fresh) == len(KNOWLEDGE.response)
    assert len(asked) == 1


def test_another_knowledge_starts_anew() -> None:
    @once
    def rules(knowledge: Knowledge) -> int:
        return len(knowledge.response)

    fresh = replace(KNOWLEDGE)
    assert rules(fresh) > 0
    assert rules(replace(fresh, response={})) == 0


def test_what_is_kept_is_no_part_of_the_knowledge() -> None:
    @once
    def rules(knowledge: Knowledge) -> int:
        return len(knowledge.response)

    fresh = replace(KNOWLEDGE)
    rules(fresh)
    assert fresh == KNOWLEDGE
    assert not vars(pickle.loads(pickle.dumps(fresh)))
