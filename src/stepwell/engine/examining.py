"""What a clinician found on examining somebody, and how that steers the plan. It only ever narrows and raises.

Letting a tier fall takes the order "clear". Two things are set as an order would set them: the direction that eased the leg,
and the pattern that a diagnosis names.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine import exercising, orders, safety, standing_answers
from stepwell.engine.because import from_entry
from stepwell.engine.decision import Reason
from stepwell.engine.holds import holds
from stepwell.engine.known import Understanding, with_event
from stepwell.engine.log import Answers, Examination, Order
from stepwell.engine.stage import LADDER
from stepwell.knowledge.schema import AskedWhen, DiagnosisCode, Direction, Finding, Knowledge, Tier

STRENGTH = "exam_strength_"
WEAK = 4
"""A muscle group of this strength or less is weak: the usual scale, on which 5 is full."""
REPEATED = {
    "exam_repeated_extension": Direction.EXTENSION,
    "exam_repeated_flexion": Direction.FLEXION,
    "exam_repeated_side_glide": Direction.SIDE_GLIDE,
}
DIRECTION = "exam_direction"


class Strength(Struct, frozen=True, kw_only=True):
    """What the muscle groups of one examination say together.

    Attributes:
        weakest: the lowest grade; None where none was tested.
        levels: nerve levels with a weak group, on the side that has more of them.
        both_legs: a weak group on each side.
        dropped: the most grades that one group lost since it was last tested.
    """

    weakest: int | None = None
    levels: int = 0
    both_legs: bool = False
    dropped: int = 0


def taken_in(known: Understanding, fact: Examination, knowledge: Knowledge) -> Understanding:
    """Take in an examination: the tier, the direction, the pattern, the irritability, and what made the leg worse."""
    grades = _grades(fact.answers)
    after = with_event(known, "examined", fact.on, by=fact.by)
    for reason, tier in sorted(raising(known, fact, knowledge), key=lambda pair: pair[1].rank):
        after = replace(after, safety=safety.found(after.safety, reason, tier, fact.on))
    after = replace(after, examined_on=fact.on, strength=known.strength | grades, irritability=fact.irritability or known.irritability)
    after = replace(after, told_clear=None)
    after = _with_direction(after, fact, knowledge)
    after = _with_diagnosis(after, fact, knowledge)
    return _begun_gently(after, fact, knowledge)


def raising(known: Understanding, fact: Examination, knowledge: Knowledge) -> Iterator[tuple[Reason, Tier]]:
    """Yield what was found that somebody must look at sooner, and how soon. For a page that shows it before it is saved, too."""
    strength = strength_of(fact.answers, known.strength)
    days = (fact.on - known.examined_on).days if known.examined_on is not None else None
    for finding in knowledge.findings.values():
        if _is_found(finding, fact.answers, strength, days, knowledge):
            yield from_entry(finding, finding.text, rule=knowledge.advice[finding.tier].rule, on=fact.on), finding.tier
    for code in _codes(fact.codes, knowledge):
        if code.tier is not None:
            yield from_entry(code, f"{code.text} ({code.code}).", rule=knowledge.advice[code.tier].rule, on=fact.on), code.tier


def strength_of(answers: Answers, before: dict[str, int]) -> Strength:
    """Return what the muscle groups say together. ``before``: the latest grade of each group, from earlier examinations."""
    grades = _grades(answers)
    weak = [question for question, grade in grades.items() if grade <= WEAK]
    by_side = [sum(question.endswith(side) for question in weak) for side in ("_left", "_right")]
    return Strength(
        weakest=min(grades.values(), default=None),
        levels=max(by_side),
        both_legs=all(by_side),
        dropped=max((before[question] - grade for question, grade in grades.items() if question in before), default=0),
    )


def excluded_pairs(codes: Iterable[str], knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    """Return the pairs of codes that may not stand beside each other."""
    chosen = list(_codes(codes, knowledge))
    return tuple(
        (one.code, other.code)
        for index, one in enumerate(chosen)
        for other in chosen[index + 1 :]
        if other.code.startswith(one.excludes) or one.code.startswith(other.excludes)
    )


def is_of_examination(question: str, knowledge: Knowledge) -> bool:
    """Whether a question belongs to the examination."""
    return AskedWhen.EXAMINATION in knowledge.questions[question].asked_when


def _codes(codes: Iterable[str], knowledge: Knowledge) -> Iterator[DiagnosisCode]:
    return (knowledge.codes[code] for code in codes if code in knowledge.codes)


def _grades(answers: Answers) -> dict[str, int]:
    return {question: int(grade) for question, grade in answers.items() if question.startswith(STRENGTH) and isinstance(grade, int | float)}


def _is_found(finding: Finding, answers: Answers, strength: Strength, days: int | None, knowledge: Knowledge) -> bool:
    """Whether all that a finding names was found. What was not examined was not found, and excuses nothing."""
    if finding.when is not None and holds(finding.when, answers, knowledge) is not True:
        return False
    if finding.unless is not None and holds(finding.unless, answers, knowledge) is True:
        return False
    if finding.strength_at_most is not None and (strength.weakest is None or strength.weakest > finding.strength_at_most):
        return False
    if finding.days_at_most is not None and (days is None or days > finding.days_at_most):
        return False
    is_enough = strength.levels >= finding.levels_at_least and strength.dropped >= finding.dropped_at_least
    return is_enough and (strength.both_legs or not finding.both_legs)


def _with_direction(known: Understanding, fact: Examination, knowledge: Knowledge) -> Understanding:
    """Use the direction that eased the leg, and rest those that made it worse."""
    for question, direction in REPEATED.items():
        if fact.answers.get(question) == "worse":
            known = exercising.rested(replace(known, likes=known.likes | {direction: "worse"}), (direction,), knowledge)
    found = fact.answers.get(DIRECTION)
    if found is None:
        return known
    direction_found = None if found == "none" else Direction(str(found))
    known = replace(known, orders=orders.given(known.orders, Order(on=fact.on, order="direction", direction=direction_found, by=fact.by)))
    known = replace(known, orders=replace(known.orders, is_direction_tested=direction_found is not None))
    return tried_before(known, direction_found)


def tried_before(known: Understanding, direction: Direction | None) -> Understanding:
    """Forget that a direction made the leg worse, now that a clinician chose it all the same: only a later "worse" stops it."""
    if direction is None or known.likes.get(direction) != "worse":
        return known
    return replace(known, likes={way: found for way, found in known.likes.items() if way is not direction})


def _with_diagnosis(known: Understanding, fact: Examination, knowledge: Knowledge) -> Understanding:
    named = next((code.diagnosis for code in _codes(fact.codes, knowledge) if code.diagnosis is not None), None)
    if named is None:
        return known
    return standing_answers.found_by_clinician(known, Order(on=fact.on, order="diagnosis", diagnosis=named, by=fact.by), knowledge)


def _begun_gently(known: Understanding, fact: Examination, knowledge: Knowledge) -> Understanding:
    """Go back to where an irritable leg begins; never to a higher stage, or a larger dose."""
    limit = knowledge.irritability.get(fact.irritability or "")
    if limit is None:
        return known
    doses = replace(
        known.doses,
        relief=min(known.doses.relief, limit.dose_at_most),
        load=min(known.doses.load, limit.dose_at_most),
        relief_good=0,
        load_good=0,
    )
    known = replace(known, doses=doses)
    if known.orders.stage is not None and LADDER.index(known.orders.stage) > LADDER.index(limit.stage_at_most):
        known = replace(known, orders=replace(known.orders, stage=None))  # what was just found is newer than a stage set before
    if LADDER.index(known.standing.stage) <= LADDER.index(limit.stage_at_most):
        return known
    standing = replace(known.standing, stage=limit.stage_at_most, since=fact.on, low=0, high=0, counted_on=None, before=(0, 0))
    return replace(known, standing=standing)
