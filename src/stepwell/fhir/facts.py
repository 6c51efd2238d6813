"""Each fact of the log as the one FHIR resource that carries it whole.

What FHIR has a place for stands there; the rest is in the extension of ``exact``. Which kind of fact it is, a tag says.
"""

import msgspec
from msgspec import Struct

from stepwell.engine.log import (
    Answer,
    CheckIn,
    Evaluation,
    Examination,
    Fact,
    FlareNote,
    Goal,
    LessonRead,
    Measure,
    OnOffTest,
    Order,
    Preference,
    Probe,
    SafetyCheck,
    Session,
    Treatment,
    TriggersTold,
)
from stepwell.fhir import checks, clinicians, responses
from stepwell.fhir.exact import left_by
from stepwell.fhir.measure_codes import score_code
from stepwell.fhir.names import (
    FACT_ID,
    FACT_KIND,
    Json,
    can_hold,
    canonical,
    category,
    concept,
    own_coding,
    quantity,
    tagged,
)
from stepwell.fhir.questionnaires import name_of, name_of_measure, questionnaires
from stepwell.fhir.whose import Whose
from stepwell.knowledge.questions import AnswerError, answered
from stepwell.knowledge.schema import AskedWhen, Knowledge

Asked = SafetyCheck | Evaluation | CheckIn | Examination
ASKED: dict[type[Struct], tuple[str, ...]] = {
    SafetyCheck: ("safety",),
    Evaluation: ("evaluation", "relapse_plan"),
    CheckIn: ("check_in",),
    Examination: ("examination",),
}
"""Kind of fact -> the moments whose Questionnaire it may answer; the one that holds most of its answers is taken."""
BASIC = {
    Preference: "A wish of the person",
    FlareNote: "A note about a flare-up",
    OnOffTest: "A test on oneself begun or ended",
    LessonRead: "A lesson read",
    TriggersTold: "What the check-ins say of what sets pain off",
}
"""What FHIR has no resource for, and its words."""


def kind_of(fact: Fact) -> str:
    """Return the word that names a kind of fact in the log, such as "check_in"."""
    return str(fact.__struct_config__.tag)


def resource(fact: Fact, of: Whose) -> Json:
    """Return the resource that carries one fact whole."""
    made = _made(fact, of)
    head: Json = {"resourceType": made.pop("resourceType"), "id": of.id_of(fact), "meta": tagged(FACT_KIND, kind_of(fact))}
    extensions = made.pop("extension", [])
    identifier = {"system": FACT_ID, "value": fact.id}
    one_or_more = identifier if head["resourceType"] == "QuestionnaireResponse" else [identifier]
    named = {"identifier": one_or_more} if fact.id and can_hold(fact.id) else {}
    return head | ({"extension": extensions} if extensions else {}) | named | made


def _made(fact: Fact, of: Whose) -> Json:
    match fact:
        case SafetyCheck() | Evaluation() | CheckIn() | Examination():
            return _response(fact, of)
        case Measure():
            return _score(fact, of) if fact.score is not None else _measured(fact, of)
        case Session():
            return _session(fact, of)
        case Treatment():
            return clinicians.treatment(fact, of)
        case Probe():
            return _probe(fact, of)
        case Order():
            return clinicians.order(fact, of)
        case Goal():
            return clinicians.goal(fact, of)
    return {
        "resourceType": "Basic",
        "extension": left_by(fact),
        "code": concept(BASIC[type(fact)], own_coding("fact-kind", kind_of(fact))),
        "subject": of.subject,
        "created": fact.on.isoformat(),
    }


def _response(fact: Asked, of: Whose) -> Json:
    questionnaire = _asked_by(fact, of.knowledge)
    known = _links(questionnaire)
    answers = {name: answer for name, answer in fact.answers.items() if name in known and _fits(name, answer, of.knowledge)}
    stray = {name: answer for name, answer in fact.answers.items() if name not in answers}
    left_open = tuple(name for name in getattr(fact, "left_open", ()) if name in known)
    rest = msgspec.structs.replace(fact, answers=stray)
    carried = () if stray else ("answers",)
    if isinstance(fact, CheckIn):
        open_elsewhere = tuple(name for name in fact.left_open if name not in known)
        rest = msgspec.structs.replace(rest, left_open=fact.left_open if open_elsewhere or not _in_order(left_open, known) else ())
    items = responses.items_of(questionnaire, answers, left_open, of.knowledge) if questionnaire else []
    made = _answered(fact, questionnaire.get("url", canonical("Questionnaire", name_of(ASKED[type(fact)][0]))), of)
    made |= {"extension": left_by(rest, *carried)} | ({"item": items} if items else {})
    return made | ({"status": "in-progress"} if questionnaire and checks.unanswered(questionnaire, made) else {})


def _fits(question: str, answer: Answer, knowledge: Knowledge) -> bool:
    """Return whether an answer is one of its question's, and can be written: a log from an older release may hold others."""
    try:
        held = not isinstance(answer, str) or answer == "" or can_hold(answer)
        return held and bool(answered({question: answer}, knowledge)[question] == answer)
    except AnswerError:
        return False


def _in_order(names: tuple[str, ...], known: list[str]) -> bool:
    return list(names) == sorted(set(names), key=known.index)


def _asked_by(fact: Asked, knowledge: Knowledge) -> Json:
    """Return the Questionnaire that a fact answers; {} where the knowledge has none for it."""
    found = [questionnaires(knowledge).get(name_of(moment), {}) for moment in ASKED[type(fact)] if moment in list(AskedWhen)]
    return max(found, key=lambda each: len(fact.answers.keys() & set(_links(each))), default={})


def _links(questionnaire: Json) -> list[str]:
    return [item["linkId"] for page in questionnaire.get("item") or [] for item in page["item"]]


def _answered(fact: Fact, url: str, of: Whose) -> Json:
    """Return the head of a response."""
    author = of.author(fact) or of.subject
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": f"{url}|{of.knowledge.release.version}",
        "status": "completed",
        "subject": of.subject,
        "authored": fact.on.isoformat(),
        "author": author,
        "source": author,
    }


def _measured(fact: Measure, of: Whose) -> Json:
    measure = of.knowledge.measures.get(fact.measure)
    items = responses.items_of_measure(measure, fact.answers) if measure else []
    made = _answered(fact, canonical("Questionnaire", name_of_measure(fact.measure)), of)
    return made | {"extension": left_by(fact, *(["answers"] if measure else []))} | ({"item": items} if items else {})


def _score(fact: Measure, of: Whose) -> Json:
    """Return a score whose answers are somewhere else."""
    measure = of.knowledge.measures.get(fact.measure)
    return {
        "resourceType": "Observation",
        "extension": left_by(fact, "score"),
        "status": "final",
        "category": [category("observation-category", "survey")],
        "code": score_code(measure, measure.scores[0]) if measure else concept(fact.measure),
        "subject": of.subject,
        "effectiveDateTime": fact.on.isoformat(),
        "performer": [of.author(fact) or of.subject],
        "valueQuantity": quantity(fact.score or 0, "{score}", "{score}"),
    }


def _session(fact: Session, of: Whose) -> Json:
    done = any(item.was_felt for item in fact.items) or fact.walked_minutes > 0
    status = "completed" if done and not fact.stopped_early else "stopped" if done else "not-done"
    known = of.knowledge.exercises
    names = [known[item.exercise].name for item in fact.items if item.was_felt and item.exercise in known]
    return {
        "resourceType": "Procedure",
        "extension": left_by(fact),
        "status": status,
        "code": concept("Session of the home exercise program", own_coding("procedure", "session")),
        "subject": of.subject,
        "performedDateTime": fact.on.isoformat(),
        "performer": [{"actor": of.subject}],
    } | ({"note": [{"text": ", ".join(names)}]} if names else {})


def _probe(fact: Probe, of: Whose) -> Json:
    return {
        "resourceType": "Observation",
        "extension": left_by(fact),
        "status": "final",
        "category": [category("observation-category", "exam")],
        "code": concept(f"Movement tried: {fact.direction}", own_coding("observation", "probe")),
        "subject": of.subject,
        "effectiveDateTime": fact.on.isoformat(),
        "performer": [of.author(fact) or of.subject],
        "component": [_reading("before", fact.before.leg), _reading("after", fact.after.leg)],
    }


def _reading(when: str, leg: int) -> Json:
    code = concept(f"Leg pain {when}, 0-10", own_coding("observation", f"leg-{when}"))
    return {"code": code, "valueQuantity": quantity(leg, "{score}", "{score}")}
