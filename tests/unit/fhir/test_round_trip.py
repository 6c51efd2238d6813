"""Export, import, export: nothing is lost, nothing is added, whatever the log."""

import json
from typing import Any

from hypothesis import given, settings
from msgspec.structs import replace

from stepwell import fhir
from stepwell.fhir.record import MadePlan, Record
from tests.property.logs import Life, lives
from tests.unit.fhir.made import KNOWLEDGE, NOON, record


def through_a_file(bundle: dict[str, Any]) -> Any:
    return json.loads(json.dumps(bundle))


def test_every_kind_of_fact_comes_back_exactly() -> None:
    whole = record()
    made = fhir.bundle(whole, KNOWLEDGE)

    back = fhir.read(through_a_file(made), KNOWLEDGE)

    assert back.is_whole
    assert back.facts == whole.log.facts
    assert back.log == whole.log
    assert back.subject == whole.subject
    assert fhir.bundle(replace(whole, log=back.log, subject=back.subject), KNOWLEDGE) == made


@settings(max_examples=settings().max_examples // 5)
@given(lives(most_days=25))
def test_any_life_comes_back_exactly(life: Life) -> None:
    whole = Record(
        subject=record().subject, log=life.log, made_at=NOON, software="0.1.0", plans=(MadePlan(decision=life.answer, made_at=NOON),)
    )
    made = fhir.bundle(whole, KNOWLEDGE, with_definitions=False)

    back = fhir.read(through_a_file(made), KNOWLEDGE)

    assert [issue.text for issue in back.issues if issue.severity == "error"] == []
    assert back.log == life.log
    assert fhir.bundle(replace(whole, log=back.log), KNOWLEDGE, with_definitions=False) == made


def test_what_was_worked_out_is_not_read_and_that_is_said() -> None:
    made = fhir.bundle(record(), KNOWLEDGE)
    back = fhir.read(made, KNOWLEDGE)
    left = [issue for issue in back.issues if issue.severity == "information"]
    assert len(left) + len(back.facts) + 1 == len(made["entry"])
