"""Templates of a clinic hold orders, nothing of the person they came from, and are looked at before they are given."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.care.actions import facts
from stepwell.care.models import Account, OrderTemplate, Person
from stepwell.care.queries import days
from stepwell.engine.log import Evaluation
from stepwell.knowledge.loader import load
from tests.bench._made_log import made_log
from tests.clinic.plan_press import press

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SignedIn = Callable[..., Client]


def person_of(account: Account) -> Person:
    assert account.person is not None
    return account.person


def told(account: Account, **answers: Any) -> Person:
    today = timezone.localdate()
    facts.merge(person=person_of(account), log=made_log(5, today - timedelta(days=4), load()), now=timezone.now())
    if answers:
        facts.add(person=person_of(account), facts=[Evaluation(on=today, answers=answers)], now=timezone.now())
    return person_of(account)


def post(browser: Client, person: Person, page: Any = None, **fields: str) -> Any:
    where = f"/therapist/{person.pk}/plan/"
    page = page or browser.get(where)
    return press(browser, where, {"draft": page.context["draft_text"], "version": page.context["desk"].version} | fields)


@pytest.fixture
def template(signed_in: SignedIn, tess: Account, ana: Account) -> OrderTemplate:
    """Return a template made of what is set, and waits, for Ana."""
    browser, person = signed_in(tess), told(ana)
    page = post(browser, person, do="stage", stage="calm", **{"stage-words": "MARKER about Ana"})
    post(browser, person, page, do="save")
    page = post(browser, person, do="remove", exercise="cat_cow", words="MARKER too")
    page = post(browser, person, page, do="note", **{"note-words": "MARKER for Ana"})
    page = post(browser, person, page, do="precaution", precaution="osteoporosis")
    page = post(browser, person, page, do="keep", **{"template-name": "Acute disc"})
    assert not page.context["problem"]
    return OrderTemplate.objects.get()


def test_it_holds_nothing_of_the_person_it_came_from(template: OrderTemplate) -> None:
    assert "MARKER" not in template.orders
    assert "osteoporosis" not in template.orders
    assert timezone.localdate().isoformat() not in template.orders
    assert '"stage":"calm"' in template.orders
    assert '"exercise":"cat_cow"' in template.orders


def test_it_is_looked_at_before_it_is_given(signed_in: SignedIn, tess: Account, ben: Account, template: OrderTemplate) -> None:
    browser, person = signed_in(tess), told(ben)
    page = post(browser, person, do="template", template=str(template.pk))
    assert [each["is"].order for each in page.context["draft"]] == ["stage", "remove"]
    assert days.understanding(person).orders.stage is None
    post(browser, person, page, do="save")
    known = days.understanding(person).orders
    assert (known.stage, known.removed) == ("calm", ("cat_cow",))


def test_its_warnings_are_those_of_the_person_it_is_given_to(signed_in: SignedIn, tess: Account, ana: Account, ben: Account) -> None:
    browser, first = signed_in(tess), told(ana)
    page = post(browser, first, do="pin", exercise="prone_lying")
    post(browser, first, page, do="keep", **{"template-name": "Face down"})
    second = told(ben, conditions=("reflux_or_hernia",))
    page = post(browser, second, do="template", template=str(OrderTemplate.objects.get().pk))
    assert [one["severity"] for each in page.context["draft"] for one in each["warnings"]][:1] == ["serious"]
    refused = post(browser, second, page, do="save")
    assert refused.context["problem"]
    assert days.understanding(second).orders.pinned == ()
    order = page.context["draft"][0]["is"]
    assert post(browser, second, page, do="save", **{f"reason-{order.id}": "Tried with me, with a raised head end."}).status_code == 302
    assert days.understanding(second).orders.pinned == ("prone_lying",)


def test_each_name_stands_once(signed_in: SignedIn, tess: Account, ana: Account, template: OrderTemplate) -> None:
    for name in ("Acute disc", "  "):
        page = post(signed_in(tess), person_of(ana), do="keep", **{"template-name": name})
        assert page.context["problem"]
    assert OrderTemplate.objects.count() == 1


def test_what_suits_nobody_else_makes_no_template(signed_in: SignedIn, tess: Account, ana: Account) -> None:
    """Words for one person alone were kept as an empty template."""
    browser, person = signed_in(tess), told(ana)
    page = post(browser, person, do="note", **{"note-words": "Well done, Ana."})
    page = post(browser, person, page, do="keep", **{"template-name": "Praise"})
    assert "nothing a template can keep" in page.context["problem"]
    assert (page.context["wrong"], page.context["kept"]["template_name"]) == ("template-name", "Praise")
    assert not OrderTemplate.objects.exists()


def test_a_name_that_is_too_long_is_not_cut(signed_in: SignedIn, tess: Account, ana: Account) -> None:
    browser, long = signed_in(tess), "Acute disc with leg pain " * 4
    page = post(browser, told(ana), do="stage", stage="calm")
    page = post(browser, person_of(ana), page, do="keep", **{"template-name": long})
    assert "80 letters" in page.context["problem"]
    assert page.context["kept"]["template_name"] == long
    assert not OrderTemplate.objects.exists()


def test_an_exercise_that_is_gone_from_the_library_is_left_out(
    signed_in: SignedIn, tess: Account, ben: Account, template: OrderTemplate
) -> None:
    template.orders = template.orders.replace("cat_cow", "cat_dog")
    template.save()
    page = post(signed_in(tess), told(ben), do="template", template=str(template.pk))
    assert [each["is"].order for each in page.context["draft"]] == ["stage"]
    assert "no longer in the library" in signed_in(tess).get("/therapist/templates/").content.decode()


def test_another_clinics_template_is_not_there(
    signed_in: SignedIn, omar: Account, mona: Account, carl: Account, template: OrderTemplate
) -> None:
    person, browser = told(carl), signed_in(omar)
    assert "Acute disc" not in browser.get("/therapist/templates/").content.decode()
    assert post(browser, person, do="template", template=str(template.pk)).context["problem"]
    assert browser.post(f"/therapist/templates/{template.pk}/remove/").status_code == 404
    assert signed_in(mona).get("/therapist/templates/").status_code == 404
    assert OrderTemplate.objects.exists()


def test_it_is_removed(signed_in: SignedIn, tess: Account, template: OrderTemplate) -> None:
    assert signed_in(tess).post(f"/therapist/templates/{template.pk}/remove/").status_code == 302
    assert not OrderTemplate.objects.exists()
