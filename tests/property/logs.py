"""Arbitrary lives: logs of some weeks with valid answers, sessions, probes, orders, wishes, gaps and flare-ups.

Hypothesis draws only a seed and a number of days; the life itself is made from them. That is many times faster
than drawing each answer, and shrinks well all the same: a shorter life is the beginning of a longer one.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st
from msgspec import Struct

from stepwell.engine.decision import DayPlan, Decision, Referral
from stepwell.engine.log import PLACES, Fact, Log
from stepwell.engine.plan import plan_from
from stepwell.engine.reading import read_fact
from stepwell.engine.understanding import Understanding, advance, begin
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import AskedWhen, Question, QuestionKind
from tests.calm_answers import clarifiers, with_calm_answers

KNOWLEDGE = load()
DAY_1 = date(2026, 3, 2)
EXERCISES = sorted(KNOWLEDGE.exercises)
SINGLE_SIGNS = [
    question
    for question in KNOWLEDGE.questions.values()
    if AskedWhen.SAFETY in question.asked_when and question.id not in {*clarifiers(KNOWLEDGE), "age", "sex"}
]
GAPS = (0, 1, 1, 1, 1, 1, 1, 2, 4, 9, 25)
FEELINGS = ("eased", "same", "same", "same", "worse", "further_down")
HURTS = ("sharp", "further_down", "numb", "weak", "stretch")
SETTLED = {"leg_now": 2, "settles": "under_30_min", "night_waking": "no", "began": "over_12_weeks"}
ORDERS: tuple[dict[str, str], ...] = (
    {"order": "stage", "stage": "calm"},
    {"order": "stage", "stage": "build"},
    {"order": "stage", "stage": "maintain"},
    {"order": "precaution", "precaution": "osteoporosis"},
    {"order": "diagnosis", "diagnosis": "stenosis"},
    {"order": "direction", "direction": "flexion"},
    {"order": "clear", "tier": "self_manage"},
    {"order": "refer", "tier": "within_days"},
    {"order": "told_clear", "by": "doctor"},
    {"order": "lift"},
)


class Life(Struct, frozen=True):
    """A log, what is understood of it, a day to plan, and the answer for it."""

    log: Log
    known: Understanding
    today: date
    answer: Decision


def lives(*, most_days: int = 40, calm: bool = False, weekly: bool = True) -> st.SearchStrategy[Life]:
    """Return lives.

    Args:
        most_days: on how many days, at most, something happens; days between them make gaps.
        calm: nothing on the first safety check applies.
        weekly: the safety questions are mostly answered again when they come back.
    """
    return st.builds(lambda seed, days: _life(seed, days, calm=calm, weekly=weekly), st.integers(0, 2**20), st.integers(0, most_days))


def answer_to(question: Question, random: Random) -> Any:
    """Return any answer that a question may get."""
    match question.kind:
        case QuestionKind.CHOICES:
            return random.choice(
                [["none"], random.sample(question.choice_ids[1:], random.randint(1, min(3, len(question.choice_ids) - 1)))]
            )
        case QuestionKind.SCALE | QuestionKind.NUMBER:
            return random.randint(int(question.lowest), int(question.highest))
        case QuestionKind.TEXT:
            return random.choice(["", "carry my bag", "Treppen steigen"])
    return random.choice(question.choice_ids)


def some_answers(when: AskedWhen, share: float, random: Random) -> dict[str, Any]:
    """Return answers to a share of the questions of one moment."""
    asked = (question for question in KNOWLEDGE.questions.values() if when in question.asked_when)
    return {question.id: answer_to(question, random) for question in asked if random.random() < share}


def _life(seed: int, days: int, *, calm: bool, weekly: bool) -> Life:
    random = Random(seed)
    smooth = random.random() < 0.5
    making = _Making(begin(seed % 7), weekly=weekly, smooth=smooth, check=_safety_check(random, calm=calm))
    making.add({"kind": "safety_check", "answers": making.check})
    making.add({"kind": "evaluation", "answers": _evaluation(random) | (SETTLED if smooth else {})})
    for number in range(days):
        making.live_a_day(Random(f"{seed}:{number}"))
    today = making.on + timedelta(days=Random(seed + 1).choice((0, 0, 1, 1, 3, 8)))
    return Life(Log(seed=making.known.seed, facts=tuple(making.facts)), making.known, today, plan_from(making.known, KNOWLEDGE, today))


class _Making:
    """A life under way. A smooth one has low pain, no gaps and few surprises, and so gets to the later stages."""

    def __init__(self, known: Understanding, *, weekly: bool, smooth: bool, check: dict[str, Any]) -> None:
        self.known, self.weekly, self.smooth, self.check = known, weekly, smooth, check
        self.on = DAY_1
        self.facts: list[Fact] = []

    def add(self, raw: dict[str, Any]) -> None:
        fact = read_fact({"on": self.on, **raw}, KNOWLEDGE)
        self.facts.append(fact)
        self.known = advance(self.known, fact, KNOWLEDGE)

    def live_a_day(self, random: Random) -> None:
        self.on += timedelta(days=1 if self.smooth else random.choice(GAPS))
        if self.smooth or random.random() < 0.7:
            said = _check_in(random, smooth=self.smooth)
            self.add({"kind": "check_in", "answers": said, "left_open": _left_open(said, Random(f"{self.on}:{len(self.facts)}"))})
        if random.random() < (0.05 if self.smooth else 0.3):
            self.add(random.choice([_order, _probe, _wish, _wish])(self.on, random))
        answer = plan_from(self.known, KNOWLEDGE, self.on)
        if isinstance(answer, Referral) and answer.ask and self.weekly and random.random() < 0.9:
            self.add({"kind": "safety_check", "answers": self.check})
            answer = plan_from(self.known, KNOWLEDGE, self.on)
        if isinstance(answer, DayPlan) and random.random() < 0.8:
            self.add(_session(answer, random, smooth=self.smooth))


def _safety_check(random: Random, *, calm: bool) -> dict[str, Any]:
    """Return a complete safety check in which few things, or nothing, apply."""
    signs = [] if calm else random.sample(SINGLE_SIGNS, random.choice([0, 0, 1, 2]))
    who = {"age": random.randint(18, 68), "sex": random.choice(["female", "male"])}
    return with_calm_answers({**who, **{question.id: answer_to(question, random) for question in signs}}, KNOWLEDGE)


def _evaluation(random: Random) -> dict[str, Any]:
    if random.random() < 0.1:
        return {}
    quick = {question.id: answer_to(question, random) for question in KNOWLEDGE.questions.values() if question.quick}
    usual = {"conditions": ["none"]} if random.random() < 0.6 else {}
    return {**some_answers(AskedWhen.EVALUATION, random.choice([0.2, 0.95]), random), **quick, **usual}


def _check_in(random: Random, *, smooth: bool) -> dict[str, Any]:
    if smooth:
        return {"leg_waking": random.choice([0, 0, 0, 1]), "leg_worst": 1, "anything_new": ["none"], "walked_minutes": 20}
    if random.random() < 0.15:
        return some_answers(AskedWhen.CHECK_IN, 0.6, random)
    level = random.choice([0, 1, 2, 3])
    said: dict[str, Any] = {"leg_waking": level + random.choice([0, 0, 1, 3]), "anything_new": ["none"]}
    optional = {
        "leg_worst": level + 3,
        "lowest_place": random.choice(PLACES),
        "after_session": random.choice(["better", "same", "same", "worse_settled", "worse_still"]),
        "flare": random.choice(["no", "no", "no", "yes"]),
        "walked_minutes": random.randint(0, 40),
    }
    return said | {question: answer for question, answer in optional.items() if random.random() < 0.5}


def _left_open(said: dict[str, Any], random: Random) -> list[str]:
    """Return some of the questions that may be left open and were not answered."""
    may_be = ("exposures", "sleep", "back_worst", "after_session", "flare")
    return [question for question in may_be if question not in said and random.random() < 0.3]


def _order(on: date, random: Random) -> dict[str, Any]:
    kind = random.choice(["other", "dose", "add", "remove", "pin", "hold", "lift"])
    if kind == "other":
        return {"kind": "order", **random.choice(ORDERS)}
    order: dict[str, Any] = {"kind": "order", "order": kind, "exercise": random.choice(EXERCISES)}
    if kind == "dose":
        order |= {"sets": random.randint(1, 4), "repetitions": random.randint(1, 20), "hold_s": random.randint(0, 60)}
    if kind == "hold" and random.random() < 0.7:
        order["until"] = on + timedelta(days=random.randint(0, 20))
    return order


def _probe(on: date, random: Random) -> dict[str, Any]:
    before, after = ({"place": random.choice(PLACES), "leg": random.randint(0, 7)} for _ in range(2))
    numb = random.random() < 0.1
    direction = random.choice(["extension", "flexion", "side_glide"])
    return {
        "kind": "probe",
        "direction": direction,
        "before": before,
        "after": after,
        "lasting": random.choice([None, True, False]),
        "new_numbness": numb,
    }


def _wish(on: date, random: Random) -> dict[str, Any]:
    if random.random() < 0.1:
        look = {"skin": random.choice(["light", "deep"]), "build": random.choice(["slim", "broad"])}
        return {"kind": "preference", "wish": "look", "look": look}
    wish = random.choice(["never", "prefer", "forget", "skip", "swap"])
    named = {"kind": "preference", "exercise": random.choice(EXERCISES), "wish": wish}
    return named | ({"to": random.choice(EXERCISES)} if wish == "swap" else {})


def _session(plan: DayPlan, random: Random, *, smooth: bool) -> dict[str, Any]:
    planned = {
        item.exercise: {"sets": item.sets, "repetitions": item.repetitions, "hold_s": item.hold_s, "minutes": item.minutes}
        for item in plan.items
    }
    exercises = random.sample(EXERCISES, random.randint(0, 3)) if random.random() < 0.1 else list(planned)
    done = [{"exercise": exercise, **planned.get(exercise, {}), **_how(random, smooth=smooth)} for exercise in exercises]
    return {"kind": "session", "items": done, "walked_minutes": random.choice([0, 10]), "leg_before": random.choice([None, 1, 2, 5])}


def _how(random: Random, *, smooth: bool) -> dict[str, Any]:
    good = smooth or random.random() < 0.85
    how: dict[str, Any] = {"leg": random.choice(["eased", "same"]) if good else random.choice(FEELINGS)}
    if random.random() < 0.6:
        how["effort"] = random.choice(["easy", "right", "right", "hard"])
    if random.random() < 0.3:
        how["leg_change"] = random.randint(-3, 0 if good else 3)
    if random.random() < 0.2:
        how |= {"settled_min": random.randint(0, 60), "done": random.choice(["all", "part", "none"])}
    if not good and random.random() < 0.2:
        place = random.choice([None, None, "thigh", "foot", "both_legs", "between_legs"])
        how["hurt"] = {"feeling": random.choice(HURTS), "place": place, "action": random.choice(["smaller", "swap", "stop"])}
    elif random.random() < 0.05:
        how |= {"smaller": True, "spent_s": random.randint(0, 600)}
    return how
