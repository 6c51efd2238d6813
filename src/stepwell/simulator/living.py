"""A virtual life: one made-up person, one programme, day after day."""

from collections.abc import Callable, Sequence
from datetime import date

from msgspec import Struct

from stepwell.knowledge.schema import Knowledge
from stepwell.simulator.body import Body, Strain, strain
from stepwell.simulator.chance import Chance
from stepwell.simulator.first import FirstBody
from stepwell.simulator.fixed import Advice, Oracle, mixed_sheet, strength, stretches
from stepwell.simulator.movements import Movement, Task, movements
from stepwell.simulator.outcome import Outcome, Tally, outcome
from stepwell.simulator.people import Person, person
from stepwell.simulator.programme import Programme
from stepwell.simulator.scenario import Scenario
from stepwell.simulator.second import SecondBody
from stepwell.simulator.stepwell_programme import Stepwell
from stepwell.simulator.voice import Voice

FIRST_DAY = date(2026, 1, 5)
POLICIES = ("advice", "stretches", "strength", "sheet", "stepwell", "oracle")
"""The programmes that are compared, by name."""


class World(Struct, frozen=True):
    """What all people of a simulation share."""

    seed: int
    days: int
    scenario: Scenario
    knowledge: Knowledge
    movements: dict[str, Movement]


class Life:
    """One person with a body and a voice, and the same luck whatever the programme."""

    def __init__(self, who: Person, chance: Chance, world: World) -> None:
        self.world, self.chance, self.who = world, chance, who
        made = FirstBody if world.scenario.model == "first" else SecondBody
        self.body: Body = made(self.who, self.chance, world.days, world.scenario, tuple(world.movements.values()))
        self.voice = Voice(self.who, self.body, self.chance, world.days)

    def under(self, programme: Programme) -> Tally:
        """Live all days under a programme, and return what happened."""
        tally, body = Tally(), self.body
        for day in range(self.world.days):
            body.wake(day)
            said = self.voice.morning(day)
            does, answers = self.who.does[day], self.who.answers_on[day] or day == 0
            tasks = programme.tasks(day, said if answers else None) if does or answers else ()
            if tasks and does:
                for turn in range(1 + (programme.sessions > 1 and self.who.again[day])):
                    tally.count(self._done(tasks, programme, day, turn))
            body.spend(day)
            tally.day(body)
        return tally

    def _done(self, tasks: Sequence[Task], programme: Programme, day: int, turn: int) -> Strain:
        strained = strain(self.body, tasks, day, first_place=turn * len(tasks))
        felt = self.voice.felt(day, tasks, strained)
        self.body.trained(tasks, strained)
        programme.heard(day, felt)
        return strained


def world(seed: int, days: int, scenario: Scenario, knowledge: Knowledge) -> World:
    """Return the world of a simulation."""
    return World(seed, days, scenario, knowledge, movements(knowledge))


def life_of(number: int, world: World) -> Life:
    """Return the life of one person of this world, before its first day."""
    chance = Chance(world.seed, number)
    return Life(person(number, chance, world.days, world.scenario, world.knowledge), chance, world)


def lived(number: int, policy: str, world: World) -> Outcome:
    """Return what comes of one person's days under one programme, by its name in ``POLICIES``."""
    life = life_of(number, world)
    programme = _MADE[policy](life)
    tally = life.under(programme)
    return outcome(tally, life.body.capacity, programme if isinstance(programme, Stepwell) else None)


def stepwell(life: Life) -> Stepwell:
    """Return Stepwell's own programme for a life."""
    return Stepwell(life.who, life.body, life.chance, FIRST_DAY, life.world.knowledge, life.world.movements)


_MADE: dict[str, Callable[[Life], Programme]] = {
    "advice": lambda life: Advice(),
    "stretches": lambda life: stretches(life.world.movements),
    "strength": lambda life: strength(life.world.movements),
    "sheet": lambda life: mixed_sheet(life.world.movements),
    "stepwell": stepwell,
    "oracle": lambda life: Oracle(life.body, life.world.movements),
}
