"""HL7's rules, run: every error-level invariant of the StructureDefinitions by fhirpathpy, and every required binding.

An expression that the engine cannot evaluate means "not checked": it is counted, and is neither a pass nor a fault.
"""

import contextlib
import io
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fhirpathpy
from fhirpathpy.engine.nodes import ResourceNode
from fhirpathpy.models import models
from msgspec import Struct

from tests.unit.fhir.packages import files

Json = dict[str, Any]
PLAIN = {"ele-1", "ext-1"}
"""Checked here without FHIRPath: they hold for every element, and would take most of the time."""
EXTRA = ("Bundle", "OperationOutcome", "CapabilityStatement")


class Found(Struct):
    """What the rules say of some resources. ``not_checked``: rule -> how often the engine could not evaluate it."""

    faults: list[str]
    not_checked: Counter[str]
    checked: int = 0


class Rules:
    """The rules of R4B for all of its types."""

    def __init__(self, archive: Path) -> None:
        kept = archive.with_suffix(".rules.json")
        if not kept.exists():
            part = kept.with_suffix(f".{os.getpid()}")
            part.write_text(json.dumps(_trimmed(archive)))
            part.replace(kept)
        self.types, self.sets = json.loads(kept.read_text())
        self.compiled: dict[str, Callable[..., list[Any]]] = {}

    def check(self, resource: Json, found: Found, root: Json | None = None) -> None:
        """Hold one resource, and every resource within it, against the rules of its type."""
        kind = resource["resourceType"]
        self._node(resource, kind, kind, resource, root or resource, f"{kind}/{resource.get('id', '')}", found)

    def _node(self, node: Any, kind: str, path: str, resource: Json, root: Json, at: str, found: Found) -> None:
        elements = self.types[kind]
        if path in elements:
            self._invariants(node, elements[path]["rules"], path, resource, root, at, found)
        if not isinstance(node, dict):
            return
        for name, value in node.items():
            if name in ("resourceType", "fhir_comments") or name.startswith("_"):
                continue
            child, type_of = self._child(elements, path, name)
            if child is None:
                continue
            for place, one in enumerate(value if isinstance(value, list) else [value]):
                where = f"{at}.{name}[{place}]" if isinstance(value, list) else f"{at}.{name}"
                self._one(one, kind, child, type_of, resource, root, where, found)

    def _one(self, one: Any, kind: str, child: str, type_of: str, resource: Json, root: Json, at: str, found: Found) -> None:
        element = self.types[kind][child]
        if one in ({}, [], ""):
            found.faults.append(f"{at}: ele-1, an element without a value")
        if element["binding"]:
            self._binding(one, element["binding"], at, found)
        if element["reference"]:
            self._node(one, kind, element["reference"], resource, root, at, found)
        elif isinstance(one, dict) and "resourceType" in one:
            within = root if resource is root and resource["resourceType"] != "Bundle" else one
            self._node(one, one["resourceType"], one["resourceType"], one, within, at, found)
        elif type_of in ("BackboneElement", "Element"):
            self._node(one, kind, child, resource, root, at, found)
        else:
            self._invariants(one, element["rules"], child, resource, root, at, found)
            if type_of == "Extension" and ("extension" in one) == any(name.startswith("value") for name in one):
                found.faults.append(f"{at}: ext-1, either a value or parts")
            if type_of in self.types:
                self._node(one, type_of, type_of, resource, root, at, found)

    def _child(self, elements: Json, path: str, name: str) -> tuple[str | None, str]:
        exact = f"{path}.{name}"
        if exact in elements:
            return exact, (elements[exact]["types"] or [""])[0]
        for choice in (each for each in elements if each.startswith(f"{path}.") and each.endswith("[x]")):
            stem = choice[len(path) + 1 : -3]
            if name.startswith(stem):
                wanted = name[len(stem) :]
                fitting = next((each for each in elements[choice]["types"] if each[:1].upper() + each[1:] == wanted), "")
                if fitting:
                    return choice, fitting
        return None, ""

    def _invariants(self, node: Any, rules: list[list[str]], path: str, resource: Json, root: Json, at: str, found: Found) -> None:
        for key, expression in rules:
            found.checked += 1
            try:
                held = self._evaluated(expression, node, path, resource, root)
            except Exception:  # noqa: BLE001 (the engine raises anything; that means not checked)
                found.not_checked[key] += 1
                continue
            if held == [False]:
                found.faults.append(f"{at}: {key}, {expression}")

    def _evaluated(self, expression: str, node: Any, path: str, resource: Json, root: Json) -> list[Any]:
        if expression not in self.compiled:
            self.compiled[expression] = fhirpathpy.compile(expression, models["r4"])
        based = {"resource": resource, "rootResource": root}
        with contextlib.redirect_stdout(io.StringIO()):
            return self.compiled[expression](ResourceNode.create_node(node, path), based)  # type: ignore[no-untyped-call]

    def _binding(self, value: Any, valueset: str, at: str, found: Found) -> None:
        allowed = self.sets.get(valueset)
        if allowed is None:
            found.not_checked[f"binding {valueset}"] += 1
            return
        found.checked += 1
        codes = [value] if isinstance(value, str) else [each.get("code") for each in value.get("coding", [value])]
        if codes and not any(code in allowed for code in codes):
            found.faults.append(f"{at}: {codes} not in {valueset}")


def _trimmed(archive: Path) -> tuple[Json, Json]:
    """Return the elements of each type with their rules, and the codes of each value set that something is bound to."""
    types: Json = {}
    sets: Json = {}
    systems: dict[str, set[str]] = {}
    for _, each in files(archive, ("StructureDefinition-", "ValueSet-", "CodeSystem-")):
        match each["resourceType"]:
            case "StructureDefinition" if each["derivation" if "derivation" in each else "kind"] != "constraint" and not each.get(
                "abstract"
            ):
                types[each["type"]] = dict(_elements(each))
            case "ValueSet":
                sets[each["url"]] = each.get("compose", {})
            case "CodeSystem" if each.get("content") == "complete":
                systems[each["url"]] = set(_codes(each))
    bound = {element["binding"] for elements in types.values() for element in elements.values() if element["binding"]}
    expanded = {url: _expanded(url, sets, systems) for url in bound}
    return types, {url: sorted(codes) for url, codes in expanded.items() if codes is not None}


def _elements(definition: Json) -> Iterator[tuple[str, Json]]:
    for element in definition["snapshot"]["element"]:
        rules = [[each["key"], each["expression"]] for each in element.get("constraint", []) if _counts(each)]
        binding = element.get("binding", {})
        yield (
            element["path"],
            {
                "rules": rules,
                "types": [each["code"] for each in element.get("type", [])],
                "binding": binding.get("valueSet", "").split("|")[0] if binding.get("strength") == "required" else "",
                "reference": element.get("contentReference", "").partition("#")[2],
            },
        )


def _counts(rule: Json) -> bool:
    return rule["severity"] == "error" and "expression" in rule and rule["key"] not in PLAIN


def _codes(system: Json) -> Iterator[str]:
    for concept in system.get("concept", []):
        yield concept["code"]
        yield from _codes(concept)


def _expanded(url: str, sets: Json, systems: dict[str, set[str]]) -> set[str] | None:
    """Return the codes of a value set; None where it cannot be known from the package alone."""
    compose = sets.get(url.split("|")[0])
    if compose is None or not compose.get("include"):
        return None
    found: set[str] = set()
    for include in compose["include"]:
        if "filter" in include:
            return None
        if "concept" in include:
            found |= {concept["code"] for concept in include["concept"]}
        elif include.get("system") in systems:
            found |= systems[include["system"]]
        elif "valueSet" in include:
            parts = [_expanded(each, sets, systems) for each in include["valueSet"]]
            if None in parts:
                return None
            found |= set().union(*(part for part in parts if part is not None))
        else:
            return None
    return found
