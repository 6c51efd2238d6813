"""My clinic: who looks after me, how to reach them, the next visit, what I share, how to leave; and nothing of another's."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.care.actions import notes
from stepwell.care.models import Account, Appointment, Clinic, Enrolment, Fact, Message
from stepwell.care.queries import accounts
from tests.unit.paper import made
from tests.web import walked

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SignedIn = Callable[..., Client]
PAGE = "/my-clinic/"


def test_it_says_who_looks_after_me_and_how_to_reach_them(signed_in: SignedIn, ana: Account, clinic: Clinic) -> None:
    Clinic.objects.update(hours="Monday to Friday, 8 to 6", address="1 River Road")
    page = signed_in(ana).get(PAGE).content.decode()
    for words in (
        "Tess looks after you",
        "tel:5550100",
        "Monday to Friday, 8 to 6",
        "1 River Road",
        "4 of 4 parts now",
        "No visit is agreed on",
    ):
        assert words in page, words
    for name in ("messages", "settings/sharing", "settings/who-looked", "settings/sharing/#leave", "treatments", "goals"):
        assert f'href="/{name}' in page, name


def test_it_shows_the_next_visit_and_new_messages_and_no_one_elses(
    signed_in: SignedIn, ana: Account, ben: Account, tess: Account, clinic: Clinic
) -> None:
    now = timezone.now()
    for number, (who, days) in enumerate([(ana, 9), (ana, 2), (ben, 1)]):
        Appointment.objects.create(
            clinic=clinic, person=who.person, therapist=tess, state="confirmed", name=who.name, contact="x", secret_hash=str(number),
            starts_at=now + timedelta(days=days), created_at=now,
        )  # fmt: skip
    assert ana.person is not None
    Message.objects.create(person=ana.person, clinic=clinic, by=tess, from_clinic=True, words="Hello", at=now)
    answer = signed_in(ana).get(PAGE)
    assert answer.context["clinic"].next_visit.starts_at == now + timedelta(days=2)
    assert "1 new message" in answer.content.decode()


def test_help_and_settings_lead_to_it(signed_in: SignedIn, ana: Account) -> None:
    browser = signed_in(ana)
    for address in ("/help/", "/settings/"):
        assert f'href="{PAGE}"' in browser.get(address).content.decode()


def test_after_the_end_of_care_the_program_goes_on_and_the_clinic_sees_nothing_more(
    signed_in: SignedIn, ana: Account, tess: Account
) -> None:
    patient, therapist = signed_in(ana), signed_in(tess)
    walked.evaluated(patient)
    assert ana.person is not None
    notes.discharge(who=accounts.visitor(tess), person=ana.person.pk, words="Well done. Keep walking.", now=timezone.now())
    told = Fact.objects.filter(person=ana.person).count()
    assert patient.get("/today/").status_code == 200
    assert "No clinic looks after you here now" in patient.get(PAGE).content.decode()
    assert "Keep walking." in patient.get("/summaries/").content.decode()
    pdf = patient.get("/summaries/1.pdf")
    assert "Keep walking." in made.text(pdf.content)
    assert "Written by Tess" in made.text(pdf.content)
    assert patient.get("/summaries/2.pdf").status_code == 404
    patient.post("/check-in/", {"leg_waking": 2, "leg_worst": 3, "lowest_place": "thigh", "anything_new": "none"})
    assert Fact.objects.filter(person=ana.person).count() == told + 1
    assert "Ana" not in therapist.get("/therapist/").content.decode()
    for page in ("", "plan/", "messages/", "notes/", "goals/", "treatments/", "monitoring.csv"):
        assert therapist.get(f"/therapist/{ana.person.pk}/{page}").status_code == 404, page
    assert Enrolment.objects.get(person=ana.person).scope == ""
