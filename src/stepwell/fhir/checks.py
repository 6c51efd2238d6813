"""What HL7's models and invariants do not look at: references, ids, and a response held against its Questionnaire.

All of it reads plain JSON values that are shaped as FHIR says; ``reading`` makes sure of that first.
"""

import operator
from collections import Counter
from collections.abc import Iterator
from typing import Any

from stepwell.fhir.names import CORE, DATA_ABSENT, Json, can_hold
from stepwell.fhir.outcome import Issue
from stepwell.fhir.walking import references, walked

ANSWER_OF = {
    "integer": ("valueInteger",),
    "choice": ("valueCoding", "valueInteger", "valueString"),
    "open-choice": ("valueCoding", "valueInteger", "valueString"),
    "string": ("valueString",),
    "text": ("valueString",),
    "boolean": ("valueBoolean",),
    "decimal": ("valueDecimal",),
    "date": ("valueDate",),
    "dateTime": ("valueDateTime",),
    "time": ("valueTime",),
    "url": ("valueUri",),
    "quantity": ("valueQuantity",),
    "attachment": ("valueAttachment",),
    "reference": ("valueReference",),
}
DAY = len("2026-03-01")
COMPARED = {"=": operator.eq, "!=": operator.ne, ">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le}
"""As enableWhen has it: it holds where any answer compares so, and never where there is none."""


def of_bundle(bundle: Json) -> list[Issue]:
    """Return what is wrong within a whole Bundle: dangling references, an address given twice, responses that do not fit."""
    entries = bundle.get("entry") or []
    found = _twice(entries)
    resources = [entry["resource"] for entry in entries if "resource" in entry]
    known = {f"{each['resourceType']}/{each.get('id')}" for each in resources} | {entry.get("fullUrl") for entry in entries}
    asked = {f"{each.get('url')}|{each.get('version')}": each for each in resources if each["resourceType"] == "Questionnaire"}
    for each in resources:
        found += of_resource(each)
        found += [
            Issue(code="not-found", text=f"{where}: {target} is not in the bundle", at=where)
            for where, target in references(each)
            if not target.startswith("#") and target.split("/_history/")[0] not in known
        ]
        if each["resourceType"] == "QuestionnaireResponse" and each.get("questionnaire") in asked:
            found += of_response(asked[each["questionnaire"]], each)
    return found


def _twice(entries: list[Json]) -> list[Issue]:
    count = Counter((entry.get("fullUrl"), (entry.get("resource") or {}).get("meta", {}).get("versionId")) for entry in entries)
    return [
        Issue(code="duplicate", text=f"{url} stands {n} times in the bundle", at="Bundle") for (url, _), n in count.items() if url and n > 1
    ]


def of_resource(resource: Json) -> list[Issue]:
    """Return where one resource holds nothing: an empty list or object, or spaces alone; or a span of time that ends before it starts."""
    found = []
    for at, one in walked(resource, resource["resourceType"]):
        if one in ([], {}):
            found.append(Issue(code="structure", text=f"{at}: an empty list or object", at=at))
        if isinstance(one, str) and not can_hold(one):
            found.append(Issue(code="value", text=f"{at}: a text of spaces alone, or with a character that cannot be shown", at=at))
        if isinstance(one, dict) and _ends_first(one.get("start"), one.get("end")):
            found.append(Issue(code="invariant", text=f"{at}: it ends before it starts", at=at))
    return found


def _ends_first(start: Any, end: Any) -> bool:
    """Return whether one is later than the other, as far as both are written down to the day."""
    return isinstance(start, str) and isinstance(end, str) and len(start) >= DAY <= len(end) and start[:DAY] > end[:DAY]


def of_response(questionnaire: Json, response: Json) -> list[Issue]:
    """Return where a response does not fit its Questionnaire: unknown linkIds, wrong or impossible answers, required ones missing."""
    asked = {item["linkId"]: item for item in _every(questionnaire)}
    found: list[Issue] = []
    for item in _every(response):
        link = str(item.get("linkId"))
        at = f"QuestionnaireResponse.item({link[:40]})"
        if link not in asked:
            found.append(Issue(code="not-found", text=f"{at}: the Questionnaire has no such item", at=at))
            continue
        found += [Issue(code="value", text=f"{at}: {wrong}", at=at) for wrong in _wrong_answers(asked[link], item)]
    if response.get("status") in ("completed", "amended"):
        missing = unanswered(questionnaire, response)
        found += [
            Issue(code="required", text=f"item {link!r} must be answered", at=f"QuestionnaireResponse.item({link})") for link in missing
        ]
    return found


def unanswered(questionnaire: Json, response: Json) -> list[str]:
    """Return the items that must be answered, that are asked after what was said, and that have no answer."""
    said = {item["linkId"]: [_plain(answer) for answer in item.get("answer") or []] for item in _every(response)}
    needed = (item for item in _every(questionnaire) if item.get("required") and item["type"] not in ("group", "display"))
    return [item["linkId"] for item in needed if not said.get(item["linkId"]) and _is_asked(item, said)]


def _every(holder: Json) -> Iterator[Json]:
    for item in holder.get("item") or []:
        yield item
        yield from _every(item)
        for answer in item.get("answer") or []:
            yield from _every(answer)


def _is_asked(item: Json, said: dict[str, list[Any]]) -> bool:
    when = [_holds(each, said.get(each["question"], [])) for each in item.get("enableWhen") or []]
    return not when or (any(when) if item.get("enableBehavior") == "any" else all(when))


def _holds(when: Json, said: list[Any]) -> bool:
    wanted = _plain({name.replace("answer", "value", 1): value for name, value in when.items() if name.startswith("answer")})
    if when["operator"] == "exists":
        return bool(said) is bool(wanted)
    try:
        return any(COMPARED[when["operator"]](one, wanted) for one in said)
    except TypeError:
        return False


def _plain(answer: Json) -> Any:
    """Return the value of an answer so that it can be compared; a code by system and code, not by its words."""
    value = next((value for name, value in answer.items() if name.startswith("value")), None)
    return (value.get("system"), value.get("code")) if isinstance(value, dict) and "code" in value else value


def _wrong_answers(item: Json, response: Json) -> list[str]:
    answers = response.get("answer") or []
    if item["type"] in ("group", "display"):
        return [f"a {item['type']} has no answer"] if answers else []
    wrong = [f"{len(answers)} answers, and it takes one"] if len(answers) > 1 and not item.get("repeats") else []
    if not answers and not any(one.get("url") == DATA_ABSENT for one in response.get("extension") or []):
        wrong.append("neither an answer nor why there is none")
    return wrong + [said for answer in answers if (said := _wrong_answer(item, answer))]


def _wrong_answer(item: Json, answer: Json) -> str:
    name = next((name for name in answer if name.startswith("value")), "")
    if name not in ANSWER_OF.get(item["type"], ()):
        return f"{name or 'an empty answer'} is not an answer to a question of type {item['type']}"
    value = _plain(answer)
    if (options := item.get("answerOption")) and item["type"] != "open-choice" and value not in [_plain(option) for option in options]:
        return "not one of the answers that the Questionnaire offers"
    limits = {one.get("url"): next((v for n, v in one.items() if n.startswith("value")), None) for one in item.get("extension") or []}
    lowest, highest = limits.get(f"{CORE}/minValue"), limits.get(f"{CORE}/maxValue")
    if isinstance(value, int | float) and ((lowest is not None and value < lowest) or (highest is not None and value > highest)):
        return f"{value} is not from {lowest} to {highest}"
    return ""
