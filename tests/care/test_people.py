"""Settings, drafts and whose rows one sees."""

import pytest

from stepwell.care import access
from stepwell.care.actions import drafts as keep
from stepwell.care.actions import people
from stepwell.care.errors import CareError, TooMuch, UnknownSetting
from stepwell.care.models import Draft, Fact, Person
from stepwell.care.queries import drafts
from stepwell.care.queries import people as who

pytestmark = pytest.mark.django_db


def test_the_owner_is_made_once(owner: Person) -> None:
    assert who.owner() == owner
    assert Person.objects.count() == 1
    assert (owner.country, owner.text_size, owner.given_name) == ("us", "normal", "")


def test_a_setting_changes_and_the_others_stay(owner: Person) -> None:
    people.change_settings(person=owner, given_name=" Ana ")
    changed = people.change_settings(person=owner, text_size="larger")
    assert (changed.given_name, changed.text_size, changed.country) == ("Ana", "larger", "us")


def test_a_name_can_be_taken_away(owner: Person) -> None:
    people.change_settings(person=owner, given_name="Ana")
    assert people.change_settings(person=owner, given_name="").given_name == ""


@pytest.mark.parametrize("wrong", [{"country": "nowhere"}, {"text_size": "huge"}, {"given_name": "x" * 61}])
def test_a_setting_that_does_not_exist_is_refused(owner: Person, wrong: dict[str, str]) -> None:
    with pytest.raises((UnknownSetting, TooMuch)) as refused:
        people.change_settings(person=owner, **wrong)
    assert isinstance(refused.value, CareError)
    assert next(iter(wrong.values())) not in str(refused.value)
    owner.refresh_from_db()
    assert (owner.country, owner.text_size, owner.given_name) == ("us", "normal", "")


def test_a_draft_is_kept_written_over_and_thrown_away(owner: Person) -> None:
    assert drafts.answers(owner, "evaluation") == {}
    keep.save(person=owner, kind="evaluation", answers={"leg_now": 3, "pain_places": ["back"]})
    keep.save(person=owner, kind="evaluation", answers={"leg_now": 4})
    keep.save(person=owner, kind="check_in", answers={"leg_waking": 1})
    assert drafts.answers(owner, "evaluation") == {"leg_now": 4}
    keep.clear(person=owner, kind="evaluation")
    keep.clear(person=owner, kind="evaluation")
    assert drafts.answers(owner, "evaluation") == {}
    assert drafts.answers(owner, "check_in") == {"leg_waking": 1}


def test_a_draft_too_large_is_refused(owner: Person) -> None:
    with pytest.raises(TooMuch):
        keep.save(person=owner, kind="evaluation", answers={"words": "x" * 70_000})


def test_a_draft_that_cannot_be_read_counts_as_none(owner: Person) -> None:
    Draft.objects.create(person=owner, kind="evaluation", answers="broken")
    assert drafts.answers(owner, "evaluation") == {}


def test_one_sees_only_ones_own_rows(five_days: Person) -> None:
    stranger = Person.objects.create()
    assert access.rows_of(five_days, Fact).count() == 11
    assert access.rows_of(stranger, Fact).count() == 0
