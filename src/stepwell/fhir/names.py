"""Our own names in FHIR, and the small parts that every resource is made of."""

import re
from hashlib import sha256
from typing import Any

Json = dict[str, Any]

SYSTEM = "https://stepwell.invalid/fhir"
"""Begins every url that is ours. Names that end in .invalid belong to nobody and lead nowhere (RFC 2606): these only name things."""
LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
ICD_10_CM = "http://hl7.org/fhir/sid/icd-10-cm"
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
CORE = "http://hl7.org/fhir/StructureDefinition"
DATA_ABSENT = f"{CORE}/data-absent-reason"
ORDINAL = f"{CORE}/ordinalValue"

FACT_KIND = f"{SYSTEM}/CodeSystem/fact-kind"
"""Tags the one resource that carries a fact of the log whole."""
DERIVED = f"{SYSTEM}/CodeSystem/derived"
"""Tags what was worked out from facts, and is worked out again rather than read."""
FACT = f"{SYSTEM}/StructureDefinition/fact"
"""The extension with those parts of a fact that FHIR has no place for."""
SEED = f"{SYSTEM}/StructureDefinition/seed"
FACT_ID = f"{SYSTEM}/fact-id"
PERSON_ID = f"{SYSTEM}/person-id"

ID_MOST = 64
MARK = 8
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9.-]")


def fhir_id(*parts: str) -> str:
    """Return an id that FHIR allows, the same for the same parts: letters, digits, hyphens and points, at most 64.

    What is too long, or differs only in letters that an id may not hold, is told apart by a hash.
    """
    written = "-".join(_NOT_IN_ID.sub("-", part.replace("_", "-")) for part in parts)
    plain = all(_NOT_IN_ID.search(part.replace("_", "")) is None for part in parts)
    return written if plain and 0 < len(written) <= ID_MOST else hashed(*parts)


def hashed(*parts: str) -> str:
    """Return 32 letters and digits that stand for the parts."""
    return sha256("\x1f".join(parts).encode(errors="surrogatepass")).hexdigest()[:32]


def mark_of(person: str) -> str:
    """Return the eight letters and digits that the id of every resource of a person begins with, except the Patient's own.

    So whose a resource can be follows from its id. Two people may have the same mark.
    """
    return hashed(person)[:MARK]


def can_hold(text: str) -> bool:
    """Return whether a FHIR string can hold a text: it is more than spaces, and has no control character but tab and line breaks."""
    return bool(text.strip()) and _CONTROL.search(text) is None


def said(field: str, text: str) -> Json:
    """Return a field with a text; nothing where there is none that FHIR can hold."""
    return {field: text} if can_hold(text) else {}


def coding(system: str, code: str, display: str = "") -> Json:
    """Return a Coding."""
    return {"system": system, "code": code} | ({"display": display} if display else {})


def own_coding(of: str, code: str, display: str = "") -> Json:
    """Return a Coding of one of our own code systems."""
    return coding(f"{SYSTEM}/CodeSystem/{of}", code.replace("_", "-"), display)


def concept(text: str, *codings: Json) -> Json:
    """Return a CodeableConcept: the words always, codes where there are any."""
    return ({"coding": list(codings)} if codings else {}) | ({"text": text} if text else {})


def category(system: str, code: str) -> Json:
    """Return a CodeableConcept of one of HL7's code systems."""
    return {"coding": [coding(f"{TERMINOLOGY}/{system}", code)]}


def reference(kind: str, of: str, display: str = "") -> Json:
    """Return a Reference to a resource of the same Bundle or server."""
    return {"reference": f"{kind}/{of}"} | ({"display": display} if display else {})


def quantity(value: float, unit: str, code: str) -> Json:
    """Return a Quantity with a UCUM unit; whole numbers without a decimal point."""
    return {"value": int(value) if float(value).is_integer() else value, "unit": unit, "system": UCUM, "code": code}


def canonical(kind: str, of: str) -> str:
    """Return the url of one of our definitions, without its version."""
    return f"{SYSTEM}/{kind}/{of}"


def tag_of(resource: Json, system: str) -> str:
    """Return the code of a resource's tag of one system; "" where it has none."""
    tags = (resource.get("meta") or {}).get("tag") or []
    return next((str(tag.get("code", "")) for tag in tags if tag.get("system") == system), "")


def tagged(system: str, code: str) -> Json:
    """Return a Meta with one tag."""
    return {"tag": [{"system": system, "code": code}]}
