"""What a clinician tells of a person, as FHIR: treatments, orders and goals."""

from stepwell.engine.log import Goal, Order, Treatment
from stepwell.fhir.exact import left_by
from stepwell.fhir.names import Json, can_hold, canonical, category, concept, fhir_id, own_coding
from stepwell.fhir.whose import Whose

GOAL_STATES = {"open": "active", "reached": "completed", "dropped": "cancelled"}
NOT_TO_DO = ("remove", "hold")
REPLACED = {"lifecycleStatus": "cancelled", "statusReason": "replaced by a later word about the same goal"}


def treatment(fact: Treatment, of: Whose) -> Json:
    """Return a treatment as a Procedure."""
    known = of.knowledge.treatments.get(fact.treatment)
    author = of.author(fact)
    return {
        "resourceType": "Procedure",
        "extension": left_by(fact, "why", "words"),
        "status": "completed",
        "code": concept(known.clinical_name if known else fact.treatment, own_coding("treatment", fact.treatment)),
        "subject": of.subject,
        "performedDateTime": fact.on.isoformat(),
        **({"performer": [{"actor": author}]} if author else {}),
        **_noted("reasonCode", fact.why),
        **_noted("note", fact.words),
    }


def order(fact: Order, of: Whose) -> Json:
    """Return an order as a ServiceRequest."""
    author = of.author(fact)
    exercise = of.knowledge.exercises.get(fact.exercise or "")
    own = fact.own.name if fact.own else None
    about = exercise.name if exercise else own or fact.stage or fact.precaution or fact.diagnosis or fact.direction or str(fact.tier or "")
    return {
        "resourceType": "ServiceRequest",
        "extension": left_by(fact, "reason"),
        **({"instantiatesCanonical": [canonical("ActivityDefinition", fhir_id(exercise.id))]} if exercise else {}),
        "status": of.status(fact),
        "intent": "order",
        **({"doNotPerform": True} if fact.order in NOT_TO_DO else {}),
        "code": concept(f"{fact.order}: {about}" if about else fact.order, own_coding("order", fact.order)),
        "subject": of.subject,
        **_period(fact),
        "authoredOn": fact.on.isoformat(),
        **({"requester": author} if author else {}),
        **_noted("note", fact.reason),
    }


def _period(fact: Order) -> Json:
    if fact.until is None or fact.until < fact.on:
        return {}
    return {"occurrencePeriod": {"start": fact.on.isoformat(), "end": fact.until.isoformat()}}


def goal(fact: Goal, of: Whose) -> Json:
    """Return a goal. One about which something later was said is no longer active, and its own state is in the extension."""
    author = of.author(fact)
    until = {"target": [{"dueDate": fact.by.isoformat()}]} if fact.by else {}
    reached = {"achievementStatus": category("goal-achievement", "achieved")} if fact.state == "reached" else {}
    is_latest = of.is_latest("goal", fact.goal, fact)
    status = {"lifecycleStatus": GOAL_STATES[fact.state], **reached} if is_latest else REPLACED
    return {
        "resourceType": "Goal",
        "extension": left_by(fact, "words", "by", *(["state"] if is_latest else [])),
        **status,
        "description": {"text": fact.words if can_hold(fact.words) else fact.goal},
        "subject": of.subject,
        **until,
        "statusDate": fact.on.isoformat(),
        **({"expressedBy": author} if author else {}),
    }


def _noted(field: str, text: str) -> Json:
    return {field: [{"text": text}]} if can_hold(text) else {}
