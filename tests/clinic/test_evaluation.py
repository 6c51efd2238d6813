"""The evaluation: the history arrives filled in, findings become facts, and the person reads them in plain words."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from stepwell.care.actions import facts
from stepwell.care.models import Account, AuditEntry, Draft, Enrolment, Fact, Person
from stepwell.care.queries import days
from stepwell.engine.log import Answers, CheckIn, Evaluation, SafetyCheck
from stepwell.engine.log import Fact as Told
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import AskedWhen, Tier
from stepwell.web.therapist.history_groups import PARTS
from tests.calm_answers import with_calm_answers
from tests.scenario.notes import people

pytestmark = pytest.mark.one_database

FACT = "5f0d1c9e-8b1e-4d52-9a54-000000000001"


@pytest.fixture
def person(ana: Account) -> Person:
    """Return Ana's programme, safe to exercise and evaluated."""
    assert ana.person is not None
    today, calm = timezone.localdate(), with_calm_answers({"age": 45, "sex": "male"}, load())
    said = {key: tuple(value) if isinstance(value, list) else value for key, value in people()["tom"].items() if key not in calm}
    told: list[Told] = [SafetyCheck(on=today, answers=calm), Evaluation(on=today, answers=said | {"activity_1": "carry my niece"})]
    facts.add(person=ana.person, facts=told, now=timezone.now())
    return ana.person


def _address(person: Person) -> str:
    return reverse("therapist:evaluation", args=[person.pk])


def _post(client: Client, person: Person, do: str = "save", **fields: object) -> str:
    answer = client.post(_address(person), {"do": do, "fact_id": FACT, **fields}, follow=True)
    return answer.content.decode()


def test_the_history_arrives_filled_in_by_their_own_answers(tess: Account, person: Person, signed_in: Callable[..., Client]) -> None:
    """In eleven parts; signs that are not there are only counted, and reading it is written down."""
    page = signed_in(tess).get(_address(person)).content.decode()
    assert len(PARTS) == 11
    assert "carry my niece" in page
    assert "signs asked, and not there" in page
    assert AuditEntry.objects.filter(person=person, account_id=tess.pk, action="read", what="evaluation").exists()


def test_the_history_says_when_it_was_told_and_what_came_since(tess: Account, ana: Account, signed_in: Callable[..., Client]) -> None:
    """Pain of six weeks ago is not called pain of now, and a "no" beside a "yes" to the same thing is not counted as calm."""
    assert ana.person is not None
    today = timezone.localdate()
    calm = with_calm_answers({"age": 45, "sex": "male"}, load())
    old: Answers = {"leg_now": 10, "began": "weeks_2_6", "sensation": ("tingling",), "activity_1": "carry my niece", "activity_1_now": 4}
    mornings = [CheckIn(on=today - timedelta(days=ago), answers={"leg_waking": 3}) for ago in range(3)]
    told: list[Told] = [SafetyCheck(on=today, answers=calm), Evaluation(on=today - timedelta(days=42), answers=old), *mornings]
    facts.add(person=ana.person, facts=told, now=timezone.now())
    page = " ".join(signed_in(tess).get(_address(ana.person)).content.decode().split())
    then, now = (date_format(on, "F j, Y") for on in (today - timedelta(days=42), today))
    assert f"As they told it on {then}." in page
    assert f"10 of 10; since then about 3 of 10 on waking ({now})" in page
    assert f"2 to 6 weeks ago ({then})" in page
    assert "right now" not in page
    assert f"No (but another answer says yes: ask again) ({now})" in page


def test_every_question_of_the_evaluation_has_a_part() -> None:
    """Nothing that a person told is left out of what the therapist reads."""
    named = {question for _name, _title, questions in PARTS for question in questions}
    asked = {question.id for question in load().questions.values() if AskedWhen.EVALUATION in question.asked_when}
    assert asked <= named


def test_findings_are_facts_with_their_author_and_steer_the_plan(tess: Account, person: Person, signed_in: Callable[..., Client]) -> None:
    """A weak muscle group raises the tier; the code sets the pattern; a precaution closes exercises; a goal is kept."""
    page = _post(
        signed_in(tess),
        person,
        exam_strength_l4_left="3",
        codes=["M48.062"],
        precautions=["osteoporosis"],
        goal_1="walk to the lake",
        irritability="high",
    )
    known = days.understanding(person)
    assert known.safety.held is Tier.SAME_DAY
    assert known.picture is not None
    assert known.picture.pattern == "stenosis"
    assert known.answers["conditions"] == ("osteoporosis",)
    assert "Exercise is paused" in page
    written = Fact.objects.filter(person=person, author_id=tess.pk).values_list("kind", flat=True)
    assert sorted(written) == ["examination", "goal", "order"]
    assert AuditEntry.objects.filter(person=person, action="write", what="examination").count() == 1


def test_saving_twice_adds_one(tess: Account, person: Person, signed_in: Callable[..., Client]) -> None:
    """A double press, or a page that is sent again."""
    client = signed_in(tess)
    for _time in range(2):
        _post(client, person, exam_direction="extension", precautions=["glaucoma"], goal_1="walk to the lake")
    assert Fact.objects.filter(person=person, kind="examination").count() == 1
    assert Fact.objects.filter(person=person, kind="order").count() == 1


def test_codes_that_exclude_each_other_are_refused_with_words(tess: Account, person: Person, signed_in: Callable[..., Client]) -> None:
    """And nothing is written."""
    answer = signed_in(tess).post(_address(person), {"do": "save", "fact_id": FACT, "codes": ["M54.31", "M51.16"]})
    assert answer.status_code == 422
    assert "exclude each other" in answer.content.decode()
    assert not Fact.objects.filter(person=person, kind="examination").exists()


def test_what_it_would_change_is_said_before_it_is_saved(tess: Account, person: Person, signed_in: Callable[..., Client]) -> None:
    """The rule and the next step; nothing is written by looking."""
    page = _post(signed_in(tess), person, do="look", exam_saddle="changed", exam_direction="flexion")
    assert "exercise is paused" in page
    assert "bending forward" in page
    assert not Fact.objects.filter(person=person, kind="examination").exists()


def test_a_draft_is_kept_for_its_therapist_and_counts_for_nothing(tess: Account, person: Person, signed_in: Callable[..., Client]) -> None:
    """It comes back as it was; saving throws it away."""
    client = signed_in(tess)
    _post(client, person, do="draft", exam_strength_l5_right="2", words="to be finished")
    assert days.understanding(person).safety.held is Tier.SELF_MANAGE
    assert "to be finished" in client.get(_address(person)).content.decode()
    _post(client, person, exam_direction="none")
    assert not Draft.objects.filter(person=person).exists()


def test_an_empty_form_is_not_an_examination(tess: Account, person: Person, signed_in: Callable[..., Client]) -> None:
    """Nothing found is not the same as nothing there."""
    assert "Nothing is filled in yet" in _post(signed_in(tess), person)
    assert not Fact.objects.filter(person=person, kind="examination").exists()


def test_only_what_is_shared_is_shown(tess: Account, omar: Account, person: Person, signed_in: Callable[..., Client]) -> None:
    """Without the evaluation the history is closed; another clinic's therapist finds nothing there."""
    Enrolment.objects.filter(person=person).update(scope="days")
    page = signed_in(tess).get(_address(person)).content.decode()
    assert "carry my niece" not in page
    assert "do not share" in page
    assert signed_in(omar).get(_address(person)).status_code == 404
    assert signed_in(omar).post(_address(person), {"do": "save", "codes": ["M54.31"]}).status_code == 404


def test_the_person_reads_what_was_found_and_not_the_chart(
    tess: Account, ana: Account, person: Person, signed_in: Callable[..., Client]
) -> None:
    """In plain words, with the goals; the therapist's own words stay in the chart."""
    _post(
        signed_in(tess),
        person,
        exam_strength_l4_left="5",
        exam_direction="extension",
        goal_1="walk to the lake",
        words="Query secondary gain",
    )
    client = signed_in(ana)
    page = client.get(reverse("patient:found")).content.decode()
    assert "Lifting the foot (L4), left" in page
    assert "walk to the lake" in page
    assert "Query secondary gain" not in page
    assert reverse("patient:found") in client.get(reverse("patient:today")).content.decode()


def test_what_they_want_back_is_offered_as_a_goal(tess: Account, person: Person, signed_in: Callable[..., Client]) -> None:
    """In the goal fields and on the page of goals, until it is a goal."""
    browser, goals = signed_in(tess), reverse("therapist:goals", args=[person.pk])
    assert '<option value="carry my niece">' in browser.get(_address(person)).content.decode()
    assert "Make it a goal" in browser.get(goals).content.decode()
    browser.post(goals, {"fact_id": FACT, "do": "new", "words": "carry my niece"})
    assert "Make it a goal" not in browser.get(goals).content.decode()
    assert '<option value="carry my niece">' not in browser.get(_address(person)).content.decode()


def test_what_they_want_back_is_not_offered_where_their_words_are_not_shared(
    tess: Account, person: Person, signed_in: Callable[..., Client]
) -> None:
    """What they wrote is theirs."""
    Enrolment.objects.filter(person=person).update(scope="days evaluation")
    for address in (_address(person), reverse("therapist:goals", args=[person.pk])):
        assert "carry my niece" not in signed_in(tess).get(address).content.decode()
