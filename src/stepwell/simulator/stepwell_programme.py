"""Stepwell's own engine as a programme: the very folding and planning of the site, with real facts of a made-up person."""

from collections.abc import Sequence
from datetime import date, timedelta

from stepwell.engine import probe, trying
from stepwell.engine.decision import DayPlan, Decision, Prescription, Referral
from stepwell.engine.log import PLACES, Answers, CheckIn, Evaluation, Fact, Item, Order, Place, Probe, Reading, SafetyCheck, Session
from stepwell.engine.plan import plan_from
from stepwell.engine.understanding import Understanding, advance, begin
from stepwell.knowledge.schema import Direction, Knowledge, Tier
from stepwell.simulator.body import Body
from stepwell.simulator.calm import calm_answers
from stepwell.simulator.chance import Chance
from stepwell.simulator.movements import Movement, Task, task
from stepwell.simulator.parameters import parameters
from stepwell.simulator.people import Person, evaluation
from stepwell.simulator.steadiness import Steadiness
from stepwell.simulator.voice import Felt, Morning

PROBE_AGAIN = (0, 7, 14)
"""Days on which movements are tried, where it was not possible before."""
PROBE_FELT = 0.5
"""True change of the leg from which a tried movement is felt to have done something."""
LARGEST_SEED = 2**31


class Stepwell:
    """One person's programme under the engine.

    Attributes:
        known: what is understood of the person so far.
        facts: every fact told, where they are kept.
        sessions: how often the day's session is to be done.
        steadiness: how steady the plans were.
        plan: the plan of the day, if there was one; referred: days without one because somebody should look first.
    """

    def __init__(
        self, who: Person, body: Body, chance: Chance, first_day: date, knowledge: Knowledge, movements: dict[str, Movement]
    ) -> None:
        self._who, self._body, self._knowledge, self._movements = who, body, knowledge, movements
        self._first_day = first_day
        self._rng = chance.stream("said_first")
        self.known: Understanding = begin(int(self._rng.integers(LARGEST_SEED)))
        self.facts: list[Fact] = []
        self.plan: DayPlan | None = None
        self.referred = 0
        self.sessions = 1
        self._calm: Answers = calm_answers(who.age, who.sex, knowledge)
        self._waiting_since: int | None = None
        self._goes = False
        self._walked = 0
        self.steadiness = Steadiness(knowledge)

    def tasks(self, day: int, said: Morning | None) -> Sequence[Task]:
        """Tell the engine what the day brings, and return what it plans."""
        on = self._first_day + timedelta(days=day)
        if day == 0:
            self._introduce(on)
        elif said is not None:
            self._check_in(day, on, said)
        if day in PROBE_AGAIN and not self.known.likes:
            self._try_movements(on)
        decision = self._decided(day, on)
        self.plan = decision if isinstance(decision, DayPlan) else None
        self._walked = 0
        if self.plan is None:
            return ()
        self.steadiness.seen(day, self.plan)
        self.sessions = self.plan.sessions_a_day
        return self._asked(self.plan)

    def heard(self, day: int, felt: Felt) -> None:
        """Tell the engine how the session went."""
        if self.plan is None:
            return
        plan, items = self.plan, []
        for item, (leg, effort) in zip(plan.items, felt.taps, strict=False):
            items.append(_done(item, leg, effort))
            self.steadiness.done(day, item.exercise)
            if leg in ("worse", "further_down"):
                self.steadiness.set_back(item.exercise)
        self._walked = plan.walk.minutes * plan.walk.times
        self.tell(
            Session(on=plan.on, items=tuple(items), walked_minutes=plan.walk.minutes, leg_before=felt.leg_before, leg_after=felt.leg_after)
        )

    def also_said(self, day: int) -> Answers:
        """Return more answers to the evaluation (day 0) or to a check-in: none, in a simulation."""
        return {}

    def _introduce(self, on: date) -> None:
        leg = self._body.rated(self._body.waking, float(self._rng.standard_normal()))
        self.tell(SafetyCheck(on=on, answers=self._calm))
        self.tell(Evaluation(on=on, answers=evaluation(self._who, leg, self._rng) | self.also_said(0)))

    def _check_in(self, day: int, on: date, said: Morning) -> None:
        answers: Answers = {
            "walked_minutes": self._walked,
            "exposures": said.exposures or ("none",),
            "sleep": "poor" if said.slept_badly else "good",
            "leg_waking": said.leg_waking,
            "leg_worst": said.leg_worst,
            "back_worst": said.back_worst,
            "lowest_place": said.place,
            "after_session": said.after_session,
            "flare": "yes" if said.flare else "no",
            "anything_new": ("none",),
        }
        self.tell(CheckIn(on=on, answers=answers | self.also_said(day)))

    def _decided(self, day: int, on: date) -> Decision:
        decision = plan_from(self.known, self._knowledge, on)
        if isinstance(decision, Referral) and decision.ask:
            self.tell(SafetyCheck(on=on, answers=self._calm))
            decision = plan_from(self.known, self._knowledge, on)
        if isinstance(decision, DayPlan):
            self._waiting_since = None
            return decision
        self.referred += 1
        if self._seen_by_clinician(day):
            self.tell(Order(on=on, order="clear", by="therapist", tier=Tier.SELF_MANAGE))
            return plan_from(self.known, self._knowledge, on)
        return decision

    def _seen_by_clinician(self, day: int) -> bool:
        """Whether a clinician has looked by now: some people go, after some days; the others wait for calmer days."""
        days, share = parameters().person.clinician
        if self._waiting_since is None:
            self._waiting_since = day
            self._goes = bool(self._rng.random() < share)
        return self._goes and day - self._waiting_since >= days

    def _asked(self, plan: DayPlan) -> list[Task]:
        tasks = [task(self._movements[item.exercise], item) for item in plan.items]
        if plan.walk.minutes:
            walk = self._movements[plan.walk.exercise]
            tasks.append(Task(walk, plan.walk.minutes * plan.walk.times / self.sessions * 60 / walk.reference))
        return tasks

    def _try_movements(self, on: date) -> None:
        """Try each direction that the engine offers, as the site does: one after the other, and look at the leg."""
        leg, tried = self._body.rated(self._body.waking, 0.0), set[Direction]()
        while probe.may_probe(leg, len(tried), self._knowledge):
            offered = trying.ways(self.known, self._knowledge, on, frozenset(tried))
            if not offered:
                return
            tried.add(offered[0].direction)
            self.tell(self._probe(on, offered[0], leg))

    def _probe(self, on: date, way: trying.Way, leg: int) -> Probe:
        change = self._body.expected_rise(Task(self._movements[way.exercise.id], 1.0)) * 1.5
        change += float(self._rng.standard_normal()) * parameters().person.tap_noise
        place = _place_now(self._body)
        moved = 1 if change > PROBE_FELT else -1 if change < -PROBE_FELT else 0
        after = Reading(place=_moved(place, moved), leg=min(10, max(0, round(leg + change))))
        return Probe(on=on, direction=way.direction, before=Reading(place=place, leg=leg), after=after, lasting=abs(change) > PROBE_FELT)

    def tell(self, fact: Fact) -> None:
        """Take in one fact, as the site does."""
        self.facts.append(fact)
        self.known = advance(self.known, fact, self._knowledge)


def _done(item: Prescription, leg: str, effort: str) -> Item:
    return Item(
        exercise=item.exercise,
        sets=item.sets,
        repetitions=item.repetitions,
        hold_s=item.hold_s,
        minutes=item.minutes,
        effort=effort,  # type: ignore[arg-type]
        leg=leg,  # type: ignore[arg-type]
    )


def _place_now(body: Body) -> Place:
    return PLACES[max(1, min(5, int(1.3 + 0.62 * body.settled)))]


def _moved(place: Place, steps: int) -> Place:
    return PLACES[max(1, min(len(PLACES) - 1, PLACES.index(place) + steps))]
