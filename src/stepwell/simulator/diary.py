"""A full log of somebody who does not exist: for demonstrations, pictures and tests that need months of notes."""

from datetime import date, timedelta
from itertools import count

from msgspec.structs import replace

from stepwell.engine.decision import DayPlan
from stepwell.engine.log import Answers, FlareNote, LessonRead, Log, Measure
from stepwell.engine.measuring import asked_items
from stepwell.knowledge.schema import Direction, Knowledge
from stepwell.simulator.chance import Chance
from stepwell.simulator.first import FirstBody
from stepwell.simulator.living import Life, World, world
from stepwell.simulator.measured import answers
from stepwell.simulator.movements import Task
from stepwell.simulator.people import Exposure, Person, person
from stepwell.simulator.scenario import Scenario
from stepwell.simulator.stepwell_programme import Stepwell
from stepwell.simulator.voice import Morning

ACTIVITIES: Answers = {
    "activity_1": "Sit through dinner with my family",
    "activity_1_now": 3,
    "activity_2": "Walk to the bakery and back",
    "activity_2_now": 4,
    "activity_3": "Put on my socks without thinking about it",
    "activity_3_now": 2,
    "work": "sitting",
    "sleep_quality": "fair",
    "worry": 5,
    "confidence": 5,
    "sitting_minutes": 25,
}
TRIGGERS = {"heavy_lifting": 1.5, "prolonged_sitting": 1.2}
"""What truly sets this person's leg off, in log-odds; nothing else does."""
FLARES = (0.32, 0.71)
"""When the flare-ups come, as shares of all days."""
FLARE_POINTS = 3.4
AWAY_AT, AWAY_DAYS = 0.52, 5
FEWEST_FOR_AWAY = 40
DOES, ANSWERS = 0.82, 0.93
FEWEST_FOR_FLARES = 12
RATES, STARTS = (0.030, 0.055), (5.0, 7.0)
"""Pace of getting better a day, and leg pain at the start, of the person who is chosen."""
LESSON_EVERY = 6
LEG_WEIGHT = 0.2
"""How much a day counts in how the leg has been lately."""
SITS = (20, 90)


def person_log(seed: int, days: int, first_day: date, knowledge: Knowledge) -> Log:
    """Return the log of a made-up person who has followed Stepwell's own plans.

    Somebody with a disc-like picture whom extension helps and whose leg gets better over some months, with two flare-ups,
    some days away, and two true triggers among what the check-in asks. The same arguments give the same log.

    Args:
        seed: which person.
        days: how many days are lived, the first included; the last one is complete.
        first_day: the day of the first safety check and evaluation.
        knowledge: the release whose engine plans the days.
    """
    life = _suited(world(seed, days, Scenario(), knowledge))
    writer = _Writer(life, first_day)
    life.under(writer)
    return Log(seed=writer.known.seed, facts=tuple(writer.facts))


def _suited(world: World) -> Life:
    """Return the first person of this world whose leg gets better at a usual pace, with the habits of a story that can be told."""
    for number in count():
        chance = Chance(world.seed, number)
        plain = person(number, chance, world.days, world.scenario, world.knowledge)
        life = Life(_told(plain, chance, world.days), chance, world)
        body = life.body
        if (
            isinstance(body, FirstBody)
            and body.course == 0
            and RATES[0] <= body.rate <= RATES[1]
            and STARTS[0] <= body.settled <= STARTS[1]
        ):
            body.flares_after({int(share * world.days): FLARE_POINTS for share in FLARES} if world.days >= FEWEST_FOR_FLARES else {})
            return life
    raise AssertionError("people never end")


def _suits(body: FirstBody) -> bool:
    return body.course == 0 and RATES[0] <= body.rate <= RATES[1] and STARTS[0] <= body.settled <= STARTS[1]


def _told(who: Person, chance: Chance, days: int) -> Person:
    rng = chance.stream("doing")
    away = range(int(days * AWAY_AT), int(days * AWAY_AT) + AWAY_DAYS) if days >= FEWEST_FOR_AWAY else range(0)
    does, answers = rng.random(days) < DOES, rng.random(days) < ANSWERS
    does[0] = True
    return replace(
        who,
        age=min(62, max(28, who.age)),
        picture="disc",
        way=Direction.EXTENSION,
        felt_way=Direction.EXTENSION,
        does=tuple(bool(done) and day not in away for day, done in enumerate(does)),
        again=(False,) * days,
        answers_on=tuple(bool(said) and day not in away for day, said in enumerate(answers)),
        exposures=tuple(_exposure(one) for one in who.exposures),
    )


def _exposure(one: Exposure) -> Exposure:
    return Exposure(one.id, max(0.15, one.rate) if one.id in TRIGGERS else one.rate * 0.6, TRIGGERS.get(one.id, 0.0), one.feedback)


class _Writer(Stepwell):
    """The engine's programme, and a person who also notes what the plan does not need."""

    def __init__(self, life: Life, first_day: date) -> None:
        super().__init__(life.who, life.body, life.chance, first_day, life.world.knowledge, life.world.movements)
        self._begins = first_day
        self._extra = life.chance.stream("diary")
        self._leg = self._start = life.body.settled

    def tasks(self, day: int, said: Morning | None) -> list[Task]:
        """Note more around the day's plan."""
        tasks = list(super().tasks(day, said))
        if said is not None and said.flare:
            self._flare_noted(day, said)
        self._leg += LEG_WEIGHT * (self._body.settled - self._leg)
        if self.plan is not None:
            self._measured(self.plan)
        if self.plan is not None and day % LESSON_EVERY == 1:
            self._lesson_read(day)
        return tasks

    def also_said(self, day: int) -> Answers:
        """Return the activities in own words at the start, and how long was sat on other days."""
        if day == 0:
            return ACTIVITIES
        shortest, longest = SITS
        return {"sat_minutes": int(shortest + (longest - shortest) * self._extra.random()) // 5 * 5}

    def _measured(self, plan: DayPlan) -> None:
        for due in plan.measures_due:
            measure = self._knowledge.measures[due]
            again = due in self.known.measured.last
            asked = tuple(item for item in asked_items(measure, ACTIVITIES) if again or not item.not_at_start)
            self.tell(Measure(on=plan.on, measure=due, answers=answers(measure, asked, self._leg, self._start, self._extra)))

    def _flare_noted(self, day: int, said: Morning) -> None:
        on = self._begins + timedelta(days=day)
        if self.known.flare is not None and self.known.flare.started_on == on:
            known = tuple(one for one in said.exposures if one in TRIGGERS)
            self.tell(FlareNote(on=on, suspected=known, words="" if known else "Not sure. A busy week."))

    def _lesson_read(self, day: int) -> None:
        lessons = [*self._knowledge.lessons]
        self.tell(LessonRead(on=self._begins + timedelta(days=day), lesson=lessons[day // LESSON_EVERY % len(lessons)]))
