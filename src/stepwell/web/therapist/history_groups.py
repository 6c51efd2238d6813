"""A person's history in the eleven parts of a first visit, from their own answers."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stepwell.engine.log import Answers
from stepwell.knowledge.schema import AskedWhen, Knowledge, Question
from stepwell.web.patient import answer_words

SAFETY = "safety"
"""The part that takes every safety question that no other part names."""
PARTS: tuple[tuple[str, object, tuple[str, ...]], ...] = (
    ("about", gettext_lazy("About them"), ("age", "sex", "pregnancy", "pregnancy_warning", "pregnancy_buttock")),
    ("episode", gettext_lazy("This episode"), ("began", "began_how", "improvement", "pain_familiar")),
    ("where", gettext_lazy("Where"), ("pain_places", "worst_part", "both_legs_pain", "thoracic_pain")),
    (
        "feels",
        gettext_lazy("What it feels like"),
        ("sensation", "numbness", "mild_weakness", "foot_drop", "leg_gives_way", "weakness_trend"),
    ),
    (
        "behaviour",
        gettext_lazy("How it behaves"),
        (
            *("leg_now", "back_now", "leg_worst_week", "back_worst_week", "worse_with", "better_with", "cough", "leg_raise", "settles"),
            *("night_waking", "sitting_minutes", "walking_minutes", "arching_pain", "early_long_back_pain", "walking_calf", "pain_rest"),
        ),
    ),
    (SAFETY, gettext_lazy("Safety"), ()),
    ("care", gettext_lazy("Care so far"), ("clinician_diagnosis", "recent_spine_procedure", "steroids", "blood_thinner")),
    (
        "health",
        gettext_lazy("Health"),
        ("conditions", "cancer", "immune", "weak_bones", "fused_spine", "known_aneurysm", "artery_risk", "smoking", "recent_infection"),
    ),
    ("life", gettext_lazy("Life"), ("work", "sleep_quality", "floor_transfer", "equipment", "minutes_a_day")),
    (
        "aims",
        gettext_lazy("Beliefs and aims"),
        ("worry", "confidence", *(f"activity_{number}{now}" for number in (1, 2, 3) for now in ("", "_now"))),
    ),
    ("consent", gettext_lazy("What they share"), ()),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part: what was answered in words, and how much of it was not. ``calm``: answers without anything to heed."""

    id: str
    title: str
    rows: list[answer_words.Row]
    calm: int
    open: int


def parts(answers: Answers, knowledge: Knowledge) -> list[Part]:
    """Return all parts but the last, in order. Danger signs that were asked and are not there are only counted."""
    return [_part(name, str(title), _questions(name, named, knowledge), answers, knowledge) for name, title, named in PARTS[:-1]]


def _part(name: str, title: str, questions: list[Question], answers: Answers, knowledge: Knowledge) -> Part:
    told = [question for question in questions if question.id in answers]
    calm = [question for question in told if name != "about" and _is_calm(question, answers)]
    heeded = [question for question in told if question not in calm]
    missing = sum(1 for question in questions if question.id not in answers and not question.optional and question.only_if is None)
    return Part(id=name, title=_(title), rows=answer_words.rows(heeded, answers, knowledge), calm=len(calm), open=missing)


def _is_calm(question: Question, answers: Answers) -> bool:
    is_calm = bool(question.choice_ids) and answers[question.id] in (question.choice_ids[0], (question.choice_ids[0],))
    return is_calm and AskedWhen.SAFETY in question.asked_when


def _questions(name: str, named: tuple[str, ...], knowledge: Knowledge) -> list[Question]:
    if name != SAFETY:
        return [knowledge.questions[question] for question in named]
    elsewhere = {question for _name, _title, others in PARTS for question in others}
    clarifiers = {question.clarifier for question in knowledge.questions.values()}
    asked = (question for question in knowledge.questions.values() if AskedWhen.SAFETY in question.asked_when)
    return [question for question in asked if question.id not in elsewhere and question.id not in clarifiers]
