"""Who a virtual person is: age, picture, direction, answers, habits. The same in both models."""

from typing import Literal

import numpy as np
from msgspec import Struct

from stepwell.engine.log import Answers
from stepwell.knowledge.schema import Direction, Knowledge
from stepwell.simulator.chance import Chance
from stepwell.simulator.parameters import Person as PersonNumbers
from stepwell.simulator.parameters import parameters
from stepwell.simulator.scenario import Scenario

Picture = Literal["disc", "canal", "unspecific"]
PICTURES: tuple[Picture, ...] = ("disc", "canal", "unspecific")
WAYS = (Direction.EXTENSION, Direction.FLEXION, Direction.SIDE_GLIDE, None)
SWAPPED = {Direction.EXTENSION: Direction.FLEXION, Direction.FLEXION: Direction.EXTENSION}
HALF_YEAR = 182


class Exposure(Struct, frozen=True):
    """Something that may set this person's leg off: its usual share of days, its log-odds, and its true effect on the leg."""

    id: str
    rate: float
    effect: float
    feedback: float


class Person(Struct, frozen=True, kw_only=True):
    """Who somebody is, before anything is done.

    Attributes:
        picture: what their answers look like.
        way: the direction that truly helps; None where none does.
        felt_way: the direction that feels good during an exercise.
        does: whether a day's session is done, by day. again: whether it is done a second time, where that is asked for.
        answers_on: whether a check-in is made, by day.
    """

    number: int
    age: int
    sex: Literal["female", "male"]
    side: Literal["left", "right"]
    picture: Picture
    way: Direction | None
    felt_way: Direction | None
    does: tuple[bool, ...]
    again: tuple[bool, ...]
    answers_on: tuple[bool, ...]
    exposures: tuple[Exposure, ...]


def person(number: int, chance: Chance, days: int, scenario: Scenario, knowledge: Knowledge) -> Person:
    """Return one made-up person."""
    numbers, rng = parameters().person, chance.stream("who")
    picture = PICTURES[rng.choice(3, p=numbers.pattern_shares)]
    age = int(np.clip(rng.normal(*numbers.age) + (18 if picture == "canal" else 0), 20, 80))
    way = _way(picture, rng, numbers, scenario)
    other_way = _way(picture, rng, numbers, scenario)
    agrees = rng.random()
    sex: Literal["female", "male"] = "female" if rng.random() < 0.5 else "male"
    side: Literal["left", "right"] = "left" if rng.random() < 0.5 else "right"
    rho = parameters().first.rho if scenario.informative else 0.0
    does, again = _does(chance, days, numbers)
    return Person(
        number=number,
        age=age,
        sex=sex,
        side=side,
        picture=picture,
        way=way,
        felt_way=way if agrees < rho else other_way,
        does=does,
        again=again,
        answers_on=_answers_on(chance, days, numbers),
        exposures=_exposures(chance, numbers, knowledge),
    )


def evaluation(who: Person, leg: int, rng: np.random.Generator) -> Answers:
    """Return what somebody with this picture answers in the evaluation; each answer wanders a little."""
    often = rng.random(12)
    below_knee = who.picture == "disc" and often[0] < 0.75
    places = ["back", f"{who.side}_buttock", f"{who.side}_thigh", *([f"{who.side}_calf"] if below_knee else [])]
    if who.picture == "canal" and often[0] < 0.5:
        places += [f"{'right' if who.side == 'left' else 'left'}_buttock"]
    worse, better = _what_changes_it(who.picture, often)
    return {
        "pain_places": tuple(places),
        "leg_now": leg,
        "back_now": int(rng.integers(1, 5)),
        "worse_with": worse,
        "better_with": better,
        "conditions": ("none",),
        "floor_transfer": "with_support" if who.age > 65 else "yes",
        "worst_part": {"disc": "leg", "canal": "leg", "unspecific": "back"}[who.picture] if often[1] < 0.8 else "same",
        "began": ("under_2_weeks", "weeks_2_6", "weeks_6_12", "over_12_weeks")[int(rng.choice(4, p=(0.15, 0.4, 0.2, 0.25)))],
        "cough": "leg" if who.picture == "disc" and often[2] < 0.6 else "no",
        "sensation": ("tingling",) if often[3] < 0.5 else ("none",),
        "leg_raise": "yes" if who.picture == "disc" and often[4] < 0.6 else "no",
        "settles": ("under_30_min", "min_30_60", "over_60_min")[min(2, int(leg / 3.4))],
        "night_waking": "yes" if often[5] < leg / 20 else "no",
        "clinician_diagnosis": "none",
        "minutes_a_day": int(rng.choice((10, 15, 20, 30), p=(0.1, 0.3, 0.35, 0.25))),
        "equipment": ("chair", "wall", "mat", "strap", "step") if often[6] < 0.6 else ("chair", "wall", "mat"),
        "walking_minutes": int(rng.integers(5, 30)),
    }


def way_shares(scenario: Scenario) -> dict[Direction | None, float]:
    """Return what share of all people each direction truly helps."""
    numbers = parameters().person
    tables = (numbers.way_shares_disc, numbers.way_shares_canal, numbers.way_shares_unspecific)
    shares = [sum(share * table[index] for share, table in zip(numbers.pattern_shares, tables, strict=True)) for index in range(len(WAYS))]
    return {_truly(way, scenario): share for way, share in zip(WAYS, shares, strict=True)}


def _what_changes_it(picture: Picture, often: np.ndarray) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if picture == "disc":
        worse = ["sitting", "bending", *(["coughing"] if often[7] < 0.5 else []), *(["mornings"] if often[8] < 0.4 else [])]
        return tuple(worse), ("walking", *(("arching_back",) if often[9] < 0.4 else ()))
    if picture == "canal":
        return ("walking", "standing"), ("sitting", *(("leaning_on_trolley",) if often[7] < 0.6 else ()), "bending_forward")
    return ("lifting", *(("twisting",) if often[7] < 0.4 else ())), ("changing_position",)


def _way(picture: Picture, rng: np.random.Generator, numbers: PersonNumbers, scenario: Scenario) -> Direction | None:
    shares = {"disc": numbers.way_shares_disc, "canal": numbers.way_shares_canal, "unspecific": numbers.way_shares_unspecific}[picture]
    return _truly(WAYS[rng.choice(len(WAYS), p=shares)], scenario)


def _truly(way: Direction | None, scenario: Scenario) -> Direction | None:
    return SWAPPED.get(way, way) if scenario.wrong_default and way is not None else way


def _does(chance: Chance, days: int, numbers: PersonNumbers) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
    rng = chance.stream("doing")
    start = rng.normal(*numbers.adherence)
    chances = 1 / (1 + np.exp(-(start - numbers.adherence_fade * np.arange(days))))
    share, shortest, longest = numbers.away
    is_away, length, begins = rng.random() < share, int(rng.uniform(shortest, longest)), int(rng.uniform(14, HALF_YEAR))
    done = rng.random(days) < chances
    if is_away:
        done[begins : begins + length] = False
    return tuple(done.tolist()), tuple((rng.random(days) < chances).tolist())


def _answers_on(chance: Chance, days: int, numbers: PersonNumbers) -> tuple[bool, ...]:
    first, later = numbers.check_in
    rates = first + (later - first) * np.minimum(1.0, np.arange(days) / HALF_YEAR)
    return tuple((chance.stream("answering").random(days) < rates).tolist())


def _exposures(chance: Chance, numbers: PersonNumbers, knowledge: Knowledge) -> tuple[Exposure, ...]:
    rng = chance.stream("habits")
    asked = [trigger for trigger in knowledge.triggers.values() if trigger.asked and trigger.id != "missed_exercise_day"]
    made = []
    for trigger in asked:
        matters, size = rng.random() < trigger.prior_pi, rng.normal(trigger.prior_mean, trigger.prior_sd)
        feedback = rng.normal(0.0, numbers.exposure_feedback)
        made.append(Exposure(trigger.id, rng.uniform(*numbers.exposure_rate), size if matters else 0.0, feedback))
    return tuple(made)
