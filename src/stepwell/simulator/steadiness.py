"""Whether a plan is steady: how often an exercise leaves its place and comes back though nothing happened."""

from stepwell.engine.decision import DayPlan
from stepwell.engine.dose import STRENGTH
from stepwell.knowledge.schema import DoseStage, Knowledge

WITHIN_DAYS = 7


class Steadiness:
    """Counts needless returns.

    A return is needless when, in one slot, an exercise gave way to another and is back within a week, while the stage
    stayed the same, no flare-up lay between, and nothing it did spoke against it. An exercise whose days of the week were
    full left by rule, and so does strength work, which rests between sessions: neither counts.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.planned = self.returns = 0
        self._slots: dict[str, list[tuple[int, str]]] = {}
        self._circumstances: tuple[str, bool] = ("", False)
        self._done: dict[str, list[int]] = {}

    def seen(self, day: int, plan: DayPlan) -> None:
        """Look at a day's plan."""
        self.planned += 1
        circumstances = (plan.stage, plan.flare is not None)
        if circumstances != self._circumstances:
            self._slots, self._circumstances = {}, circumstances
        for item in plan.items:
            if self._knowledge.exercises[item.exercise].purpose not in STRENGTH:
                self._placed(day, item.slot, item.exercise, self._knowledge.stages[plan.stage].dose_stage)

    def done(self, day: int, exercise: str) -> None:
        """Note that an exercise was done."""
        days = self._done.setdefault(exercise, [])
        if day not in days:
            days.append(day)
        del days[:-WITHIN_DAYS]

    def set_back(self, exercise: str) -> None:
        """Note that an exercise was felt as worse: it may leave, and come back, for that."""
        for slot, held in self._slots.items():
            self._slots[slot] = [one for one in held if one[1] != exercise]

    def _placed(self, day: int, slot: str, exercise: str, stage: DoseStage) -> None:
        held = self._slots.setdefault(slot, [])
        if held and held[-1][1] == exercise:
            held[-1] = (day, exercise)
            return
        if held and self._was_full(day, held[-1][1], stage):
            held.pop()
        if any(other == exercise and day - last <= WITHIN_DAYS for last, other in held[:-1]):
            self.returns += 1
        held.append((day, exercise))
        del held[:-4]

    def _was_full(self, day: int, exercise: str, stage: DoseStage) -> bool:
        """Whether an exercise had been done on as many days of the last week as its dose allows."""
        dose = self._knowledge.exercises[exercise].doses.get(stage)
        lately = sum(0 < day - done < WITHIN_DAYS for done in self._done.get(exercise, ()))
        return dose is not None and lately >= dose.per_week[1]
