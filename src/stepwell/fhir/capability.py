"""What a server on top of this room can do, as a CapabilityStatement."""

from stepwell.fhir.names import Json, canonical
from stepwell.fhir.searching import PARAMETERS

READ_FROM_OTHERS = ("Patient", "QuestionnaireResponse", "Observation", "Condition", "Goal")
"""Types of another program that may become facts."""


def capability_statement(*, at: str, base: str, software: str) -> Json:
    """Return what the server can do.

    Args:
        at: the day of the statement. base: the address that resources' addresses begin with. software: the version of Stepwell.
    """
    return {
        "resourceType": "CapabilityStatement",
        "url": canonical("CapabilityStatement", "server"),
        "version": software,
        "name": "Stepwell",
        "title": "Stepwell, a home program for sciatica",
        "status": "active",
        "date": at,
        "kind": "instance",
        "software": {"name": "Stepwell", "version": software},
        "implementation": {"description": "A clinic's Stepwell", "url": base},
        "fhirVersion": "4.0.1",
        "format": ["json"],
        "rest": [
            {
                "mode": "server",
                "documentation": "Facts are only added: nothing is changed or deleted. No conformance to a profile is claimed.",
                "security": {"description": "A token for each application, sent as Authorization: Bearer, made and revoked by the clinic."},
                "resource": [_resource(kind) for kind in PARAMETERS],
                "interaction": [{"code": "transaction"}],
                "operation": [{"name": "everything", "definition": "http://hl7.org/fhir/OperationDefinition/Patient-everything"}],
            }
        ],
    }


def _resource(kind: str) -> Json:
    parameters = [{"name": name, "type": parameter.kind} for name, parameter in PARAMETERS[kind].items()]
    return {"type": kind, "interaction": [{"code": "read"}, {"code": "search-type"}], "versioning": "no-version", "searchParam": parameters}
