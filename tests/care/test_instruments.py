"""Wordings of measures in the records: whole or not at all, and never one that would be scored wrongly."""

import pytest

from stepwell.care.actions import instruments
from stepwell.care.errors import CannotRead
from stepwell.care.models import Instrument
from stepwell.care.queries import instruments as queries
from stepwell.knowledge.loader import load
from tests.made_questionnaire import frogs, ponds

pytestmark = pytest.mark.django_db
KNOWLEDGE = load()


def test_a_wording_comes_back_as_it_was_loaded() -> None:
    added = instruments.add(questionnaire=ponds(), knowledge=KNOWLEDGE)

    assert queries.loaded(KNOWLEDGE) == {"phq_4": added}


def test_what_does_not_fit_is_not_kept() -> None:
    raw = frogs()
    raw["item"].pop()

    with pytest.raises(CannotRead, match="'peg_03'"):
        instruments.add(questionnaire=raw, knowledge=KNOWLEDGE)
    assert not Instrument.objects.exists()


def test_a_second_one_does_not_slip_in() -> None:
    instruments.add(questionnaire=frogs(), knowledge=KNOWLEDGE)

    with pytest.raises(instruments.IsThere):
        instruments.add(questionnaire=frogs(), knowledge=KNOWLEDGE)
    instruments.add(questionnaire=frogs(), knowledge=KNOWLEDGE, replace=True)
    assert Instrument.objects.count() == 1


def test_taking_away_what_is_not_there_is_told() -> None:
    with pytest.raises(instruments.NotThere):
        instruments.remove(measure="peg")


@pytest.mark.parametrize("body", ["{", "[]", '{"resourceType": "Questionnaire", "name": "PEG", "item": []}'])
def test_a_row_that_no_longer_fits_is_not_asked(body: str) -> None:
    instruments.add(questionnaire=frogs(), knowledge=KNOWLEDGE)
    Instrument.objects.update(body=body)

    assert queries.loaded(KNOWLEDGE) == {}
    assert list(queries.held()) == ["peg"]


def test_wordings_are_read_with_one_query(django_assert_num_queries: pytest.FixtureRequest) -> None:
    instruments.add(questionnaire=frogs(), knowledge=KNOWLEDGE)
    instruments.add(questionnaire=ponds(), knowledge=KNOWLEDGE)

    with django_assert_num_queries(1):  # type: ignore[operator]
        assert list(queries.loaded(KNOWLEDGE)) == ["peg", "phq_4"]
