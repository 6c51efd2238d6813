"""Whether a plan is steady: how often an exercise leaves its place and comes back though nothing happened."""

from stepwell.engine.decision import DayPlan
from stepwell.engine.dose import STRENGTH
from stepwell.knowledge.schema import Knowledge

WITHIN_DAYS = 7


class Steadiness:
    """Counts needless returns.

    A return is needless when, in one slot, an exercise gave way to another and is back within a week, while the stage
    stayed the same, no flare-up lay between, and nothing it did spoke against it. Strength work is left out: it rests a
    day between sessions by rule, and two exercises take turns.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.planned = self.returns = 0
        self._slots: dict[str, list[tuple[int, str]]] = {}
        self._circumstances: tuple[str, bool] = ("", False)

    def seen(self, day: int, plan: DayPlan) -> None:
        """Look at a day's plan."""
        self.planned += 1
        circumstances = (plan.stage, plan.flare is not None)
        if circumstances != self._circumstances:
            self._slots, self._circumstances = {}, circumstances
        for item in plan.items:
            if self._knowledge.exercises[item.exercise].purpose not in STRENGTH:
                self._placed(day, item.slot, item.exercise)

    def set_back(self, exercise: str) -> None:
        """Note that an exercise was felt as worse: it may leave, and come back, for that."""
        for slot, held in self._slots.items():
            self._slots[slot] = [one for one in held if one[1] != exercise]

    def _placed(self, day: int, slot: str, exercise: str) -> None:
        held = self._slots.setdefault(slot, [])
        if held and held[-1][1] == exercise:
            held[-1] = (day, exercise)
            return
        if any(other == exercise and day - last <= WITHIN_DAYS for last, other in held[:-1]):
            self.returns += 1
        held.append((day, exercise))
        del held[:-4]
