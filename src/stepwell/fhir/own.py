"""The resource that carries a fact of ours -> the fields of that fact, exactly."""

from typing import Any

from stepwell.fhir import checks, exact, responses
from stepwell.fhir.clinicians import GOAL_STATES, REPLACED
from stepwell.fhir.foreign import NotTaken
from stepwell.fhir.names import FACT_ID, Json
from stepwell.fhir.questionnaires import questionnaires
from stepwell.fhir.responses import ResponseError
from stepwell.knowledge.schema import Knowledge

ON = {
    "QuestionnaireResponse": "authored",
    "Observation": "effectiveDateTime",
    "Procedure": "performedDateTime",
    "ServiceRequest": "authoredOn",
    "Goal": "statusDate",
    "Basic": "created",
}
"""Where each kind of resource has the day of its fact."""
DAY = len("2026-03-01")
GONE = ("entered-in-error",)


def fields(resource: Json, kind: str, knowledge: Knowledge) -> dict[str, Any]:
    """Return the fields of a fact, still to be checked.

    Raises:
        NotTaken: the resource does not carry a fact of that kind.
    """
    kind_of_resource = resource["resourceType"]
    if kind_of_resource not in ON:
        raise NotTaken(f"no fact is carried by {kind_of_resource}")
    if resource.get("status") in GONE or resource.get("lifecycleStatus") in GONE:
        raise NotTaken("it was entered in error; facts are only added, so tell the right one as well", "not-supported")
    on = str(resource.get(ON[kind_of_resource], ""))
    if len(on) < DAY:
        raise NotTaken(f"{ON[kind_of_resource]}: missing, or not a whole day", "required")
    try:
        found = {"kind": kind, "on": on[:DAY]} | _id(resource) | _native(resource, kind, knowledge)
        return _joined(found, exact.fields_in(resource))
    except (ValueError, ResponseError) as error:
        raise NotTaken(str(error), "structure") from error


def _joined(found: dict[str, Any], carried: dict[str, Any]) -> dict[str, Any]:
    """Put together what the resource says and what its extension carries; answers may stand in both."""
    answers = found.get("answers", {}) | carried.get("answers", {})
    return found | carried | ({"answers": answers} if answers or "answers" in found else {})


def _id(resource: Json) -> dict[str, Any]:
    identifiers = resource.get("identifier") or []
    each = identifiers if isinstance(identifiers, list) else [identifiers]
    return next(({"id": one.get("value")} for one in each if one.get("system") == FACT_ID), {})


def _native(resource: Json, kind: str, knowledge: Knowledge) -> dict[str, Any]:
    match resource["resourceType"]:
        case "QuestionnaireResponse":
            return _answered(resource, kind, knowledge)
        case "Observation" if kind == "measure":
            return {"score": (resource.get("valueQuantity") or {}).get("value")}
        case "Procedure" if kind == "treatment":
            return _texts(resource, "why", "reasonCode") | _texts(resource, "words", "note")
        case "ServiceRequest":
            return _texts(resource, "reason", "note")
        case "Goal":
            states = {word: state for state, word in GOAL_STATES.items()}
            was_replaced = resource.get("statusReason") == REPLACED["statusReason"]
            state = "open" if was_replaced else states.get(str(resource.get("lifecycleStatus")), "open")
            due = next((one["dueDate"] for one in resource.get("target") or [] if "dueDate" in one), None)
            return {"words": (resource.get("description") or {}).get("text"), "state": state} | ({"by": due} if due else {})
    return {}


def _answered(resource: Json, kind: str, knowledge: Knowledge) -> dict[str, Any]:
    asked = questionnaire_of(resource, knowledge)
    if asked is not None and (wrong := checks.of_response(asked, resource)):
        raise NotTaken("; ".join(issue.text for issue in wrong[:3]), "business-rule")
    if kind == "measure":
        return {"answers": responses.measure_answers_in(resource)}
    answers, left_open = responses.answers_in(resource, knowledge)
    return {"answers": answers} | ({"left_open": left_open} if left_open else {})


def questionnaire_of(response: Json, knowledge: Knowledge) -> Json | None:
    """Return the Questionnaire of ours that a response answers, of whatever version; None where it is none of ours."""
    url = str(response.get("questionnaire", "")).split("|")[0]
    return next((each for each in questionnaires(knowledge).values() if each["url"] == url), None)


def _texts(resource: Json, name: str, field: str) -> dict[str, Any]:
    return next(({name: one["text"]} for one in resource.get(field) or [] if "text" in one), {})
