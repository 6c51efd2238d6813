"""The words in which a measure is asked: our own, or those of a FHIR Questionnaire that somebody loads.

A loaded file gives words and nothing else: items, answers and scoring stand in the knowledge, and the file must fit them exactly.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from stepwell.knowledge.schema import Knowledge, MeasureItem, MeasureKind

LONGEST = {"title": 200, "description": 2000, "copyright": 4000, "text": 600, "answer": 300}
"""Characters of each kind of text."""
MOST_GROUPS = 4
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
ASKED = ("choice", "integer", "boolean")
_WHOLE = re.compile(r"-?\d{1,4}")


class WordingError(ValueError):
    """A file cannot be used. Says which item, what is wrong, and what to do."""


class ItemWording(Struct, frozen=True, kw_only=True):
    """The words of one item. ``answers``: words for each value; empty where the numbers are shown."""

    text: str
    answers: dict[int, str] = {}


class Wording(Struct, frozen=True, kw_only=True):
    """The words of one measure. ``copyright``: what the holder wants to be shown."""

    measure: str
    title: str
    intro: str = ""
    copyright: str = ""
    version: str = ""
    items: dict[str, ItemWording] = {}


def own(measure: MeasureKind) -> Wording:
    """Return the words of one of our own measures."""
    items = {item.id: ItemWording(text=item.text, answers=_labelled(item, measure)) for item in measure.items}
    return Wording(measure=measure.id, title=measure.name, intro=measure.intro, items=items)


def _labelled(item: MeasureItem, measure: MeasureKind) -> dict[int, str]:
    return dict(zip(measure.values_of(item), item.labels, strict=False))


def read(raw: Any, knowledge: Knowledge) -> Wording:
    """Return the words of a FHIR R4 Questionnaire, from values already parsed.

    Raises:
        WordingError: it is no Questionnaire, names no measure that can be loaded, or does not fit that measure's scoring.
    """
    if not isinstance(raw, dict) or raw.get("resourceType") != "Questionnaire":
        raise WordingError('resourceType: this is not a FHIR Questionnaire; give a JSON file with "resourceType": "Questionnaire"')
    _refuse_modifiers(raw, "Questionnaire")
    if raw.get("status") == "retired":
        raise WordingError("status: this Questionnaire is retired; load one that is in use")
    measure = _measure(raw, knowledge)
    found = dict(_items(raw.get("item"), measure, 0))
    missing = [item.id for item in measure.items if item.id not in found]
    if missing:
        raise WordingError(f"item: {len(missing)} of the {len(measure.items)} items are missing, the first is {missing[0]!r}; add each one")
    return Wording(
        measure=measure.id,
        title=_text(raw, "title", "title") or measure.name,
        intro=_text(raw, "description", "description"),
        copyright=_text(raw, "copyright", "copyright"),
        version=_text(raw, "version", "title"),
        items={item.id: found[item.id] for item in measure.items},
    )


def _measure(raw: dict[str, Any], knowledge: Knowledge) -> MeasureKind:
    """Return the measure that a file names: by its name, the end of its url, or a code."""
    codes = [code.get("code") for code in _objects(raw, "code")]
    named = [raw.get("name"), str(raw.get("url", "")).rsplit("/", 1)[-1], *codes]
    wanted = {_plain(name) for name in named if isinstance(name, str) and name}
    found = [measure for measure in knowledge.measures.values() if {_plain(measure.id), *map(_plain, measure.codes)} & wanted]
    can_be = ", ".join(measure.id for measure in knowledge.measures.values() if not measure.is_own and measure.items)
    if not found:
        raise WordingError(f"name: it names no measure that is known; give it as name, one of {can_be}")
    if len(found) > 1:
        raise WordingError(f"name: it names {found[0].id!r} and {found[1].id!r}; keep one of them in name, url and code")
    if found[0].is_own:
        raise WordingError(f"name: {found[0].id!r} is asked in our own words already; give one of {can_be}")
    if not found[0].items:
        raise WordingError(f"name: the scoring of {found[0].id!r} is not worked out here; enter its score by hand")
    return found[0]


def _items(raw: Any, measure: MeasureKind, deep: int) -> Iterator[tuple[str, ItemWording]]:
    if not isinstance(raw, list) or deep > MOST_GROUPS:
        raise WordingError("item: not a list of items; see docs/how-to/load-an-instrument.md for the form")
    known = {item.id: item for item in measure.items}
    seen: set[str] = set()
    for each in raw:
        if not isinstance(each, dict):
            raise WordingError("item: one of them is not an object; write each in braces")
        where = f"item {str(each.get('linkId', 'without linkId'))[:40]!r}"
        _refuse_modifiers(each, where)
        kind = each.get("type")
        if kind == "display":
            continue
        pairs = _items(each.get("item"), measure, deep + 1) if kind == "group" else iter([_item(each, where, known, measure)])
        for link, wording in pairs:
            if link in seen:
                raise WordingError(f"item {link!r}: it stands twice; keep one of them")
            seen.add(link)
            yield link, wording


def _item(raw: dict[str, Any], where: str, known: dict[str, MeasureItem], measure: MeasureKind) -> tuple[str, ItemWording]:
    item = known.get(str(raw.get("linkId")))
    if item is None:
        raise WordingError(f"{where}: not an item of {measure.id!r}; its linkIds are {_listed([one.id for one in measure.items])}")
    if raw.get("type") not in ASKED:
        raise WordingError(f"{where}: its type is {str(raw.get('type'))[:20]!r}; use choice, integer or boolean")
    for unwanted in ("item", "enableWhen", "answerValueSet"):
        if raw.get(unwanted):
            raise WordingError(f"{where}: it has {unwanted}, which is not read; leave it out, and list its answers as answerOption")
    if raw.get("repeats"):
        raise WordingError(f"{where}: it takes several answers, and the scoring counts one; leave repeats out")
    text = _text(raw, "text", "text", where)
    if not text:
        raise WordingError(f"{where}: it has no text; add the words of the item")
    return item.id, ItemWording(text=text, answers=_answers(raw, where, measure.values_of(item)))


def _answers(raw: dict[str, Any], where: str, values: Sequence[int]) -> dict[int, str]:
    """Return the words of each answer, which must be exactly those that the scoring knows."""
    options = raw.get("answerOption")
    if raw.get("type") == "boolean":
        found: dict[int, str] = {0: "No", 1: "Yes"}
    elif not options and raw.get("type") == "integer":
        found = dict.fromkeys(range(min(values), max(values) + 1), "")
    elif isinstance(options, list):
        found = {}
        for option in options:
            value, words = _option(option, where)
            if value in found:
                raise WordingError(f"{where}: the answer {value} stands twice; give each value once")
            found[value] = words
    else:
        raise WordingError(f"{where}: it has no answers; list them as answerOption, with the values {_listed(values)}")
    if set(found) != set(values):
        raise WordingError(f"{where}: its answers are {_listed(sorted(found))}, and the scoring needs {_listed(values)}; mend the values")
    return {value: found[value] for value in values} if any(found.values()) else {}


def _option(raw: Any, where: str) -> tuple[int, str]:
    """Return the value of one answer and its words. A value is the integer itself, its ordinal value, or a code that is a number."""
    if not isinstance(raw, dict):
        raise WordingError(f"{where}: an answerOption is not an object; write each in braces")
    _refuse_modifiers(raw, where)
    whole, coding = raw.get("valueInteger"), raw.get("valueCoding")
    if isinstance(whole, int) and not isinstance(whole, bool):
        return whole, ""
    if not isinstance(coding, dict):
        raise WordingError(f"{where}: an answer is neither valueInteger nor valueCoding; use one of them")
    words = _text(coding, "display", "answer", where)
    extensions = (*_objects(raw, "extension"), *_objects(coding, "extension"))
    ordinals = [each.get("valueDecimal", each.get("valueInteger")) for each in extensions if each.get("url") == ORDINAL]
    value = ordinals[0] if ordinals else coding.get("code")
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        raise WordingError(f"{where}: an answer has no whole number; give it an ordinalValue, or a code that is its number")
    return int(value), words


def _objects(raw: dict[str, Any], field: str) -> list[dict[str, Any]]:
    """Return the objects of a list; nothing where it is no list."""
    found = raw.get(field)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _refuse_modifiers(raw: dict[str, Any], where: str) -> None:
    if raw.get("modifierExtension"):
        raise WordingError(f"{where}: it has a modifierExtension, which changes its meaning and is not read; leave it out")


def _text(raw: dict[str, Any], field: str, kind: str, where: str = "") -> str:
    """Return a text without anything that a page cannot show; "" where there is none."""
    value = raw.get(field)
    at = f"{where}: {field}" if where else field
    if value is None:
        return ""
    if not isinstance(value, str):
        raise WordingError(f"{at}: it is not text; write words in quotes")
    if len(value) > LONGEST[kind]:
        raise WordingError(f"{at}: it has {len(value)} characters; keep it to {LONGEST[kind]}")
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Cf") and letter not in "\r\n\t" for letter in value):
        raise WordingError(f"{at}: it holds a character that cannot be shown; keep letters, digits, signs and spaces")
    return " ".join(value.split())


def _plain(name: str) -> str:
    """Return a name without what differs from one writing of it to another: RMDQ-24, rmdq_24 and Rmdq24 are the same."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _listed(values: Sequence[object]) -> str:
    shown = [str(value) for value in values[:6]]
    return ", ".join(shown) + (f", ... {values[-1]}" if len(values) > len(shown) else "")
