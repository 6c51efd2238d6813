"""A file with the wording of a measure: what fits is taken, and each thing that does not is named in one line."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from stepwell.engine.measuring_wording import WordingError, own, read
from stepwell.knowledge.loader import load
from tests.made_questionnaire import ORDINAL, frogs, made, ponds, stones

KNOWLEDGE = load()


def test_whole_numbers_need_no_words() -> None:
    wording = read(frogs(), KNOWLEDGE)

    assert wording.measure == "peg"
    assert wording.copyright == "Nobody, who made it up."
    assert wording.items["peg_03"].text == "How green is the <third> frog?"
    assert wording.items["peg_02"].answers == {}


def test_coded_answers_are_taken_by_their_ordinal_value_and_groups_are_opened() -> None:
    wording = read(ponds(), KNOWLEDGE)

    assert wording.measure == "phq_4"
    assert wording.items["anxiety_02"].answers == {0: "never", 1: "on some days", 2: "on most days", 3: "always"}


def test_statements_to_tick_are_taken() -> None:
    assert len(read(stones(), KNOWLEDGE).items) == 24


def test_a_code_that_is_a_number_is_its_value() -> None:
    raw = ponds()
    for item in raw["item"][0]["item"]:
        item["answerOption"] = [{"valueCoding": {"code": str(value), "display": f"word {value}"}} for value in (3, 2, 1, 0)]

    assert list(read(raw, KNOWLEDGE).items["depression_01"].answers) == [0, 1, 2, 3]


@pytest.mark.parametrize("name", ["peg", "PEG", "Peg"])
def test_a_name_is_known_however_it_is_written(name: str) -> None:
    assert read({**frogs(), "name": name}, KNOWLEDGE).measure == "peg"


def test_a_measure_is_known_by_its_code() -> None:
    raw = {**ponds(), "url": "https://example.org/x", "code": [{"system": "http://loinc.org", "code": "69724-3"}]}

    assert read(raw, KNOWLEDGE).measure == "phq_4"


def test_the_items_stand_in_the_order_of_the_scoring() -> None:
    raw = frogs()
    raw["item"].reverse()

    assert list(read(raw, KNOWLEDGE).items) == ["peg_01", "peg_02", "peg_03"]


def test_our_own_words_are_complete() -> None:
    for measure in KNOWLEDGE.measures.values():
        if measure.is_own:
            assert {item: words.text for item, words in own(measure).items.items()} == {item.id: item.text for item in measure.items}


def _changed(change: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    raw = deepcopy(frogs())
    change(raw)
    return raw


def _item(number: int, **fields: Any) -> dict[str, Any]:
    return _changed(lambda raw: raw["item"][number].update(fields))


BAD: tuple[tuple[str, Any, str], ...] = (
    ("a list", [], "resourceType: this is not a FHIR Questionnaire"),
    ("another resource", {"resourceType": "Patient"}, "resourceType: this is not a FHIR Questionnaire"),
    ("retired", {**frogs(), "status": "retired"}, "status: this Questionnaire is retired"),
    ("a changed meaning", {**frogs(), "modifierExtension": [{"url": "x"}]}, "Questionnaire: it has a modifierExtension"),
    ("no name", {**frogs(), "name": None}, "name: it names no measure that is known"),
    ("an unknown name", {**frogs(), "name": "PHQ9"}, "name: it names no measure that is known"),
    ("two names", {**frogs(), "url": "https://example.org/odi"}, "name: it names 'odi' and 'peg'"),
    ("our own", made("weekly", []), "name: 'weekly' is asked in our own words already"),
    ("a score only", made("EARS", []), "name: the scoring of 'ears' is not worked out here; enter its score by hand"),
    ("no items", made("PEG", []), "item: 3 of the 3 items are missing, the first is 'peg_01'"),
    ("items that are no list", {**frogs(), "item": {"a": 1}}, "item: not a list of items"),
    ("an item that is no object", {**frogs(), "item": ["peg_01"]}, "item: one of them is not an object"),
    ("one item short", _changed(lambda raw: raw["item"].pop()), "item: 1 of the 3 items are missing, the first is 'peg_03'"),
    (
        "one item too many",
        _changed(lambda raw: raw["item"].append({"linkId": "peg_04", "type": "integer", "text": "x"})),
        "item 'peg_04': not an",
    ),
    ("an item twice", _changed(lambda raw: raw["item"].append(raw["item"][0])), "item 'peg_01': it stands twice"),
    ("another linkId", _item(0, linkId="frog"), "item 'frog': not an item of 'peg'; its linkIds are peg_01, peg_02, peg_03"),
    ("a text question", _item(0, type="text"), "item 'peg_01': its type is 'text'; use choice, integer or boolean"),
    ("no text", _item(0, text=""), "item 'peg_01': it has no text"),
    ("a text that is a number", _item(0, text=7), "item 'peg_01': text: it is not text"),
    ("a very long text", _item(0, text="frog " * 200), "item 'peg_01': text: it has 1000 characters; keep it to 600"),
    ("a hidden character", _item(0, text="frog\u202e"), "item 'peg_01': text: it holds a character that cannot be shown"),
    ("several answers", _item(0, repeats=True), "item 'peg_01': it takes several answers"),
    ("asked on a condition", _item(0, enableWhen=[{"question": "x"}]), "item 'peg_01': it has enableWhen, which is not read"),
    ("answers elsewhere", _item(0, type="choice", answerValueSet="x"), "item 'peg_01': it has answerValueSet, which is not read"),
    ("an item in an item", _item(0, item=[{"linkId": "x"}]), "item 'peg_01': it has item, which is not read"),
    ("no answers", _item(0, type="choice"), "item 'peg_01': it has no answers; list them as answerOption"),
    (
        "too few answers",
        _item(0, type="choice", answerOption=[{"valueInteger": 0}]),
        "item 'peg_01': its answers are 0, and the scoring needs 0, 1",
    ),
    ("yes and no", _item(0, type="boolean"), "item 'peg_01': its answers are 0, 1, and the scoring needs 0, 1, 2"),
    (
        "an answer twice",
        _item(0, type="choice", answerOption=[{"valueInteger": 0}, {"valueInteger": 0}]),
        "item 'peg_01': the answer 0 stands twice",
    ),
    (
        "an answer without a number",
        _item(0, type="choice", answerOption=[{"valueCoding": {"code": "never", "display": "never"}}]),
        "item 'peg_01': an answer has no whole number",
    ),
    (
        "a broken number",
        _item(0, type="choice", answerOption=[{"valueCoding": {"extension": [{"url": ORDINAL, "valueDecimal": 0.5}]}}]),
        "item 'peg_01': an answer has no whole number",
    ),
    (
        "an answer of words",
        _item(0, type="choice", answerOption=[{"valueString": "never"}]),
        "item 'peg_01': an answer is neither valueInteger",
    ),
    ("an answer that is no object", _item(0, type="choice", answerOption=[3]), "item 'peg_01': an answerOption is not an object"),
    ("a very long copyright", {**frogs(), "copyright": "c" * 5000}, "copyright: it has 5000 characters; keep it to 4000"),
)


@pytest.mark.parametrize(("raw", "words"), [(raw, words) for _, raw, words in BAD], ids=[name for name, *_ in BAD])
def test_what_does_not_fit_is_refused_in_one_line(raw: Any, words: str) -> None:
    with pytest.raises(WordingError) as refused:
        read(raw, KNOWLEDGE)

    assert str(refused.value).startswith(words)
    assert "\n" not in str(refused.value)


def test_groups_in_groups_without_an_end_are_refused() -> None:
    item: dict[str, Any] = {"linkId": "x", "type": "group", "item": []}
    for _ in range(50):
        item = {"linkId": "x", "type": "group", "item": [item]}

    with pytest.raises(WordingError, match="not a list of items"):
        read(made("PEG", [item]), KNOWLEDGE)
