"""The JSON Schema of what goes in and of what comes out, made from the structs and the questions that it describes. Draft 2020-12."""

from typing import Any

import msgspec

from stepwell.knowledge.condition import Condition
from stepwell.knowledge.questions import LONGEST_TEXT
from stepwell.knowledge.schema import Knowledge, MeasureKind, Question, QuestionKind

DRAFT = "https://json-schema.org/draft/2020-12/schema"
ANSWERS = "Answers"
Schema = dict[str, Any]


def answers(known: Knowledge) -> Schema:
    """Return the schema of answers: every question is a field that may be left out, and there are no other fields."""
    properties = {question.id: _answer(question) for question in known.questions.values()}
    return {"type": "object", "description": "question id -> answer", "properties": properties, "additionalProperties": False}


def _answer(question: Question) -> Schema:
    described = {"description": question.text}
    match question.kind:
        case QuestionKind.SIGN | QuestionKind.CHOICE:
            return described | {"enum": list(question.choice_ids)}
        case QuestionKind.CHOICES:
            items = {"enum": list(question.choice_ids)}
            alone = {"if": {"contains": {"const": "none"}}, "then": {"maxItems": 1}} if "none" in question.choice_ids else {}
            return described | {"type": "array", "items": items, "minItems": 1} | alone
        case QuestionKind.TEXT:
            return described | {"type": "string", "maxLength": LONGEST_TEXT}
    return described | {"type": "integer", "minimum": int(question.lowest), "maximum": int(question.highest)}


def going_in(kind: Any, title: str, known: Knowledge) -> Schema:
    """Return the schema of facts, with the answers spelled out question by question."""
    schema = _of(kind, title)
    for shape in schema["$defs"].values():
        if "measure" in shape.get("properties", {}):
            shape["anyOf"] = [_told(measure) for measure in known.measures.values()]
        elif "answers" in shape.get("properties", {}):
            shape["properties"]["answers"] = {"$ref": f"#/$defs/{ANSWERS}"}
    schema["$defs"][ANSWERS] = answers(known)
    return schema


def _told(measure: MeasureKind) -> Schema:
    """Return what a fact about one measure may hold: answers to its items, or a score where one can be entered."""
    items = {item.id: {"enum": list(measure.values_of(item))} for item in measure.items}
    main = measure.scores[0]
    score = {"type": "null"} if measure.is_own else {"anyOf": [{"type": "null"}, {"minimum": main.lowest, "maximum": main.highest}]}
    answers = {"type": "object", "properties": items, "additionalProperties": False}
    return {"properties": {"measure": {"const": measure.id}, "answers": answers, "score": score}}


def coming_out(kind: Any, title: str) -> Schema:
    """Return the schema of an answer, in which every field is always there."""
    schema = _of(kind, title)
    for shape in schema.get("$defs", {}).values():
        if shape.get("type") == "object" and "properties" in shape:
            shape["required"] = list(shape["properties"])
    return schema


def _of(kind: Any, title: str) -> Schema:
    return {"$schema": DRAFT, "title": title} | msgspec.json.schema(kind, schema_hook=_hook)


def _hook(kind: type[Any]) -> Schema:
    if kind is Condition:
        return {"type": "string", "description": "when it holds, in words"}
    raise NotImplementedError(kind)
