"""One's own documents on paper: what the pages give, before and with a plan."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from stepwell.care.actions import facts
from stepwell.care.queries import people
from stepwell.engine.log import CheckIn
from stepwell.paper import words

pytestmark = pytest.mark.one_database

OWN = ("home-program", "progress", "first-visit", "relapse-plan")


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def test_the_page_names_every_document_on_both_papers(newcomer: Client) -> None:
    page = newcomer.get("/paper/").content.decode()
    for kind in OWN:
        assert f'href="/paper/{kind}.pdf?paper=letter"' in page
        assert f'href="/paper/{kind}.pdf?paper=a4"' in page
    assert "chart-note" not in page


@pytest.mark.parametrize("kind", OWN)
def test_each_document_is_a_pdf_that_nobody_on_the_way_keeps(settled: Client, kind: str) -> None:
    answer = settled.get(f"/paper/{kind}.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == f'inline; filename="{kind}.pdf"'
    assert "no-store" in answer["Cache-Control"]
    assert 1 <= len(read(answer.content).pages) <= 2


@pytest.mark.parametrize("kind", [kind for kind in OWN if kind != "home-program"])
def test_a_document_without_exercises_is_there_from_the_first_day(newcomer: Client, kind: str) -> None:
    assert newcomer.get(f"/paper/{kind}.pdf").status_code == 200


def test_there_is_no_program_on_paper_before_the_safety_questions(newcomer: Client) -> None:
    answer = newcomer.get("/paper/home-program.pdf")
    assert (answer.status_code, answer["Location"]) == (302, "/safety-check/")


def test_the_country_chooses_the_paper_and_an_address_can_choose_another(settled: Client) -> None:
    def wide(address: str) -> int:
        return round(float(read(settled.get(address).content).pages[0].mediabox.width))

    assert (wide("/paper/relapse-plan.pdf"), wide("/paper/relapse-plan.pdf?paper=a4")) == (612, 595)
    person = people.owner()
    person.country = "gb"
    person.save()
    assert (wide("/paper/relapse-plan.pdf"), wide("/paper/relapse-plan.pdf?paper=letter")) == (595, 612)


def test_a_therapists_note_and_a_made_up_name_are_not_there(settled: Client) -> None:
    assert settled.get("/paper/chart-note.pdf").status_code == 404
    assert settled.get("/paper/diary.pdf").status_code == 404


def test_what_was_told_is_on_the_report(newcomer: Client) -> None:
    newcomer.get("/paper/")
    today = timezone.localdate()
    mornings = [CheckIn(on=today - timedelta(days=ago), answers={"leg_waking": 3 + ago // 8}) for ago in range(41, -1, -1)]
    facts.add(person=people.owner(), facts=mornings, now=timezone.now())
    text = " ".join(read(newcomer.get("/paper/progress.pdf").content).pages[0].extract_text().split())
    assert "about 8 of 10" in text
    assert "about 3 of 10" in text
    assert "It has gone down." in text


def test_a_made_up_person_is_marked_on_paper(settled: Client, settings: Any) -> None:
    settings.DEMO = True
    assert words.MADE_UP in read(settled.get("/paper/home-program.pdf").content).pages[-1].extract_text()
