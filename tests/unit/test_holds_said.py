"""What a caution says about seconds is what the plan gives: words and dose never disagree."""

import re

from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Effect

SAID = re.compile(r"[Hh]olds? .*?(?:for|to about) (\d+) seconds")


def test_a_hold_that_is_said_is_a_hold_that_is_planned() -> None:
    counted = [exercise for exercise in load().exercises.values() if any(dose.hold_s[1] for dose in exercise.doses.values())]
    said = {
        (exercise.id, caution.text): (int(found[1]), caution.hold_at_most_s)
        for exercise in counted
        for caution in exercise.cautions
        if caution.effect is Effect.ADAPT and (found := SAID.search(caution.text))
    }
    assert said
    assert {where: pair for where, pair in said.items() if pair[0] != pair[1]} == {}
