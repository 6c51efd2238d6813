"""FHIR resources -> facts of a log: our own exactly as they were, others where they can be understood, the rest refused with the reason."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine.log import Fact, Log, LogError
from stepwell.engine.reading import read_fact
from stepwell.fhir import checks, foreign, own, shape
from stepwell.fhir.foreign import NotTaken
from stepwell.fhir.names import DERIVED, FACT_KIND, PERSON_ID, SEED, SYSTEM, Json, tag_of
from stepwell.fhir.outcome import Issue
from stepwell.fhir.record import Subject
from stepwell.fhir.walking import references
from stepwell.knowledge.schema import Knowledge

BUNDLES = ("collection", "transaction", "batch", "searchset", "document", "message", "history")
MOST_ENTRIES = 60_000
WORKED_OUT = "worked out again from the log, so it was not read"
BESIDE = frozenset(
    (
        "ActivityDefinition",
        "CapabilityStatement",
        "CodeSystem",
        "Device",
        "Location",
        "OperationOutcome",
        "Organization",
        "PlanDefinition",
        "Practitioner",
        "PractitionerRole",
        "Questionnaire",
        "StructureDefinition",
        "ValueSet",
    )
)
"""What often stands beside a person's resources and says nothing of the person."""


class Read(Struct, frozen=True, kw_only=True):
    """What FHIR resources say.

    Attributes:
        facts: of the log, in the order of the resources.
        about: the id of the Patient that the resources name; "" where none does. Whoever takes the facts says whose they may be.
        subject: the person, where a Patient was among them.
        seed, made_up: of the log they were made from; None where nothing says so.
        issues: what was refused (error) and what was left out on purpose (information).
    """

    facts: tuple[Fact, ...] = ()
    about: str = ""
    subject: Subject | None = None
    seed: int | None = None
    made_up: bool = False
    issues: tuple[Issue, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing was refused: only then may any of it be taken."""
        return not any(issue.severity in ("error", "fatal") for issue in self.issues)

    @property
    def log(self) -> Log:
        """The facts as a log of their own, the oldest first."""
        in_order = tuple(sorted(self.facts, key=lambda fact: fact.on))
        return Log(seed=self.seed or 0, made_up=self.made_up, facts=in_order)


def read(resource: Any, knowledge: Knowledge) -> Read:
    """Return what a Bundle, or a single resource, says about one person.

    It is looked at as a whole first. Nothing is ever changed or deleted by it: facts are only added to a log.

    Args:
        resource: JSON values, from anywhere.
        knowledge: what facts are held against.
    """
    if wrong := _too_strange(resource):
        return Read(issues=(wrong,))
    is_bundle = resource["resourceType"] == "Bundle"
    resources, issues = _entries(resource) if is_bundle else ([resource], [])
    issues += [problem for each in (*([_shell(resource)] if is_bundle else []), *resources) for problem in shape.problems(each)]
    if issues:
        return Read(issues=tuple(issues))
    addresses = _addresses(resource) if is_bundle else {}
    about = {each for one in resources for each in _patients(one, addresses)}
    if len(about) > 1:
        return Read(issues=(Issue(code="business-rule", text=f"this is about {len(about)} people; give one person's at a time"),))
    if is_bundle and _is_ours(resource):
        issues = checks.of_bundle(resource)
    else:
        issues = [problem for each in resources for problem in checks.of_resource(each)]
    return Read(issues=tuple(issues)) if issues else replace(_taken(resources, knowledge), about=next(iter(about), ""))


def _shell(bundle: Json) -> Json:
    """Return a Bundle without the resources in it, which are looked at one by one."""
    entries = [{name: value for name, value in entry.items() if name != "resource"} or {"fullUrl": "urn:none"} for entry in _list(bundle)]
    return bundle | ({"entry": entries} if entries else {})


def _list(bundle: Json) -> list[Json]:
    return bundle.get("entry") or []


def _too_strange(resource: Any) -> Issue | None:
    if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
        return Issue(code="structure", text='this is no FHIR resource; give JSON with a "resourceType"')
    entries = resource.get("entry")
    if resource["resourceType"] != "Bundle":
        return None
    if entries is not None and (not isinstance(entries, list) or any(not isinstance(each, dict) for each in entries)):
        return Issue(code="structure", text="Bundle.entry: not a list of objects", at="Bundle.entry")
    if isinstance(entries, list) and len(entries) > MOST_ENTRIES:
        return Issue(code="too-long", text=f"Bundle.entry: more than {MOST_ENTRIES}; give it in parts", at="Bundle.entry")
    return None


def _entries(bundle: Json) -> tuple[list[Json], list[Issue]]:
    """Return the resources of a Bundle, and what it asks for that is not done: nothing is ever changed or taken away."""
    if bundle.get("type") not in BUNDLES:
        return [], [Issue(code="not-supported", text=f"Bundle.type: use one of {', '.join(BUNDLES)}", at="Bundle.type")]
    found, issues = [], []
    for place, entry in enumerate(_list(bundle)):
        request = entry.get("request")
        method = request.get("method") if isinstance(request, dict) else None
        if method not in (None, "POST", "PUT"):
            text = f"Bundle.entry[{place}].request.method: {str(method)[:10]} is not done; facts are only added, with POST or PUT"
            issues.append(Issue(code="not-supported", text=text, at=f"Bundle.entry[{place}]"))
        elif "resource" in entry:
            found.append(entry["resource"])
    return found, issues


def _is_ours(bundle: Json) -> bool:
    return any(str(entry.get("fullUrl", "")).startswith(SYSTEM) for entry in _list(bundle))


def _addresses(bundle: Json) -> dict[str, str]:
    """Return the full address of each Patient in a Bundle -> the name by which it is known here."""
    found = ((entry.get("fullUrl"), entry.get("resource") or {}) for entry in _list(bundle))
    return {url: str(each.get("id") or url) for url, each in found if url and each.get("resourceType") == "Patient"}


def _patients(resource: Json, addresses: dict[str, str]) -> Iterable[str]:
    """Yield whom a resource is about: a Patient itself, or what its subject leads to."""
    kind = resource["resourceType"]
    if kind == "Patient" and resource.get("id"):
        yield str(resource["id"])
    for where, target in references(resource):
        if where in (f"{kind}.subject", f"{kind}.patient", f"{kind}.for"):
            if target in addresses:
                yield addresses[target]
            elif shape.target_of(target) == "Patient":
                yield target.split("/_history/")[0].rsplit("/", 1)[1]


def _taken(resources: Sequence[Json], knowledge: Knowledge) -> Read:
    found = Read()
    facts: list[Fact] = []
    issues: list[Issue] = []
    for resource in resources:
        at = f"{resource['resourceType']}/{resource.get('id', '')}".rstrip("/")
        if resource["resourceType"] == "Patient":
            found = _with_patient(found, resource)
            continue
        try:
            facts.append(read_fact(_fact(resource, knowledge), knowledge))
        except NotTaken as no:
            issues.append(Issue(severity=no.severity, code=no.code, text=f"{at}: {no}", at=at))
        except LogError as error:
            issues.append(Issue(code="business-rule", text=f"{at}: {error}", at=at))
    return replace(found, facts=tuple(facts), issues=tuple(issues))


def _fact(resource: Json, knowledge: Knowledge) -> dict[str, Any]:
    """Return one resource as the fields of a fact, still to be checked. Raises NotTaken."""
    if tag_of(resource, DERIVED):
        raise NotTaken(WORKED_OUT, "informational", "information")
    if resource["resourceType"] in BESIDE:
        raise NotTaken("it says nothing of the person, so it was not read", "informational", "information")
    kind = tag_of(resource, FACT_KIND)
    if kind:
        return own.fields(resource, kind, knowledge)
    return foreign.fields(resource, knowledge)


def _with_patient(found: Read, patient: Json) -> Read:
    seed = next((one.get("valueInteger") for one in patient.get("extension") or [] if one.get("url") == SEED), None)
    security = (patient.get("meta") or {}).get("security") or []
    made_up = any(each.get("code") == "HTEST" for each in security)
    return replace(found, subject=_subject(patient), seed=seed, made_up=made_up)


def _subject(patient: Json) -> Subject:
    names = patient.get("name") or [{}]
    name = next((each for each in names if each.get("use") in ("usual", "official")), names[0])
    ours = next((each.get("value") for each in patient.get("identifier") or [] if each.get("system") == PERSON_ID), None)
    born = str(patient.get("birthDate", ""))
    ways = {each.get("system"): str(each.get("value", "")) for each in reversed(patient.get("telecom") or [])}
    return Subject(
        id=str(ours or patient.get("id", "")),
        full_name=str(name.get("text", "")),
        given_name=" ".join(name.get("given") or []),
        family_name=str(name.get("family", "")),
        birth_date=date.fromisoformat(born) if len(born) == len("2026-03-01") else None,
        gender=patient.get("gender", ""),
        email=ways.get("email", ""),
        phone=ways.get("phone", ""),
    )
