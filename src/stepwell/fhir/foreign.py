"""Resources of other programs: what can be understood becomes a fact, the rest is refused with its true reason."""

import re
from collections.abc import Callable
from typing import Any, Literal

from stepwell.fhir import checks, codes, responses
from stepwell.fhir.capability import READ_FROM_OTHERS
from stepwell.fhir.names import ICD_10_CM, LOINC, SYSTEM, Json, hashed
from stepwell.fhir.outcome import IssueCode
from stepwell.fhir.questionnaires import questionnaires
from stepwell.fhir.responses import ResponseError
from stepwell.fhir.shape import target_of
from stepwell.knowledge.schema import Knowledge

DAY = len("2026-03-01")
SURE = ("final", "amended", "corrected")
KINDS = {
    "safety": "safety_check",
    "evaluation": "evaluation",
    "relapse-plan": "evaluation",
    "check-in": "check_in",
    "examination": "examination",
}
"""Questionnaire of a moment -> kind of fact."""
LEG = ("leg", "limb", "thigh", "calf", "foot", "buttock")
GOAL_STATES = {"completed": "reached", "cancelled": "dropped", "rejected": "dropped"}
NOT_A_GOAL_YET = ("proposed", "planned", "entered-in-error")


class NotTaken(ValueError):
    """A resource becomes no fact. Says why; private words are not repeated."""

    def __init__(self, why: str, code: IssueCode = "not-supported", severity: Literal["error", "information"] = "error") -> None:
        super().__init__(why)
        self.code: IssueCode = code
        self.severity: Literal["error", "information"] = severity


def fields(resource: Json, knowledge: Knowledge) -> dict[str, Any]:
    """Return the fields of the fact that a resource of another program says, still to be checked. Raises NotTaken."""
    kind = resource["resourceType"]
    if resource.get("modifierExtension") or resource.get("implicitRules"):
        raise NotTaken("it has a modifierExtension or implicitRules, which change its meaning and are not known here")
    if kind not in _READERS:
        raise NotTaken(f"{kind} is not read from other programs; only {', '.join(READ_FROM_OTHERS)} are")
    if not _is_of_a_patient(resource):
        raise NotTaken("its subject is not a Patient, so it does not say whose it is", "required")
    try:
        return _READERS[kind](resource, knowledge) | {"id": _id(resource)}
    except ResponseError as error:
        raise NotTaken(str(error), "structure") from error


def _is_of_a_patient(resource: Json) -> bool:
    """Return whether a resource is about a Patient; an address that does not tell its type was followed before."""
    target = str((resource.get("subject") or {}).get("reference", ""))
    return target_of(target) == "Patient" or target.startswith("urn:")


def _id(resource: Json) -> str:
    """Return an id of the fact, so that the same resource sent twice adds one fact."""
    version = (resource.get("meta") or {}).get("versionId", "")
    return "fhir-" + hashed(resource["resourceType"], str(resource.get("id", "")), str(version), repr(sorted(resource.items(), key=str)))


def _day(resource: Json, *names: str) -> str:
    for name in names:
        value = resource.get(name)
        text = value.get("start", "") if isinstance(value, dict) else str(value or "")
        if len(text) >= DAY:
            return str(text[:DAY])
    raise NotTaken(f"it does not say on which day ({' or '.join(names)})", "required")


def _response(resource: Json, knowledge: Knowledge) -> dict[str, Any]:
    name = str(resource.get("questionnaire", "")).split("|")[0].removeprefix(f"{SYSTEM}/Questionnaire/")
    asked = questionnaires(knowledge).get(name)
    if asked is None:
        raise NotTaken("it answers a Questionnaire that is not one of ours, so what its answers mean is not known")
    if resource.get("status") not in ("completed", "amended", "in-progress"):
        raise NotTaken("its status says that it is not to be used", "business-rule")
    if wrong := checks.of_response(asked, resource):
        raise NotTaken("; ".join(issue.text for issue in wrong[:3]), "business-rule")
    on = _day(resource, "authored")
    measure = next((each for each in knowledge.measures if f"measure-{each.replace('_', '-')}" == name), None)
    if measure:
        return {"kind": "measure", "on": on, "measure": measure, "answers": responses.measure_answers_in(resource)}
    if name not in KINDS:
        raise NotTaken("it answers questions that are not kept by themselves")
    answers, left_open = responses.answers_in(resource, knowledge)
    found = {"kind": KINDS[name], "on": on, "answers": answers}
    return found | ({"left_open": left_open} if left_open and name == "check-in" else {})


def _observation(resource: Json, knowledge: Knowledge) -> dict[str, Any]:
    """Return pain of the leg or the back, 0-10, as what it was at that moment; never as the worst of a day."""
    coded = {(each.get("system"), each.get("code")) for each in _codings(resource.get("code"))}
    if not any((LOINC, code) in coded for code in codes.PAIN_READ):
        raise NotTaken(f"only pain is read from another program's observations, with a LOINC code {' or '.join(sorted(codes.PAIN_READ))}")
    if resource.get("status") not in SURE:
        raise NotTaken("its status is not final, amended or corrected", "business-rule")
    value = resource.get("valueInteger", (resource.get("valueQuantity") or {}).get("value"))
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value) or not 0 <= value <= 10:
        raise NotTaken("its value is not a whole number from 0 to 10", "value")
    if (resource.get("valueQuantity") or {}).get("comparator"):
        raise NotTaken("its value is only a limit, not a number", "value")
    question = _site(resource)
    if question not in knowledge.questions:
        raise NotTaken("that place is not asked about here")
    return {
        "kind": "evaluation",
        "on": _day(resource, "effectiveDateTime", "effectivePeriod", "effectiveInstant"),
        "answers": {question: int(value)},
    }


def _site(resource: Json) -> str:
    site = resource.get("bodySite") or {}
    words = " ".join([str(site.get("text", "")), *(str(each.get("display", "")) for each in _codings(site))]).lower()
    leg, back = any(re.search(rf"\b{each}", words) for each in LEG), re.search(r"\bback\b|\blumbar\b", words) is not None
    if leg == back:
        raise NotTaken("its bodySite does not say in words whether it is the leg or the back", "required")
    return "leg_now" if leg else "back_now"


def _condition(resource: Json, knowledge: Knowledge) -> dict[str, Any]:
    found = [each.get("code") for each in _codings(resource.get("code")) if each.get("system") == ICD_10_CM]
    known = [code for code in found if code in knowledge.codes]
    if not known:
        raise NotTaken("it has no ICD-10-CM code of sciatica or of what can be behind it")
    if not {each.get("code") for each in _codings(resource.get("clinicalStatus"))} & {"active", "recurrence", "relapse"}:
        raise NotTaken("its clinicalStatus does not say that it is active", "business-rule")
    if not {each.get("code") for each in _codings(resource.get("verificationStatus"))} & {"confirmed", "provisional"}:
        raise NotTaken("its verificationStatus is neither confirmed nor provisional", "business-rule")
    if not any("Practitioner" in str((resource.get(name) or {}).get("reference", "")) for name in ("asserter", "recorder")):
        raise NotTaken("it does not name a clinician who found it (asserter or recorder)", "required")
    return {"kind": "examination", "on": _day(resource, "recordedDate", "onsetDateTime"), "codes": known, "by": "doctor"}


def _goal(resource: Json, knowledge: Knowledge) -> dict[str, Any]:
    status = str(resource.get("lifecycleStatus"))
    if status in NOT_A_GOAL_YET:
        raise NotTaken(f"its lifecycleStatus is {status}: nobody has agreed to it", "business-rule")
    description = resource.get("description") or {}
    words = str(description.get("text") or next((each.get("display", "") for each in _codings(description)), ""))
    if not words:
        raise NotTaken("it has no words in its description", "required")
    due = next((str(one["dueDate"]) for one in resource.get("target") or [] if len(str(one.get("dueDate", ""))) == DAY), None)
    name = hashed("goal", str(resource.get("id") or words))
    found = {"kind": "goal", "on": _day(resource, "statusDate", "startDate"), "goal": name, "words": words}
    return found | {"state": GOAL_STATES.get(status, "open")} | ({"by": due} if due else {})


def _codings(concept: Any) -> list[Json]:
    return list((concept or {}).get("coding") or [])


_READERS: dict[str, Callable[[Json, Knowledge], dict[str, Any]]] = {
    "QuestionnaireResponse": _response,
    "Observation": _observation,
    "Condition": _condition,
    "Goal": _goal,
}
