"""Whether JSON is a FHIR R4 resource: its elements, their types, closed lists of words, and what a reference may lead to.

The models are those of R4B, which every R4 resource that is used here fits. They are heavy, so they are loaded when something
is first read.
"""

from collections.abc import Iterator
from typing import Any

from stepwell.fhir.outcome import Issue

OPEN_LISTS = {
    ("Observation", "status"): ("registered", "preliminary", "final", "amended", "corrected", "cancelled", "entered-in-error", "unknown"),
}
"""Words that the models list only in part."""
MOST_PROBLEMS = 20


def problems(resource: Any) -> list[Issue]:
    """Return what keeps a value from being one of the resources of FHIR R4; nothing where it is one."""
    from fhir.resources.R4B import get_fhir_model_class
    from pydantic import ValidationError

    if not isinstance(resource, dict) or not isinstance(kind := resource.get("resourceType"), str):
        return [Issue(code="structure", text='resourceType: missing; give a FHIR resource as {"resourceType": "...", ...}')]
    try:
        model = get_fhir_model_class(kind)
    except (LookupError, ImportError, ValueError, AttributeError):
        return [Issue(code="not-supported", text=f"resourceType: {kind[:40]!r} is not a resource of FHIR R4", at="resourceType")]
    try:
        parsed = model.model_validate(resource)
    except ValidationError as error:
        return [_told(kind, each) for each in error.errors(include_url=False, include_input=False, include_context=False)[:MOST_PROBLEMS]]
    except (RecursionError, TypeError, ValueError, AttributeError) as error:
        return [Issue(code="structure", text=f"{kind}: it cannot be read ({type(error).__name__})", at=kind)]
    return list(_wrong_words(parsed, kind))[:MOST_PROBLEMS]


def _told(kind: str, error: Any) -> Issue:
    at = ".".join([kind, *map(str, error["loc"])])
    return Issue(code="required" if "missing" in error["type"] else "structure", text=f"{at}: {error['msg']}", at=at)


def _wrong_words(value: Any, at: str) -> Iterator[Issue]:
    """Yield each word that is not on its closed list, and each reference that leads to a kind of resource that may not stand there."""
    fields = type(value).model_fields
    for name in sorted(value.model_fields_set):
        field, one = fields.get(name), getattr(value, name, None)
        if field is None or one is None:
            continue
        rules = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        for place, each in _each(one, f"{at}.{field.alias or name}"):
            yield from _wrong(each, place, rules, type(value).__name__, name)
            if hasattr(type(each), "model_fields"):
                yield from _wrong_words(each, place)


def _each(value: Any, at: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, list):
        yield from ((f"{at}[{place}]", one) for place, one in enumerate(value) if one is not None)
    else:
        yield at, value


def _wrong(value: Any, at: str, rules: dict[str, Any], model: str, name: str) -> Iterator[Issue]:
    words = OPEN_LISTS.get((model, name)) or rules.get("enum_values") or ()
    if words and "+" not in words and isinstance(value, str) and value not in words:
        yield Issue(code="value", text=f"{at}: not one of {', '.join(words)}", at=at)
    kinds = rules.get("enum_reference_types") or ()
    target = getattr(value, "reference", None) if kinds and "Resource" not in kinds else None
    if isinstance(target, str) and (to := target_of(target)) and to not in kinds:
        yield Issue(code="value", text=f"{at}: leads to {to}, and may lead only to {', '.join(kinds)}", at=at)


def target_of(reference: str) -> str:
    """Return the type of resource that a literal reference names; "" where it does not say."""
    parts = reference.split("/_history/")[0].split("/")
    return parts[-2] if len(parts) >= 2 and parts[-2].isalpha() and parts[-2][:1].isupper() else ""
