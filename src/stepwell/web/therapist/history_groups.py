"""A person's history in the eleven parts of a first visit, from their own answers."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stepwell.care.queries.examinations import History
from stepwell.engine.history_days import both_ways
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


THAT_DAY = {
    "leg_now": gettext_lazy("Pain in the leg or buttock, that day"),
    "back_now": gettext_lazy("Pain in the lower back, that day"),
    "activity_1_now": gettext_lazy("How well the first activity went, that day"),
    "activity_2_now": gettext_lazy("How well the second activity went, that day"),
    "activity_3_now": gettext_lazy("How well the third activity went, that day"),
}
"""Questions about "now", as they are called when their day is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part: what was answered in words, and how much of it was not. ``calm``: answers without anything to heed."""

    id: str
    title: str
    rows: list[answer_words.Row]
    calm: int
    open: int


def parts(history: History, knowledge: Knowledge) -> list[Part]:
    """Return all parts but the last, in order. Danger signs that were asked and are not there are only counted."""
    return [_part(name, str(title), _questions(name, named, knowledge), history, knowledge) for name, title, named in PARTS[:-1]]


def _part(name: str, title: str, questions: list[Question], history: History, knowledge: Knowledge) -> Part:
    answers, doubtful = history.answers, both_ways(history.answers)
    told = [question for question in questions if question.id in answers]
    calm = [question for question in told if name != "about" and question.id not in doubtful and _is_calm(question, answers)]
    heeded = [question for question in told if question not in calm]
    missing = sum(1 for question in questions if question.id not in answers and not question.optional and question.only_if is None)
    rows = [_row(question, history, is_doubtful=question.id in doubtful) for question in heeded]
    return Part(id=name, title=_(title), rows=rows, calm=len(calm), open=missing)


def _row(question: Question, history: History, *, is_doubtful: bool) -> answer_words.Row:
    """Return an answer with its day, if that is not the day of most answers, and with what was told of the same thing since."""
    answer, on, later = (
        answer_words.words(question, history.answers[question.id]),
        history.days[question.id],
        history.later.get(question.id),
    )
    if is_doubtful:
        answer = _("%(answer)s (but another answer says yes: ask again)") % {"answer": answer}
    if on != history.told_on or question.id == "began":  # "2 to 6 weeks ago" is nothing without its day
        answer = _("%(answer)s (%(day)s)") % {"answer": answer, "day": date_format(on, "F j, Y")}
    if later := history.later.get(question.id):
        said = {"answer": answer, "later": later.says, "day": date_format(later.on, "F j, Y")}
        answer = _("%(answer)s; since then %(later)s (%(day)s)") % said
    asked = str(THAT_DAY.get(question.id, _(question.text)))
    return answer_words.Row(question=asked, answer=answer, group=question.group)


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
