"""What is worked out from facts, as Observations, Conditions and Goals: pain, scores, minutes, days with exercise, diagnoses."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from stepwell.engine.log import CheckIn, Evaluation, Examination, Fact, Measure, Session
from stepwell.engine.measuring_scores import scores_of
from stepwell.fhir import codes
from stepwell.fhir.measure_codes import score_code
from stepwell.fhir.names import DERIVED, Json, can_hold, category, coding, concept, own_coding, quantity, reference, tagged
from stepwell.fhir.whose import ACTIVITIES, Whose
from stepwell.knowledge.schema import MeasureKind

PAINS = {
    "leg_waking": ("leg", "Leg pain on waking, 0-10"),
    "leg_worst": ("leg", "Leg pain at its worst in 24 hours, 0-10"),
    "back_worst": ("back", "Back pain at its worst in 24 hours, 0-10"),
    "leg_now": ("leg", "Leg pain now, 0-10"),
    "back_now": ("back", "Back pain now, 0-10"),
}
"""Question -> (where, words)."""
SITES = {"leg": "Leg", "back": "Low back"}
SECONDS_A_MINUTE = 60


def derived(fact: Fact, source: Json, of: Whose) -> Iterator[Json]:
    """Yield what one fact says beside the resource that carries it.

    Args:
        fact: the fact. source: that resource.
        of: whose it is.
    """
    match fact:
        case CheckIn() | Evaluation():
            yield from _pains(fact, source, of)
            yield from _walked(fact, source, of)
            yield from _activities(fact, source, of)
        case Measure() if fact.score is None and (measure := of.knowledge.measures.get(fact.measure)):
            yield from _scores(fact, measure, source, of)
        case Session():
            yield from _minutes(fact, source, of)
        case Examination():
            yield from _conditions(fact, source, of)


def _head(kind: str, source: Json, part: str, of: Whose) -> Json:
    return {"resourceType": kind, "id": of.named(source["id"], part), "meta": tagged(DERIVED, "from-fact"), "subject": of.subject}


def _observation(source: Json, part: str, code: Json, on: date, of: Whose, kind: str = "survey") -> Json:
    return _head("Observation", source, part, of) | {
        "status": "final",
        "category": [category("observation-category", kind)],
        "code": code,
        "effectiveDateTime": on.isoformat(),
        "performer": [of.subject],
    }


def _from(source: Json) -> Json:
    return {"derivedFrom": [reference("QuestionnaireResponse", source["id"])]}


def _pains(fact: CheckIn | Evaluation, source: Json, of: Whose) -> Iterator[Json]:
    for question, (site, words) in PAINS.items():
        value = fact.answers.get(question)
        if isinstance(value, int) and 0 <= value <= 10:
            made = _observation(source, question, concept(words, codes.PAIN, own_coding("question", question)), fact.on, of)
            made |= {"bodySite": {"text": SITES[site], "coding": [own_coding("site", site, SITES[site])]}}
            yield made | _from(source) | {"valueQuantity": quantity(value, "{score}", "{score}")}


def _walked(fact: CheckIn | Evaluation, source: Json, of: Whose) -> Iterator[Json]:
    minutes = fact.answers.get("walked_minutes")
    if isinstance(fact, CheckIn) and isinstance(minutes, int):
        code = concept("Minutes walked, all walks of the day together", own_coding("question", "walked_minutes"))
        made = _observation(source, "walked", code, fact.on - timedelta(days=1), of, "activity")
        yield made | _from(source) | {"valueQuantity": quantity(minutes, "min", "min")}


def _activities(fact: CheckIn | Evaluation, source: Json, of: Whose) -> Iterator[Json]:
    """Yield the activities that the person would like to do again, as they last named them."""
    for question in ACTIVITIES:
        words = fact.answers.get(question)
        if isinstance(words, str) and can_hold(words) and of.is_latest("activity", question, fact):
            yield _head("Goal", source, question, of) | {
                "lifecycleStatus": "active",
                "description": {"text": words},
                "startDate": fact.on.isoformat(),
                "expressedBy": of.subject,
            }


def _scores(fact: Measure, measure: MeasureKind, source: Json, of: Whose) -> Iterator[Json]:
    for score in measure.scores:
        value = scores_of(measure, fact.answers).get(score.id)
        if value is not None:
            made = _observation(source, f"score-{score.id}", score_code(measure, score), fact.on, of)
            low, high = quantity(score.lowest, "{score}", "{score}"), quantity(score.highest, "{score}", "{score}")
            range_of = {"referenceRange": [{"low": low, "high": high, "text": "What the score can be; not what is normal."}]}
            yield made | _from(source) | {"valueQuantity": quantity(round(value, 4), "{score}", "{score}")} | range_of


def _minutes(fact: Session, source: Json, of: Whose) -> Iterator[Json]:
    """Yield the minutes of a session, where they were measured."""
    seconds = sum(item.spent_s for item in fact.items if item.spent_s is not None)
    minutes = round(seconds / SECONDS_A_MINUTE) + fact.walked_minutes
    if minutes > 0:
        code = concept("Minutes of the exercise session", codes.EXERCISE_DURATION, own_coding("observation", "session-minutes"))
        made = _observation(source, "minutes", code, fact.on, of, "activity")
        yield made | {"partOf": [reference("Procedure", source["id"])], "valueQuantity": quantity(minutes, "min", "min")}


def _conditions(fact: Examination, source: Json, of: Whose) -> Iterator[Json]:
    """Yield the working diagnoses, each once; one that the latest diagnosis no longer names is inactive.

    A code that is not on the list stays in the fact and is not passed on as a diagnosis.
    """
    author = of.author(fact)
    status = "active" if of.is_latest("diagnosis", "", fact) else "inactive"
    for code in dict.fromkeys(fact.codes):
        diagnosis = codes.diagnosis(code, of.knowledge)
        if diagnosis and of.is_latest("code", code, fact):
            yield _head("Condition", source, code, of) | {
                "clinicalStatus": {"coding": [coding("http://terminology.hl7.org/CodeSystem/condition-clinical", status)]},
                "verificationStatus": {"coding": [coding("http://terminology.hl7.org/CodeSystem/condition-ver-status", "provisional")]},
                "category": [category("condition-category", "encounter-diagnosis")],
                "code": diagnosis,
                "recordedDate": fact.on.isoformat(),
                "evidence": [{"detail": [reference("QuestionnaireResponse", source["id"])]}],
                **({"asserter": author} if author else {}),
            }


def weeks(facts: Iterable[Fact], of: Whose) -> Iterator[Json]:
    """Yield, for each week with a session in it, on how many days something was done: how far the programme was kept to."""
    days = {fact.on for fact in facts if isinstance(fact, Session) and (fact.was_done or fact.walked_minutes)}
    by_week: dict[date, set[date]] = {}
    for day in sorted(days):
        by_week.setdefault(day - timedelta(days=day.weekday()), set()).add(day)
    for monday, done in by_week.items():
        yield {
            "resourceType": "Observation",
            "id": of.hashed("exercise-days", monday.isoformat()),
            "meta": tagged(DERIVED, "from-facts"),
            "subject": of.subject,
            "status": "final",
            "category": [category("observation-category", "activity")],
            "code": concept("Days of the week with exercise", own_coding("observation", "exercise-days")),
            "effectivePeriod": {"start": monday.isoformat(), "end": (monday + timedelta(days=6)).isoformat()},
            "performer": [of.subject],
            "valueQuantity": quantity(len(done), "d", "d"),
        }
