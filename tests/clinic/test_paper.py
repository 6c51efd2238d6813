"""Paper in a clinic: a therapist prints what is shared, nobody prints what is not theirs, and every print is written down."""

import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from stepwell.care.actions import facts
from stepwell.care.models import Account, AuditEntry, ChartNote, Clinic, Enrolment, Person
from stepwell.engine.log import Evaluation, Examination, Treatment
from stepwell.paper.kinds import KINDS
from tests.care import made

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SECRET = "kneeling to garden"


def of(account: Account) -> Person:
    assert account.person is not None
    return account.person


def told(account: Account, words: str = SECRET) -> Person:
    person, on = of(account), timezone.localdate()
    evaluation = Evaluation(on=on, answers={"activity_1": words, "activity_1_now": 3, "clinician_diagnosis": "none"})
    seen = Examination(on=on, irritability="moderate", words="Calm on testing.")
    treated = Treatment(on=on, treatment="nerve_therapy", minutes=8, why="To let the nerve glide.")
    facts.add(person=person, facts=[made.safety_check(), evaluation, seen, treated], now=timezone.now())
    return person


def text(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_a_therapist_prints_every_document_of_somebody_who_shares_everything(
    tess: Account, ana: Account, signed_in: Callable[..., Client]
) -> None:
    person, client = told(ana), signed_in(tess)
    page = client.get(f"/therapist/{person.pk}/paper/").content.decode()
    for kind in KINDS:
        assert f"/therapist/{person.pk}/paper/{kind}.pdf?paper=letter" in page
        answer = client.get(f"/therapist/{person.pk}/paper/{kind}.pdf")
        # Without answers about the pain there is no plan: the page says so instead.
        assert answer.status_code == (409 if kind == "home-program" and answer["Content-Type"] != "application/pdf" else 200), kind


def test_the_chart_note_tells_findings_treatment_and_notes_and_has_a_line_to_sign(
    tess: Account, ana: Account, clinic: Clinic, signed_in: Callable[..., Client]
) -> None:
    person = told(ana)
    ChartNote.objects.create(person=person, clinic=clinic, by=tess, kind="visit", words="Walks without a limp.", at=timezone.now())
    said = text(signed_in(tess).get(f"/therapist/{person.pk}/paper/chart-note.pdf").content)
    for words in ("Calm on testing.", "moderate", "Nerve therapy", "To let the nerve glide.", "Walks without a limp.", "Tess", "Signature"):
        assert words in said


@pytest.mark.parametrize("path", ["", *(f"{kind}.pdf" for kind in KINDS)])
def test_what_is_not_theirs_looks_like_what_is_not_there(
    omar: Account, mona: Account, ben: Account, ana: Account, signed_in: Callable[..., Client], path: str
) -> None:
    person = told(ana)
    for other in (omar, mona, ben):
        assert signed_in(other).get(f"/therapist/{person.pk}/paper/{path}").status_code == 404
    assert not AuditEntry.objects.filter(person=person, action="print").exists()


@pytest.mark.parametrize(
    ("scope", "given"),
    [
        ("days", {"home-program", "progress", "relapse-plan", "chart-note"}),
        ("evaluation", {"first-visit", "relapse-plan", "chart-note"}),
        ("measures", {"progress", "chart-note"}),
        ("words", set()),
    ],
)
def test_only_documents_of_shared_parts_are_given(
    tess: Account, ana: Account, signed_in: Callable[..., Client], scope: str, given: set[str]
) -> None:
    person = told(ana)
    Enrolment.objects.filter(person=person).update(scope=scope)
    client = signed_in(tess)
    found = {kind for kind in KINDS if client.get(f"/therapist/{person.pk}/paper/{kind}.pdf").status_code != 404}
    assert found == given


def test_own_words_that_are_not_shared_are_on_no_paper(tess: Account, ana: Account, signed_in: Callable[..., Client]) -> None:
    person, client = told(ana), signed_in(tess)
    assert SECRET in text(client.get(f"/therapist/{person.pk}/paper/first-visit.pdf").content)
    Enrolment.objects.filter(person=person).update(scope="evaluation,days,measures")
    for kind in ("first-visit", "relapse-plan", "chart-note", "progress"):
        assert SECRET not in text(client.get(f"/therapist/{person.pk}/paper/{kind}.pdf").content)


def test_one_persons_paper_has_nothing_of_another(tess: Account, ana: Account, ben: Account, signed_in: Callable[..., Client]) -> None:
    told(ana)
    person = told(ben, "swimming at dawn")
    client = signed_in(tess)
    for kind in ("first-visit", "relapse-plan", "chart-note", "progress"):
        said = text(client.get(f"/therapist/{person.pk}/paper/{kind}.pdf").content)
        assert "Ben" in said
        assert "Ana" not in said
        assert SECRET not in said


def test_every_print_is_written_down_for_the_person(tess: Account, ana: Account, signed_in: Callable[..., Client]) -> None:
    person = told(ana)
    signed_in(tess).get(f"/therapist/{person.pk}/paper/first-visit.pdf")
    entry = AuditEntry.objects.get(person=person, action="print")
    assert (entry.what, entry.account_id) == ("paper: first-visit", tess.pk)


def test_the_clinic_chooses_the_paper(tess: Account, ana: Account, clinic: Clinic, signed_in: Callable[..., Client]) -> None:
    person, client = told(ana), signed_in(tess)

    def wide(query: str = "") -> int:
        content = client.get(f"/therapist/{person.pk}/paper/relapse-plan.pdf{query}").content
        return round(float(PdfReader(io.BytesIO(content)).pages[0].mediabox.width))

    assert wide() == 612
    Clinic.objects.filter(pk=clinic.pk).update(letter_paper=False)
    assert (wide(), wide("?paper=letter")) == (595, 612)


def test_a_patient_has_their_own_paper_with_the_clinics_name(ana: Account, clinic: Clinic, signed_in: Callable[..., Client]) -> None:
    told(ana)
    said = text(signed_in(ana).get("/paper/first-visit.pdf").content)
    assert SECRET in said
    assert clinic.name in said
    assert "Tess" in said
