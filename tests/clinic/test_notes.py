"""The chart, what is still to do, and the end of care."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from msgspec.structs import replace

from stepwell.care.actions import facts
from stepwell.care.models import Account, AuditEntry, ChartNote, ClinicTask, Enrolment, StoredPlan
from stepwell.engine.log import Fact
from tests.care import made

pytestmark = pytest.mark.django_db

SignedIn = Callable[..., Client]


def _notes(account: Account) -> str:
    return f"/therapist/{account.person_id}/notes/"


def test_a_note_is_kept_and_corrected_by_a_later_one(signed_in: SignedIn, ana: Account, tess: Account) -> None:
    therapist = signed_in(tess)
    for words in ("Left side worse.", "Correction: right side."):
        assert therapist.post(_notes(ana), {"kind": "note", "words": words}).status_code == 302
    page = therapist.get(_notes(ana)).content.decode()
    assert page.index("Correction: right side.") < page.index("Left side worse.")


def test_an_empty_note_says_so_and_adds_nothing(signed_in: SignedIn, ana: Account, tess: Account) -> None:
    answer = signed_in(tess).post(_notes(ana), {"kind": "note", "words": "  "})
    assert answer.status_code == 400
    assert "There are no words yet." in answer.content.decode()
    assert not ChartNote.objects.exists()


def test_a_task_is_on_the_list_until_it_is_done(signed_in: SignedIn, ana: Account, tess: Account) -> None:
    therapist, yesterday = signed_in(tess), timezone.localdate() - timedelta(days=1)
    therapist.post(_notes(ana), {"todo": "Call about the scan", "due": str(timezone.localdate())})
    ClinicTask.objects.update(due=yesterday)
    assert "was due" in therapist.get("/therapist/tasks/").content.decode()
    task = ClinicTask.objects.get()
    assert therapist.post(f"/therapist/tasks/{task.pk}/done/").status_code == 302
    assert "Call about the scan" not in therapist.get("/therapist/tasks/").content.decode()


@pytest.mark.parametrize("days", [-1, 367, 3000 * 365])
def test_a_task_for_a_day_that_is_a_slip_is_refused(signed_in: SignedIn, ana: Account, tess: Account, days: int) -> None:
    answer = signed_in(tess).post(_notes(ana), {"todo": "Call", "due": str(timezone.localdate() + timedelta(days=days))})
    page = answer.content.decode()
    assert "from today to a year ahead" in page
    assert 'value="Call"' in page, "what was typed is kept"
    assert not ClinicTask.objects.exists()


def test_nobody_else_reads_the_chart_or_ends_the_care(
    signed_in: SignedIn, ana: Account, ben: Account, omar: Account, mona: Account
) -> None:
    for account in (ben, omar, mona):
        for there in (_notes(ana), f"/therapist/{ana.person_id}/end-of-care/"):
            assert signed_in(account).get(there).status_code == 404
            assert signed_in(account).post(there, {"kind": "note", "words": "x", "sure": "on"}).status_code == 404
    assert not ChartNote.objects.exists()


def test_reading_and_writing_are_written_down(signed_in: SignedIn, ana: Account, tess: Account) -> None:
    signed_in(tess).post(_notes(ana), {"kind": "visit", "words": "Seen today."})
    assert set(AuditEntry.objects.filter(account=tess).values_list("action", "what")) >= {("read", "chart"), ("write", "chart: visit")}


def test_the_end_of_care_gives_a_summary_and_ends_sharing_at_once(signed_in: SignedIn, ana: Account, tess: Account) -> None:
    assert ana.person is not None
    told: list[Fact] = [
        made.safety_check(),
        *(made.check_in(day, leg=8 - day) for day in range(1, 6)),
        *(made.session(day) for day in range(1, 6)),
    ]
    facts.add(person=ana.person, facts=told, now=made.noon(6))
    therapist, there = signed_in(tess), f"/therapist/{ana.person_id}/end-of-care/"
    draft = therapist.get(there).content.decode()
    assert "You did exercises on 5 days." in draft
    assert "Leg pain on waking, as a trend over some days, was about" in draft

    assert therapist.post(there, {"words": "Well done, Ana. Keep walking."}).status_code == 400, "not without the tick"
    assert therapist.post(there, {"words": "Well done, Ana. Keep walking.", "sure": "on"}).status_code == 302
    assert Enrolment.objects.get(person=ana.person).ended_at is not None
    assert therapist.get(_notes(ana)).status_code == 404
    assert "Ana" not in therapist.get("/therapist/").content.decode().replace("Analysis", "")
    patient = signed_in(ana)
    assert "Well done, Ana. Keep walking." in patient.get("/summaries/").content.decode()
    assert patient.get("/progress/").status_code in (200, 302), "the programme goes on"


@pytest.mark.parametrize("scope", ["evaluation,days,measures,words", "measures"])
def test_the_end_of_care_while_exercise_is_paused_is_no_call_to_exercise(
    signed_in: SignedIn, ana: Account, tess: Account, scope: str
) -> None:
    assert ana.person is not None
    danger = replace(made.safety_check(6, id="danger"), answers={**made.safety_check().answers, "saddle_feeling": "yes"})
    facts.add(person=ana.person, facts=[made.safety_check(), made.check_in(1, leg=4), danger], now=made.noon(6))
    Enrolment.objects.filter(person=ana.person).update(scope=scope)
    page = signed_in(tess).get(f"/therapist/{ana.person_id}/end-of-care/").content.decode()
    assert "Keep walking" not in page
    assert "with the plan as it is today" not in page
    assert ("Exercise is paused" in page) is ("days" in scope), "what is not shared is not told either"


def test_a_draft_holds_nothing_that_is_not_shared(signed_in: SignedIn, ana: Account, tess: Account) -> None:
    assert ana.person is not None
    facts.add(person=ana.person, facts=[made.safety_check(), *(made.check_in(day, leg=7) for day in range(1, 6))], now=made.noon(6))
    Enrolment.objects.filter(person=ana.person).update(scope="measures")
    assert "Leg pain on waking" not in signed_in(tess).get(f"/therapist/{ana.person_id}/end-of-care/").content.decode()


def test_what_a_therapist_looks_at_is_not_kept_as_shown_to_the_person(signed_in: SignedIn, ana: Account, tess: Account) -> None:
    assert ana.person is not None
    facts.add(person=ana.person, facts=[made.safety_check(), made.check_in(1)], now=made.noon(1))
    before = list(StoredPlan.objects.values_list("on", "position"))
    assert signed_in(tess).get(f"/therapist/{ana.person_id}/end-of-care/").status_code == 200
    assert list(StoredPlan.objects.values_list("on", "position")) == before
