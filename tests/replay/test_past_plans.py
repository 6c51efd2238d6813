"""Any past plan can be made again: from the log as it was, and from the log as it is now, cut at that day."""

from pathlib import Path

import msgspec
import pytest

from stepwell.engine.log import Log
from stepwell.engine.plan import plan_day, plan_from
from stepwell.engine.reading import read_log, written
from stepwell.engine.understanding import advance, begin
from stepwell.knowledge.loader import load
from tests.scenario.notes import CASES, log_of, read

KNOWLEDGE = load()
LONG = [path for path in CASES if (case := read(path)).days and (case.today - case.days[0].on).days >= 12]


@pytest.mark.parametrize("path", LONG, ids=lambda path: path.stem)
def test_the_plan_of_each_past_day_comes_out_again(path: Path) -> None:
    """What was planned while living is what the log says afterwards, day by day and to the last byte."""
    case = read(path)
    log = read_log(written(log_of(case, KNOWLEDGE)), KNOWLEDGE)
    known = begin(log.seed)
    for index, fact in enumerate(log.facts):
        known = advance(known, fact, KNOWLEDGE)
        if index % 9 == 0:
            then = msgspec.json.encode(plan_from(known, KNOWLEDGE, fact.on))
            again = plan_day(Log(seed=log.seed, facts=log.facts[: index + 1]), KNOWLEDGE, fact.on)
            assert msgspec.json.encode(again) == then


def test_a_day_that_arrives_late_is_taken_in_where_it_belongs() -> None:
    """A phone that was away sends a whole day after the others: the plan is what it would have been in time."""
    log = log_of(read(next(path for path in CASES if path.stem == "flare_over")), KNOWLEDGE)
    today = max(fact.on for fact in log.facts)
    for day in sorted({fact.on for fact in log.facts})[2:-1:4]:
        others = tuple(fact for fact in log.facts if fact.on != day)
        late = tuple(fact for fact in log.facts if fact.on == day)
        assert plan_day(Log(seed=log.seed, facts=others + late), KNOWLEDGE, today) == plan_day(log, KNOWLEDGE, today)
