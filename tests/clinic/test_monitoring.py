"""Facts for remote monitoring: counted right, noted by hand, never a claim."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.care.actions import facts
from stepwell.care.models import Account, AuditEntry, Enrolment, LiveContact, Person, ReviewTime
from stepwell.care.queries import accounts
from stepwell.care.queries import monitoring as counted
from stepwell.care.queries.monitoring import Entry, Month, Period
from stepwell.engine import log

pytestmark = pytest.mark.django_db

SignedIn = Callable[..., Client]
FIRST = date(2026, 9, 1)


def _of(account: Account) -> Person:
    assert account.person is not None
    return account.person


def _told(person: Person, *days: date) -> None:
    for day in days:
        said = log.CheckIn(on=day, id=f"{day}", answers={"leg_waking": 3})
        facts.add(person=person, facts=[said], now=timezone.now())


def test_thirty_days_are_counted_from_the_first_day_with_data() -> None:
    days = {FIRST, FIRST + timedelta(days=29), FIRST + timedelta(days=30)}
    assert counted.periods(days, FIRST + timedelta(days=31)) == (
        Period(first=date(2026, 10, 1), last=date(2026, 10, 30), days=1, is_over=False),
        Period(first=FIRST, last=date(2026, 9, 30), days=2, is_over=True),
    )


def test_thirty_days_without_any_data_are_a_period_too() -> None:
    assert [period.days for period in counted.periods({FIRST}, FIRST + timedelta(days=65))] == [0, 0, 1]
    assert counted.periods(set(), FIRST) == ()


def test_minutes_belong_to_the_calendar_month_of_their_day() -> None:
    def entry(on: date, minutes: int, channel: str = "") -> Entry:
        return Entry(on=on, by="Tess", minutes=minutes, words="", channel=channel)

    told = [entry(date(2026, 9, 30), 7), entry(date(2026, 10, 1), 5), entry(date(2026, 10, 31), 6), entry(date(2026, 10, 2), 9, "phone")]
    assert counted.months(told) == (
        Month(first=date(2026, 10, 1), minutes=11, contacts=1, contact_minutes=9),
        Month(first=date(2026, 9, 1), minutes=7, contacts=0, contact_minutes=0),
    )


def test_two_words_on_a_day_are_one_day_and_a_clinician_s_word_is_none(ana: Account, tess: Account) -> None:
    person, who = _of(ana), accounts.visitor(tess)
    _told(person, FIRST, FIRST + timedelta(days=1))
    facts.add(person=person, facts=[log.Session(on=FIRST, id="s", walked_minutes=5)], now=timezone.now())
    order = log.Order(on=FIRST + timedelta(days=2), id="o", order="stage", stage="calm")
    facts.add(person=person, facts=[order], now=timezone.now(), author=tess.pk)
    assert counted.monitoring(who, person.pk, FIRST + timedelta(days=10)).days == (FIRST, FIRST + timedelta(days=1))


def test_what_is_not_shared_is_not_counted(ana: Account, tess: Account) -> None:
    person, who = _of(ana), accounts.visitor(tess)
    _told(person, FIRST)
    Enrolment.objects.filter(person=person).update(scope="evaluation")
    found = counted.monitoring(who, person.pk, FIRST)
    assert (found.days, found.sees_days) == ((), False)


def test_minutes_and_talks_are_noted_once(ana: Account, tess: Account, signed_in: SignedIn) -> None:
    browser, person, today = signed_in(tess), _of(ana), timezone.localdate()
    minutes = {"what": "minutes", "minutes-on": today, "minutes-minutes": "12", "minutes-activity": "Looked at the week"}
    talk = {"what": "contact", "contact-on": today, "contact-minutes": "6", "contact-channel": "phone", "contact-outcome": "goes on"}
    for _ in range(2):
        for sent in (minutes, talk):
            assert browser.post(f"/therapist/{person.pk}/monitoring/", sent).status_code == 302
    assert ReviewTime.objects.values_list("minutes", "activity").get() == (12, "Looked at the week")
    assert LiveContact.objects.values_list("channel", "minutes").get() == ("phone", 6)
    assert AuditEntry.objects.filter(person=person, action="write", what="monitoring").exists()
    page = browser.get(f"/therapist/{person.pk}/monitoring/").content.decode()
    assert "Looked at the week" in page


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("minutes", "0", "at least one minute"),
        ("minutes", "481", "more than eight hours"),
        ("minutes", "", "Write the minutes"),
        ("on", "tomorrow", "year-month-day"),
        ("on", (date.today() + timedelta(days=2)).isoformat(), "not come yet"),
        ("on", (date.today() - timedelta(days=367)).isoformat(), "more than a year ago"),
        ("activity", "", "what was done"),
    ],
)
def test_a_wrong_note_is_refused_in_words(ana: Account, tess: Account, signed_in: SignedIn, field: str, value: str, words: str) -> None:
    sent = {"what": "minutes", "minutes-on": timezone.localdate(), "minutes-minutes": "12", "minutes-activity": "x"}
    sent |= {f"minutes-{field}": value}
    answer = signed_in(tess).post(f"/therapist/{_of(ana).pk}/monitoring/", sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ReviewTime.objects.exists()


def test_the_file_holds_each_day_each_sum_and_no_formula(ana: Account, tess: Account, signed_in: SignedIn) -> None:
    browser, person = signed_in(tess), _of(ana)
    _told(person, FIRST)
    sent = {"what": "minutes", "minutes-on": "2026-10-05", "minutes-minutes": "12", "minutes-activity": "=1+1"}
    browser.post(f"/therapist/{person.pk}/monitoring/", sent)
    answer = browser.get(f"/therapist/{person.pk}/monitoring.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [row["from"] for row in rows if row["what"] == "data_day"] == ["2026-09-01"]
    assert [(row["from"], row["minutes"]) for row in rows if row["what"] == "month_review"] == [("2026-10-01", "12")]
    assert [row["words"] for row in rows if row["what"] == "review"] == ["'=1+1"]
    assert AuditEntry.objects.filter(person=person, action="export", what="monitoring").count() == 1


def test_no_page_says_that_anything_can_be_billed_or_names_a_code(ana: Account, tess: Account, signed_in: SignedIn) -> None:
    page = signed_in(tess).get(f"/therapist/{_of(ana).pk}/monitoring/").content.decode()
    assert "do not say whether anything can be billed" in page
    assert not any(word in page for word in ("CPT", "989", "eligible", "qualif", "reimburs", "16 days"))
