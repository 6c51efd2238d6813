"""The questions of the knowledge as FHIR Questionnaires: one for each moment at which something is asked, and one for each measure."""

from typing import Any

from stepwell.fhir import codes
from stepwell.fhir.names import CORE, ORDINAL, SYSTEM, UCUM, Json, canonical, coding, fhir_id, own_coding
from stepwell.knowledge.condition import All, AnyOf, Condition, Leaf, Operator
from stepwell.knowledge.once import once
from stepwell.knowledge.schema import AskedWhen, Knowledge, MeasureItem, MeasureKind, Question, QuestionKind

SIGN_WORDS = {"no": "No", "yes": "Yes", "not_sure": "Not sure"}
COMPARED = {Operator.IS: "=", Operator.HAS: "=", Operator.IS_NOT: "!=", Operator.AT_LEAST: ">=", Operator.AT_MOST: "<="}
COMPARED |= {Operator.MORE: ">", Operator.LESS: "<"}
MINUTES = ("minute", "minutes")


def name_of(moment: str) -> str:
    """Return the id of the Questionnaire of a moment, such as "check-in"."""
    return fhir_id(moment)


def name_of_measure(measure: str) -> str:
    """Return the id of the Questionnaire of a measure, such as "measure-weekly"."""
    return fhir_id("measure", measure)


@once
def questionnaires(knowledge: Knowledge) -> dict[str, Json]:
    """Return every Questionnaire, by id. Made once for a knowledge: do not change what comes back."""
    asked = [_of_moment(moment, knowledge) for moment in AskedWhen]
    measured = [_of_measure(measure, knowledge) for measure in knowledge.measures.values() if measure.items]
    return {each["id"]: each for each in (*asked, *measured) if each.get("item")}


def _head(of: str, title: str, knowledge: Knowledge) -> Json:
    return {
        "resourceType": "Questionnaire",
        "id": of,
        "url": canonical("Questionnaire", of),
        "version": knowledge.release.version,
        "name": "".join(part.capitalize() for part in of.split("-")),
        "title": title,
        "status": "active",
        "subjectType": ["Patient"],
        "date": knowledge.release.date,
    }


def _of_moment(moment: AskedWhen, knowledge: Knowledge) -> Json:
    questions = [question for question in knowledge.questions.values() if moment in question.asked_when]
    within = {question.id for question in questions}
    pages: dict[str, list[Json]] = {}
    for question in questions:
        pages.setdefault(question.group, []).append(_question(question, knowledge, within))
    items = [_page(group, of, knowledge) for group, of in pages.items()]
    title = str(moment).replace("_", " ").capitalize()
    return _head(name_of(moment), title, knowledge) | {"item": items}


def _page(group: str, items: list[Json], knowledge: Knowledge) -> Json:
    return {"linkId": f"page.{group}", "type": "group", "text": knowledge.groups[group].title, "item": items}


def _question(question: Question, knowledge: Knowledge, within: set[str]) -> Json:
    item: Json = {"linkId": question.id, "text": question.text, "type": _type(question)}
    if extensions := _limits(question):
        item = {"extension": extensions} | item
    item |= _enabled_when(question, knowledge, within)
    item["required"] = question.hard or (AskedWhen.CHECK_IN in question.asked_when and not question.optional)
    if question.kind is QuestionKind.CHOICES:
        item["repeats"] = True
    if question.choice_ids:
        item["answerOption"] = [{"valueCoding": answer_coding(question, each)} for each in question.choice_ids]
    said = (("help", question.help), ("why", question.why))
    if shown := [{"linkId": f"{question.id}.{name}", "type": "display", "text": words} for name, words in said if words]:
        item["item"] = shown
    return item


def _type(question: Question) -> str:
    match question.kind:
        case QuestionKind.SCALE | QuestionKind.NUMBER:
            return "integer"
        case QuestionKind.TEXT:
            return "string"
    return "choice"


def _limits(question: Question) -> list[Json]:
    if question.kind not in (QuestionKind.SCALE, QuestionKind.NUMBER):
        return []
    limits = _least_and_most(int(question.lowest), int(question.highest))
    if question.unit in MINUTES:
        limits.append({"url": f"{CORE}/questionnaire-unit", "valueCoding": coding(UCUM, "min", "minutes")})
    return limits


def _least_and_most(lowest: int, highest: int) -> list[Json]:
    return [{"url": f"{CORE}/minValue", "valueInteger": lowest}, {"url": f"{CORE}/maxValue", "valueInteger": highest}]


def answer_coding(question: Question, choice: str) -> Json:
    """Return the Coding of one choice. Choices are known only within their question, so each question has a code system."""
    if question.kind is QuestionKind.SIGN:
        return {"system": f"{SYSTEM}/CodeSystem/sign", "code": choice, "display": SIGN_WORDS[choice]}
    display = next(each.text for each in question.choices if each.id == choice)
    return {"system": f"{SYSTEM}/CodeSystem/{fhir_id(question.id)}", "code": choice, "display": display}


def _enabled_when(question: Question, knowledge: Knowledge, within: set[str]) -> Json:
    """Return when a question is asked; nothing where that cannot be said in FHIR's terms, and it is then simply open."""
    if question.only_if is None:
        return {}
    leaves, behavior = _leaves(question.only_if)
    if not leaves or any(leaf.question not in within or leaf.operator not in COMPARED for leaf in leaves):
        return {}
    when = [{"question": leaf.question, "operator": COMPARED[leaf.operator], **_compared(leaf, knowledge)} for leaf in leaves]
    return {"enableWhen": when} | ({"enableBehavior": behavior} if len(when) > 1 else {})


def _leaves(condition: Condition) -> tuple[list[Leaf], str]:
    match condition:
        case Leaf():
            return [condition], "all"
        case All(parts) | AnyOf(parts):
            found = [part for part in parts if isinstance(part, Leaf)]
            return (found if len(found) == len(parts) else []), ("all" if isinstance(condition, All) else "any")
    return [], "all"


def _compared(leaf: Leaf, knowledge: Knowledge) -> Json:
    question = knowledge.questions[leaf.question]
    return {"answerCoding": answer_coding(question, leaf.value)} if isinstance(leaf.value, str) else {"answerInteger": int(leaf.value)}


def _of_measure(measure: MeasureKind, knowledge: Knowledge) -> Json:
    of = name_of_measure(measure.id)
    whole = [codes.MEASURES[measure.id]] if measure.id in codes.MEASURES else []
    head = _head(of, measure.name, knowledge) | {"code": [*whole, own_coding("measure", measure.id, measure.name)]}
    if measure.holder is not None:
        head["copyright"] = f"The wording belongs to {measure.holder.name} and is not here. {measure.holder.licence}"
    return head | {"item": [_measure_item(item, measure) for item in measure.items]}


def _measure_item(item: MeasureItem, measure: MeasureKind) -> Json:
    values = measure.values_of(item)
    words = item.text.replace("{activity}", "the activity that you named").replace("{since}", "the day on which the program began")
    made: Json = {"linkId": item.id} | ({"text": words} if words else {}) | {"required": False}
    if item.labels:
        options = [_valued(item, value, label) for value, label in zip(values, item.labels, strict=True)]
        return made | {"type": "choice", "answerOption": options}
    if values == tuple(range(min(values), max(values) + 1)):
        return {"extension": _least_and_most(min(values), max(values))} | made | {"type": "integer"}
    return made | {"type": "integer", "answerOption": [{"valueInteger": value} for value in values]}


def _valued(item: MeasureItem, value: int, label: str) -> Json:
    return {"valueCoding": value_coding(item, value, label)}


def value_coding(item: MeasureItem, value: int, label: str) -> Json:
    """Return the Coding of an answer that has words: its code is its number."""
    ordinal: dict[str, Any] = {"url": ORDINAL, "valueDecimal": value}
    return {"extension": [ordinal], "system": f"{SYSTEM}/CodeSystem/{fhir_id(item.id)}", "code": str(value), "display": label}
