"""A person's history as a clinician asks for it: eleven groups, filled in by the person's own answers, in short words."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from stepwell.engine.history_days import both_ways
from stepwell.engine.log import Answer, Answers, Evaluation, Log, SafetyCheck
from stepwell.knowledge.schema import AskedWhen, Knowledge, Question, QuestionKind

GroupId = Literal["you", "episode", "where", "feel", "behaviour", "safety", "care", "health", "life", "aims", "consent"]

GROUPS: dict[GroupId, tuple[str, dict[str, str]]] = {
    "you": ("About", {"age": "Age", "sex": "Sex", "pregnancy": "Pregnant, or gave birth in the last year"}),
    "episode": (
        "This episode",
        {"began": "Began", "began_how": "How", "improvement": "So far", "pain_familiar": "Like this before"},
    ),
    "where": (
        "Where",
        {"pain_places": "Places", "worst_part": "Worst part", "both_legs_pain": "Down both legs", "hip_signs": "Groin or hip"},
    ),
    "feel": (
        "What it feels like",
        {
            "leg_now": "Leg that day",
            "leg_worst_week": "Leg, worst of the week",
            "back_now": "Back that day",
            "back_worst_week": "Back, worst of the week",
            "sensation": "Felt in the leg or foot",
            "numbness": "Numbness or tingling",
            "mild_weakness": "One leg weaker",
            "foot_drop": "Foot drags",
            "leg_gives_way": "Leg gives way",
            "weakness_trend": "Weakness grows",
        },
    ),
    "behaviour": (
        "How it behaves",
        {
            "worse_with": "Worse with",
            "better_with": "Eased by",
            "walking_minutes": "Walks in comfort",
            "sitting_minutes": "Sits in comfort",
            "cough": "Cough or sneeze",
            "leg_raise": "Straight leg raised",
            "settles": "Settles in",
            "night_waking": "Wakes at night",
            "pain_rest": "At rest",
        },
    ),
    "safety": ("Safety questions", {}),
    "care": (
        "Care so far",
        {
            "clinician_diagnosis": "A clinician has said",
            "recent_spine_procedure": "Spine injection or operation, last 3 months",
            "steroids": "Steroid tablets for 3 months",
            "blood_thinner": "Blood thinner",
        },
    ),
    "health": (
        "Health",
        {
            "cancer": "Cancer",
            "immune": "Weak immune system",
            "weak_bones": "Thin bones",
            "fused_spine": "Stiff or fused spine",
            "known_aneurysm": "Aneurysm",
            "artery_risk": "High blood pressure, or aneurysm in the family",
            "smoking": "Smoking",
            "conditions": "Other conditions",
        },
    ),
    "life": (
        "Daily life",
        {
            "work": "Most of the day",
            "sleep_quality": "Sleep",
            "minutes_a_day": "Time for exercise",
            "equipment": "Has at home",
            "floor_transfer": "Down to the floor and up",
        },
    ),
    "aims": ("Worries and aims", {"worry": "Worry that moving harms", "confidence": "Sure to do what matters"}),
    "consent": ("Sharing", {}),
}
"""Each group's title, and the short name of every question in it."""
ACTIVITIES = tuple((f"activity_{number}", f"activity_{number}_now") for number in (1, 2, 3))
_NOTHING = ("no", "none", "never", "normal", "same")
_SIGNS = {"no": "no", "yes": "yes", "not_sure": "not sure"}


class Row(Struct, frozen=True, kw_only=True):
    """One answer: the short name of its question, and the answer in words.

    is_calm: it is the calmest answer there is to a question about danger or illness; such answers can be told together.
    is_both_ways: it says no, and another answer says yes to the same thing; such an answer is never calm.
    """

    question: str
    name: str
    says: str
    is_calm: bool = False
    is_both_ways: bool = False


class Group(Struct, frozen=True, kw_only=True):
    """One group of the history; without rows nothing was told."""

    id: GroupId
    title: str
    rows: tuple[Row, ...]


def standing_answers(log: Log) -> Answers:
    """Return the latest answer to each question of the safety check and the evaluation."""
    found: Answers = {}
    for fact in sorted(log.facts, key=lambda fact: fact.on):
        if isinstance(fact, SafetyCheck | Evaluation):
            found |= fact.answers
    return found


def wanted_back(answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """Return the activities that the person wants back, in their own words."""
    return tuple(str(answers[what]) for what, _now in ACTIVITIES if answers.get(what))


def history(answers: Mapping[str, Answer], knowledge: Knowledge) -> tuple[Group, ...]:
    """Return the eleven groups, in order, each with what was told.

    Args:
        answers: standing answers; what is missing was not told, or is not shared.
        knowledge: the questions. One of the safety check that stands in no other group is in the safety group.
    """
    elsewhere = {question for _title, names in GROUPS.values() for question in names}
    of_safety = {
        question.id: question.text
        for question in knowledge.questions.values()
        if AskedWhen.SAFETY in question.asked_when and question.id not in elsewhere
    }
    return tuple(
        Group(
            id=group,
            title=title,
            rows=_rows(of_safety if group == "safety" else names, answers, knowledge) + _aims(group, answers),
        )
        for group, (title, names) in GROUPS.items()
    )


def in_words(question: Question, answer: Answer) -> str:
    """Return one answer in words, such as "6 of 10" or "sitting, bending"."""
    if isinstance(answer, tuple):
        return ", ".join(_choice(question, one) for one in answer)
    match question.kind:
        case QuestionKind.SIGN | QuestionKind.CHOICE:
            return _choice(question, str(answer))
        case QuestionKind.SCALE:
            return f"{answer} of 10"
        case QuestionKind.NUMBER if question.unit:
            return f"{answer} {question.unit}"
    return str(answer)


def _rows(names: Mapping[str, str], answers: Mapping[str, Answer], knowledge: Knowledge) -> tuple[Row, ...]:
    asked = ((knowledge.questions[question], name) for question, name in names.items() if question in answers)
    doubtful = both_ways(answers)
    return tuple(
        Row(
            question=each.id,
            name=name,
            says=in_words(each, answers[each.id]),
            is_calm=each.id not in doubtful and _is_calm(each, answers[each.id]),
            is_both_ways=each.id in doubtful,
        )
        for each, name in asked
    )


def _aims(group: GroupId, answers: Mapping[str, Answer]) -> tuple[Row, ...]:
    """Return the activities that the person wants back, in their own words, each with its rating."""
    if group != "aims":
        return ()
    told = [(now, str(answers[what]), answers.get(now)) for what, now in ACTIVITIES if answers.get(what)]
    return tuple(Row(question=now, name=name, says="" if rated is None else f"{rated} of 10") for now, name, rated in told)


def _is_calm(question: Question, answer: Answer) -> bool:
    """Whether an answer says plainly that there is nothing: "no", "none", "never" or "as usual"."""
    if question.kind is QuestionKind.CHOICES:
        tells_of_illness = question.id in GROUPS["health"][1] or AskedWhen.SAFETY in question.asked_when
        return tells_of_illness and answer == ("none",)
    if AskedWhen.SAFETY not in question.asked_when or question.kind not in (QuestionKind.SIGN, QuestionKind.CHOICE):
        return False
    return answer in _NOTHING and answer == (question.choices[0].id if question.choices else "no")


def _choice(question: Question, chosen: str) -> str:
    return next((choice.text for choice in question.choices if choice.id == chosen), _SIGNS.get(chosen, chosen))
