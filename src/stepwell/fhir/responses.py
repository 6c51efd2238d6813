"""Answers of the log <-> the items of a FHIR QuestionnaireResponse."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from stepwell.engine.log import Answer
from stepwell.fhir.names import DATA_ABSENT, Json
from stepwell.fhir.questionnaires import answer_coding, value_coding
from stepwell.knowledge.schema import Knowledge, MeasureKind, QuestionKind

LEFT_OPEN, LEFT_EMPTY = "asked-declined", "unknown"
"""Why an item stands without an answer: it was asked and left open; or a field for words was left empty."""
MOST_DEEP = 6


class ResponseError(ValueError):
    """Items cannot be read. Says which, and what is wrong."""


def items_of(questionnaire: Json, answers: Mapping[str, Answer], left_open: Collection[str], knowledge: Knowledge) -> list[Json]:
    """Return the items of the answers to a Questionnaire of a moment, in its order; pages on which nothing was said are left out."""
    pages = []
    for page in questionnaire["item"]:
        asked = [item["linkId"] for item in page["item"]]
        items = [_item(question, answers[question], knowledge) for question in asked if question in answers]
        items += [{"linkId": question, "extension": _absent(LEFT_OPEN)} for question in asked if question in left_open]
        if items:
            pages.append({"linkId": page["linkId"], "item": sorted(items, key=lambda item: asked.index(item["linkId"]))})
    return pages


def items_of_measure(measure: MeasureKind, answers: Mapping[str, Answer]) -> list[Json]:
    """Return the items of the answers to a measure, in its order."""
    items = []
    for item in measure.items:
        if item.id in answers:
            value = answers[item.id]
            values = measure.values_of(item)
            worded = item.labels and value in values
            said = {"valueCoding": value_coding(item, int(value), item.labels[values.index(int(value))])} if worded else _number(value)  # type: ignore[arg-type]
            items.append({"linkId": item.id, "answer": [said]})
    return items


def _item(question: str, answer: Answer, knowledge: Knowledge) -> Json:
    if answer == "":
        return {"linkId": question, "extension": _absent(LEFT_EMPTY)}
    asked = knowledge.questions[question]
    said: list[Json]
    match asked.kind:
        case QuestionKind.SIGN | QuestionKind.CHOICE:
            said = [{"valueCoding": answer_coding(asked, str(answer))}]
        case QuestionKind.CHOICES:
            said = [{"valueCoding": answer_coding(asked, choice)} for choice in answer]  # type: ignore[union-attr]
        case QuestionKind.TEXT:
            said = [{"valueString": str(answer)}]
        case _:
            said = [_number(answer)]
    return {"linkId": question, "answer": said}


def _absent(why: str) -> list[Json]:
    return [{"url": DATA_ABSENT, "valueCode": why}]


def _number(value: Any) -> Json:
    return {"valueInteger": int(value)}


def answers_in(response: Json, knowledge: Knowledge) -> tuple[dict[str, Any], list[str]]:
    """Return the answers to questions of the knowledge, and the questions that were left open. They are still to be checked.

    Raises:
        ResponseError: an item is broken.
    """
    answers: dict[str, Any] = {}
    left_open: list[str] = []
    for item in leaves(response):
        link = str(item.get("linkId"))
        question = knowledge.questions.get(link)
        values = [_said(answer, link) for answer in item.get("answer") or []]
        why = next((one.get("valueCode") for one in item.get("extension") or [] if one.get("url") == DATA_ABSENT), None)
        if link in answers or link in left_open:
            raise ResponseError(f"item {link[:40]!r} stands twice; keep one of them")
        if not values and why == LEFT_EMPTY:
            answers[link] = ""
        elif not values and why == LEFT_OPEN:
            left_open.append(link)
        elif values:
            answers[link] = values if question is not None and question.kind is QuestionKind.CHOICES else _only(values, link)
    return answers, left_open


def measure_answers_in(response: Json) -> dict[str, Any]:
    """Return the answers to a measure. A code is its number. Raises ResponseError for a broken item."""
    found: dict[str, Any] = {}
    for item in leaves(response):
        link = str(item.get("linkId"))
        if link in found:
            raise ResponseError(f"item {link[:40]!r} stands twice; keep one of them")
        if values := [_said(answer, link) for answer in item.get("answer") or []]:
            value = _only(values, link)
            found[link] = int(value) if isinstance(value, str) and value.lstrip("-").isdecimal() else value
    return found


def leaves(response: Json, deep: int = 0) -> Iterator[Json]:
    """Yield the items that are no group, in order. Raises ResponseError where they stand too deep in each other."""
    if deep > MOST_DEEP:
        raise ResponseError("item: groups stand too deep in each other")
    for item in response.get("item") or []:
        if item.get("item"):
            yield from leaves(item, deep + 1)
        if item.get("answer") or not item.get("item"):
            yield item


def _only(values: list[Any], link: str) -> Any:
    if len(values) > 1:
        raise ResponseError(f"item {link[:40]!r} has {len(values)} answers, and takes one")
    return values[0]


def _said(answer: Json, link: str) -> Any:
    coded = answer.get("valueCoding")
    if isinstance(coded, dict):
        return coded.get("code")
    for name in ("valueInteger", "valueString", "valueDecimal", "valueBoolean"):
        if name in answer:
            return answer[name]
    raise ResponseError(f"item {link[:40]!r} has an answer of a kind that is not read; use a coding, an integer or a string")
