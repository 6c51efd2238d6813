"""What happens at the clinic: who works there, visits, messages, proposals decided, things to do, and what is shared."""

from collections.abc import Iterator
from datetime import timedelta

from stepwell.engine.log import Fact
from stepwell.fhir import codes
from stepwell.fhir.names import (
    DERIVED,
    TERMINOLOGY,
    Json,
    can_hold,
    category,
    coding,
    concept,
    fhir_id,
    own_coding,
    reference,
    said,
    tagged,
)
from stepwell.fhir.record import Chore, Note, Record, Review, Sharing, Visit
from stepwell.fhir.whose import Whose

AGENT = f"{TERMINOLOGY}/provenance-participant-type"
VISIT_STATUS = {
    "requested": "proposed",
    "proposed": "pending",
    "confirmed": "booked",
    "declined": "cancelled",
    "cancelled": "cancelled",
    "done": "fulfilled",
}
TAKES_PART = {"proposed": "needs-action", "pending": "tentative", "booked": "accepted", "fulfilled": "accepted", "cancelled": "declined"}


def people(record: Record) -> Iterator[Json]:
    """Yield the clinic and who works there."""
    if clinic := record.clinic:
        yield _head("Organization", clinic.id) | {
            "name": clinic.name,
            **({"telecom": [{"system": "phone", "value": clinic.phone}]} if can_hold(clinic.phone) else {}),
            **({"address": [{"text": clinic.address}]} if can_hold(clinic.address) else {}),
        }
    for each in record.staff:
        yield _head("Practitioner", each.id) | ({"name": [{"text": each.name}]} if can_hold(each.name) else {})


def told_by(fact: Fact, made: Json, record: Record, of: Whose) -> Iterator[Json]:
    """Yield who of the clinic told a fact, and when.

    Args:
        fact: the fact. made: the resource that carries it.
        record: its record. of: whose it is.
    """
    told, author = of.authors.get(fact.id or ""), of.author(fact)
    if told is not None and author is not None:
        house = {"onBehalfOf": reference("Organization", fhir_id(record.clinic.id))} if record.clinic else {}
        yield {
            "resourceType": "Provenance",
            "id": of.named(made["id"], "told"),
            "meta": tagged(DERIVED, "from-clinic"),
            "target": [reference(made["resourceType"], made["id"])],
            "recorded": told.at.isoformat(),
            "agent": [{"type": {"coding": [coding(AGENT, "author")]}, "who": author} | house],
        }


def resources(record: Record, of: Whose) -> Iterator[Json]:
    """Yield what a clinic keeps of one person beside the log."""
    yield from (_visit(each, of) for each in record.visits)
    yield from (_message(each, record, of) for each in record.notes)
    yield from (_proposal(each, of) for each in record.reviews)
    yield from (_chore(each, of) for each in record.chores)
    latest = sorted(record.sharings, key=lambda each: each.at)[-1:]
    yield from (_consent(each, each in latest, record, of) for each in record.sharings)


def _head(kind: str, of: str) -> Json:
    return {"resourceType": kind, "id": fhir_id(of), "meta": tagged(DERIVED, "from-clinic")}


def _about(kind: str, row: str, of: Whose) -> Json:
    return {"resourceType": kind, "id": of.named(row), "meta": tagged(DERIVED, "from-clinic")}


def _staff(of: str) -> Json:
    return reference("Practitioner", fhir_id(of))


def _visit(visit: Visit, of: Whose) -> Json:
    status = VISIT_STATUS[visit.state]
    if visit.starts_at is None and status not in ("proposed", "cancelled"):
        status = "proposed"
    part = TAKES_PART[status]
    people = [{"actor": of.subject, "status": part}] + ([{"actor": _staff(visit.staff), "status": part}] if visit.staff else [])
    return _about("Appointment", visit.id, of) | {
        "status": status,
        **said("description", visit.reason),
        **_when(visit),
        "created": visit.created_at.isoformat(),
        **said("comment", visit.preferred),
        "participant": people,
    }


def _when(visit: Visit) -> Json:
    if visit.starts_at is None:
        return {}
    end = visit.starts_at + timedelta(minutes=visit.minutes)
    return {"start": visit.starts_at.isoformat(), "end": end.isoformat(), "minutesDuration": visit.minutes}


def _message(note: Note, record: Record, of: Whose) -> Json:
    house = [reference("Organization", fhir_id(record.clinic.id))] if record.clinic else []
    clinic = [_staff(note.staff)] if note.staff else house
    sender, recipient = (clinic, [of.subject]) if note.from_clinic else ([of.subject], clinic)
    return _about("Communication", note.id, of) | {
        "status": "completed",
        "subject": of.subject,
        "sent": note.at.isoformat(),
        **({"received": note.read_at.isoformat()} if note.read_at else {}),
        **({"recipient": recipient} if recipient else {}),
        **({"sender": sender[0]} if sender else {}),
        **({"payload": [{"contentString": note.words}]} if can_hold(note.words) else {}),
    }


def _proposal(review: Review, of: Whose) -> Json:
    exercise = of.knowledge.exercises.get(review.exercise)
    about = exercise.name if exercise else review.exercise
    return _about("Task", review.id, of) | {
        "status": "rejected" if review.verdict == "rejected" else "accepted",
        **({"statusReason": {"text": review.why}} if can_hold(review.why) else {}),
        "businessStatus": concept(review.verdict, own_coding("verdict", review.verdict)),
        "intent": "proposal",
        "code": concept(f"{review.change}: {about}", own_coding("change", review.change)),
        "description": f"Proposed by the program for {review.on.isoformat()}, {review.verdict}",
        "for": of.subject,
        "authoredOn": review.on.isoformat(),
        "lastModified": review.at.isoformat(),
        "owner": _staff(review.staff),
    }


def _chore(chore: Chore, of: Whose) -> Json:
    return _about("Task", chore.id, of) | {
        "status": "completed" if chore.done_at else "requested",
        "intent": "plan",
        **said("description", chore.words),
        "for": of.subject,
        "authoredOn": chore.at.isoformat(),
        "lastModified": (chore.done_at or chore.at).isoformat(),
        "owner": _staff(chore.staff),
        **({"restriction": {"period": {"end": chore.due.isoformat()}}} if chore.due else {}),
    }


def _consent(sharing: Sharing, is_latest: bool, record: Record, of: Whose) -> Json:
    """Return one decision about sharing. Only the latest one is active; nothing is shared but what it names."""
    given = sharing.wish == "given"
    parts = [concept(part, own_coding("shared", part)) for part in sharing.parts]
    house = reference("Organization", fhir_id(record.clinic.id)) if record.clinic else None
    custodian = {"coding": [coding(f"{TERMINOLOGY}/v3-ParticipationType", "IRCP")]}
    return _about("Consent", sharing.id, of) | {
        "status": "active" if is_latest else "inactive",
        "scope": category("consentscope", "patient-privacy"),
        "category": [{"coding": [codes.CONSENT]}],
        "patient": of.subject,
        "dateTime": sharing.at.isoformat(),
        "performer": [of.subject],
        **({"organization": [house]} if house else {}),
        "policyRule": {"text": "Nothing is shared but what the person has said."},
        "provision": {
            "type": "permit" if given and parts else "deny",
            **({"actor": [{"role": custodian, "reference": house}]} if house else {}),
            **({"code": parts} if given and parts else {}),
        },
    }
