"""The safety check: from answers about one moment to a tier, with its reasons."""

from collections.abc import Collection

from msgspec import Struct

from stepwell.engine.because import from_entry
from stepwell.engine.decision import Reason
from stepwell.engine.holds import holds
from stepwell.engine.log import Answers
from stepwell.knowledge.condition import Condition
from stepwell.knowledge.once import once
from stepwell.knowledge.schema import AskedWhen, Knowledge, Question, RedFlag, Score, Tier


class Triage(Struct, frozen=True, kw_only=True):
    """How soon somebody must look, and why.

    Attributes:
        tier: from what was answered; what was not answered is in ``unanswered``.
        may_exercise: never true while a hard question is unanswered, or a tier says no.
        reasons: most urgent first.
        flags: ids of the red flags behind the reasons.
        unanswered: ids of hard questions without an answer, in the order they are asked.
    """

    tier: Tier
    may_exercise: bool
    reasons: tuple[Reason, ...]
    flags: tuple[str, ...]
    unanswered: tuple[str, ...]


def triage(answers: Answers, knowledge: Knowledge, suppressed: Collection[str] = ()) -> Triage:
    """Return the tier that these answers give, by the rules of red_flags.toml.

    The tier is the greatest of every raised flag's and every reached count's; a count alone never
    reaches emergency_now. An unanswered question raises nothing and allows nothing.

    Args:
        answers: by question id, checked before (``questions.answered``).
        knowledge: the rules.
        suppressed: flags a clinician has looked at since they were answered.
    """
    raised = [flag for flag in raised_flags(answers, knowledge) if flag.id not in suppressed]
    scores = _reached(raised, knowledge)
    concerns: list[RedFlag | Score] = [*_particular(raised), *scores]
    concerns.sort(key=lambda concern: (concern.tier or Tier.SELF_MANAGE).rank, reverse=True)
    tier = max((concern.tier for concern in concerns if concern.tier), default=Tier.SELF_MANAGE)
    unanswered = unanswered_hard(answers, knowledge)
    return Triage(
        tier=tier,
        may_exercise=knowledge.advice[tier].may_exercise and not unanswered,
        reasons=tuple(from_entry(concern, concern.text, rule=_rule(concern, knowledge)) for concern in concerns),
        flags=tuple(flag.id for flag in raised),
        unanswered=unanswered,
    )


def raised_flags(answers: Answers, knowledge: Knowledge) -> tuple[RedFlag, ...]:
    """Return the red flags these answers raise, in the order of the file."""
    named = flag_conditions(knowledge)
    return tuple(flag for flag in knowledge.red_flags.values() if holds(flag.when, answers, knowledge, named))


@once
def flag_conditions(knowledge: Knowledge) -> dict[str, Condition]:
    """Return what raises each red flag: what "@id" in a condition stands for."""
    return {flag.id: flag.when for flag in knowledge.red_flags.values()}


def unanswered_hard(answers: Answers, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the hard questions that still need an answer, in the order they are asked."""
    return tuple(
        question.id for question in hard_questions(knowledge) if is_needed(question, answers, knowledge) and question.id not in answers
    )


@once
def hard_questions(knowledge: Knowledge) -> tuple[Question, ...]:
    """Return every safety question that the plan may not start without."""
    return tuple(question for question in knowledge.questions.values() if question.hard and AskedWhen.SAFETY in question.asked_when)


def is_needed(question: Question, answers: Answers, knowledge: Knowledge) -> bool:
    """Whether a question applies: its ``only_if`` holds, or it is the clarifier of an unsure answer.

    Where ``only_if`` cannot be told because an earlier question is open, that earlier one is asked first.
    """
    return question.only_if is None or holds(question.only_if, answers, knowledge) is True


def _particular(raised: list[RedFlag]) -> list[RedFlag]:
    """Leave out flags that only count, and families of signs where a member of at least their tier is named too."""
    tiered = [flag for flag in raised if flag.tier is not None]
    most = max((flag.tier for flag in tiered if flag.tier and not flag.grouping), default=Tier.SELF_MANAGE)
    return [flag for flag in tiered if not flag.grouping or (flag.tier or Tier.SELF_MANAGE) > most]


def _reached(raised: list[RedFlag], knowledge: Knowledge) -> list[Score]:
    points = {"soft_points": sum(flag.soft_points for flag in raised), "fracture_points": sum(flag.fracture_points for flag in raised)}
    reached = [score for score in knowledge.scores.values() if points[score.counts] >= score.at_least]
    return [score for score in reached if not any(other.counts == score.counts and other.at_least > score.at_least for other in reached)]


def _rule(concern: RedFlag | Score, knowledge: Knowledge) -> str:
    """Return how soon this concern is looked at, in words; "" where it only counts."""
    return knowledge.advice[concern.tier].rule if concern.tier else ""
