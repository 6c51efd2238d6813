"""When each answer of a history was told, what was told of the same thing since, and which answers say yes and no to one thing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from stepwell.engine import measuring, outcome
from stepwell.engine.log import Answer, CheckIn, Evaluation, Log, SafetyCheck
from stepwell.knowledge.schema import AskedWhen, Knowledge, Method

A_WEEK = timedelta(days=7)
WORST = {"leg_worst_week": "leg_worst", "back_worst_week": "back_worst"}
"""What was asked for the worst of a week, and where each day tells its own."""
_NO = ("no", "none", ("none",))
_LEGS = tuple(tuple(f"{side}_{place}" for place in ("thigh", "knee", "calf", "foot")) for side in ("left", "right"))
OVERLAPS: tuple[tuple[str, str, tuple[tuple[str, ...], ...]], ...] = (
    ("numbness", "sensation", (("tingling", "numbness"),)),
    ("both_legs_pain", "pain_places", _LEGS),
    ("mild_weakness", "conditions", (("foot_weakness",),)),
    ("weak_bones", "conditions", (("osteoporosis",),)),
    ("artery_risk", "conditions", (("high_blood_pressure",),)),
    ("cough", "worse_with", (("coughing",),)),
    ("night_waking", "pain_rest", (("night_waking",),)),
)
"""A question, another one that asks about the same, and what is said there by whoever does not mean no: one of each group."""


class Later(Struct, frozen=True, kw_only=True):
    """What was told of the same thing after the answer: on which day, and in words such as "8 of 10"."""

    on: date
    says: str


def told_on(log: Log) -> dict[str, date]:
    """Return for each question of the safety check and the evaluation the day of its latest answer."""
    told = sorted((fact for fact in log.facts if isinstance(fact, SafetyCheck | Evaluation)), key=lambda fact: fact.on)
    return {question: fact.on for fact in told for question in fact.answers}


def main_day(told: Mapping[str, date], knowledge: Knowledge) -> date | None:
    """Return the day of most answers to the evaluation, or to anything where it was not answered; the later of two. None: nothing told."""
    questions = knowledge.questions
    evaluated = [on for name, on in told.items() if name in questions and AskedWhen.EVALUATION in questions[name].asked_when]
    days = Counter(evaluated or told.values())
    return max(days, key=lambda on: (days[on], on), default=None)


def later(log: Log, knowledge: Knowledge) -> dict[str, Later]:
    """Return for each question of the evaluation the latest that was told of the same thing since; questions without any are left out."""
    told = told_on(log)
    check_ins = sorted((fact for fact in log.facts if isinstance(fact, CheckIn)), key=lambda fact: fact.on)
    found = _measured(log, knowledge) | _worst(check_ins)
    if points := outcome.points(check_ins, knowledge):
        found["leg_now"] = Later(on=points[-1].on, says=f"about {round(points[-1].level)} of 10 on waking")
    return {question: each for question, each in found.items() if question in told and each.on > told[question]}


def both_ways(answers: Mapping[str, Answer]) -> frozenset[str]:
    """Return the questions that were answered with no while another answer says yes to the same thing: to be asked again."""
    return frozenset(no for no, other, groups in OVERLAPS if answers.get(no) in _NO and _says(answers.get(other), groups))


def _says(answer: Answer | None, groups: Iterable[tuple[str, ...]]) -> bool:
    chosen = answer if isinstance(answer, tuple) else (answer,)
    return all(any(one in chosen for one in group) for group in groups)


def _measured(log: Log, knowledge: Knowledge) -> dict[str, Later]:
    """Return the latest of each measure of 0 to 10 that asks what the evaluation asked."""
    found: dict[str, Later] = {}
    for each in measuring.series(log.facts, knowledge):
        measure = knowledge.measures[each.measure]
        score = next(one for one in measure.scores if one.id == each.score)
        same = next((item.same_as for item in measure.items if score.method is Method.ITEM and item.id == score.items[0]), None)
        if same:
            found[same] = Later(on=each.latest.on, says=f"{each.latest.shown} of 10")
    return found


def _worst(check_ins: Sequence[CheckIn]) -> dict[str, Later]:
    """Return the worst of the seven days up to the latest that told any."""
    found: dict[str, Later] = {}
    for question, daily in WORST.items():
        said = {fact.on: value for fact in check_ins if isinstance(value := fact.answers.get(daily), int)}
        if said:
            last = max(said)
            worst = max(value for on, value in said.items() if last - on < A_WEEK)
            found[question] = Later(on=last, says=f"{worst} of 10 at worst in the week before")
    return found
