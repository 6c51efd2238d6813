"""A therapist and a patient, from the invitation to the report, each in a browser of their own; nothing is put into the rows beside it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from stepwell.care.actions import clinics
from tests.e2e import steps
from tests.e2e.conftest import Calendar, OpenPage
from tests.e2e.looking import picture
from tests.web import walked

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]  # on the other one: ./run night

NEW_PASSWORD = "four quiet words here"
GOAL = "Walk to the mailbox and back"
ASKS = "The mornings got worse since Tuesday. Should I rest?"
ANSWERS = "Keep walking a little. Please come in on Saturday, I would like to look at it."
EXAMINED = "Looked at on March 7: strength and reflexes are as before. Bending waits."
NOTE = "Bending waits until your mornings are calm again. Keep walking, Ana."
WHY = "A little at a time, so that the back learns it again."


def test_a_therapist_and_a_patient_together(
    open_page: OpenPage, passkeys: Callable[[Page], Any], mailed_path: Callable[[], str], calendar: Calendar
) -> None:
    opened = clinics.create(name="Riverside Physical Therapy", manager="mona@example.org", now=calendar.now)
    manager, therapist, patient = open_page("desktop"), open_page("desktop"), open_page("phone")
    for page in (manager, therapist, patient):
        passkeys(page)

    joins(manager, f"/clinics/invitation/{opened.secret}/", "Mona Adler")
    manager_invites(manager)
    joins(therapist, mailed_path())
    steps.heading(therapist, "Patients")
    therapist_invites(therapist)
    patient_joins(patient, mailed_path())
    therapist_evaluates(therapist)
    therapist_plans(therapist)
    patient_does_a_session(patient)
    for waking in ("2", "5", "5", "5"):
        calendar.pass_days()
        patient_tells(patient, waking)
    therapist_sees_the_need(therapist)
    patient_writes_and_asks_for_a_visit(patient)
    therapist_answers(therapist)
    patient_reads(patient)
    calendar.pass_days()
    therapist_changes_the_plan(therapist)
    patient_sees_what_changed(patient)
    therapist_prints_the_report(therapist)
    patient_sees_who_looked(patient)


def joins(page: Page, link: str, name: str = "") -> None:
    """Take up an invitation, with a password and a passkey."""
    page.goto(link)
    if name:
        page.get_by_label("Your name").fill(name)
    page.get_by_label("Choose a password").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Begin").click()
    set_up_passkey(page)


def manager_invites(page: Page) -> None:
    page.get_by_label("Name").fill("Tess Okafor")
    page.get_by_label("Email").fill("tess@example.org")
    page.get_by_role("radio", name="Therapist").check()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text("The invitation to tess@example.org is on its way.")).to_be_visible()


def set_up_passkey(page: Page) -> None:
    page.get_by_role("link", name="Set up a passkey").click()
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("link", name="go on").click()


def therapist_invites(page: Page) -> None:
    page.get_by_role("link", name="Invite a patient").click()
    page.get_by_label("Name").fill("Ana Silva")
    page.get_by_label("Email").fill("ana@example.org")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("The invitation to ana@example.org is on its way.")).to_be_visible()


def patient_joins(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("Choose a password").fill(NEW_PASSWORD)
    for part in page.locator("label.choice-row").all():
        part.click()
    page.get_by_role("button", name="Agree and begin").click()
    set_up_passkey(page)
    answers_the_questions(page)
    page.goto("/today/")
    expect(page.get_by_role("link", name="Start session")).to_be_visible()


def answers_the_questions(page: Page) -> None:
    """Answer the safety check and the evaluation as whoever is signed in: other journeys walk these pages in a browser."""
    posts = Client(HTTP_HOST="localhost")
    posts.cookies["stepwell_session"] = next(str(each["value"]) for each in page.context.cookies() if each["name"] == "stepwell_session")
    walked.safety(posts)
    for group, answers in walked.QUICK.items():
        posts.post(f"/evaluation/{group}/", answers)
    posts.post("/evaluation/ready/")


def therapist_evaluates(page: Page) -> None:
    page.goto("/therapist/")
    page.get_by_role("link", name="Ana Silva").click()
    page.get_by_role("link", name="Evaluation", exact=True).click()
    expect(page.get_by_text("Left thigh").first).to_be_visible()
    page.get_by_text("Nerve tension tests").click()
    page.locator("#id_exam_slr_left").select_option("positive")
    page.get_by_text("Repeated movements and direction").click()
    page.locator("#id_exam_repeated_extension").select_option("better")
    page.locator("#id_exam_direction").select_option("extension")
    page.get_by_text("ICD-10-CM codes").click()
    page.get_by_role("checkbox", name="M51.16").check()
    page.get_by_role("radio", name="Low").check()
    page.get_by_label("Goal 1").fill(GOAL)
    page.get_by_role("button", name="What would it change?").click()
    expect(page.get_by_text("The working pattern is set")).to_be_visible()
    picture(page, "together-evaluation")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Saved")


def therapist_plans(page: Page) -> None:
    page.get_by_role("link", name="Plan", exact=True).click()
    breathing = page.get_by_role("region", name="The engine’s proposal").get_by_role("listitem").filter(has_text="Deep belly firming")
    breathing.get_by_role("radio", name="Own dose").check()
    breathing.get_by_label("Repetitions").fill("6")
    breathing.get_by_label("Why, shown to the person").fill(WHY)
    page.locator("select[name=exercise]").select_option("seated_lumbar_flexion")
    page.locator("button[value=pin]").click()
    warned = page.locator("#draft")
    expect(warned.get_by_text("Speaks against it:")).to_be_visible()
    page.get_by_role("button", name="Accept all and save").click()
    expect(page.get_by_role("alert")).to_be_visible()
    warned.locator("input[required]").fill("Tested with me today: no leg pain with it.")
    page.get_by_role("button", name="Accept all and save").click()
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    picture(page, "together-plan")


def patient_does_a_session(page: Page) -> None:
    page.goto("/today/")
    mine = page.locator(".exercise-row").filter(has_text="Deep belly firming")
    expect(mine).to_contain_text("Set by your therapist")
    expect(mine).to_contain_text(WHY)
    picture(page, "together-today")
    page.clock.install()
    page.get_by_role("link", name="Start session").click()
    names = steps.session_names(page)
    page.get_by_role("button", name="Start the timer").click()
    for name in names:
        expect(page.locator("[data-name]")).to_have_text(name)
        steps.exercise_ends(page)
        steps.tell_of_it(page, "The same")
    steps.heading(page, "Done for now")


def signs_in(page: Page, address: str) -> None:
    """Come back after a night: the browser was signed out, and the passkey lets in."""
    page.goto(address)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(address)


def patient_tells(page: Page, waking: str) -> None:
    signs_in(page, "/check-in/")
    steps.check_in(page, leg_waking=waking, leg_worst=waking)
    page.wait_for_url(lambda address: "check-in" not in address)


def therapist_sees_the_need(page: Page) -> None:
    signs_in(page, "/therapist/")
    need = page.get_by_role("region", name="1 person needs you").get_by_role("listitem").filter(has_text="Ana Silva")
    expect(need.first).to_contain_text("Leg pain has been clearly worse for 3 days although the plan eased off.")
    picture(page, "together-need")


def patient_writes_and_asks_for_a_visit(page: Page) -> None:
    steps.heading(page, "Book a doctor or physical therapist now, and be seen within 2 to 7 days")
    page.get_by_role("link", name="All numbers, and help").click()

    page.get_by_role("link", name=re.compile("^Messages")).click()
    expect(page.get_by_text("They are not for emergencies.")).to_be_visible()
    writes(page, ASKS)
    page.get_by_role("link", name="Help", exact=True).click()
    page.get_by_role("link", name="Ask for a visit").click()
    page.get_by_label("Times that suit you").fill("Saturday at noon")
    page.get_by_label("What is it about?").fill("It has been worse for three days.")
    page.get_by_role("button", name="See what will be sent").click()
    page.get_by_role("button", name="Send").click()
    steps.heading(page, "Your request is with the clinic")


def writes(page: Page, words: str) -> None:
    page.get_by_label("Your message").fill(words)
    with page.expect_navigation():
        page.get_by_role("button", name="Send").click()
    expect(page.locator(".letter-own:not(.letter-waits)")).to_contain_text(words)


def therapist_answers(page: Page) -> None:
    page.goto("/therapist/")
    page.get_by_role("link", name="Ana Silva").click()
    page.get_by_role("link", name="Messages", exact=True).click()
    expect(page.get_by_text(ASKS)).to_be_visible()
    writes(page, ANSWERS)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Visits").click()
    page.get_by_role("link", name="Ana Silva").click()
    page.get_by_label("Day and time").fill("2026-03-07T12:00")
    steps.follow(page.get_by_role("button", name="Confirm"))
    picture(page, "together-visit")


def patient_reads(page: Page) -> None:
    page.reload()
    steps.heading(page, "Your visit is confirmed")
    with page.expect_download() as file:
        page.get_by_role("link", name="Put it into my calendar").click()
    assert "BEGIN:VEVENT" in file.value.path().read_text()
    page.goto("/messages/")
    expect(page.get_by_text(ANSWERS)).to_be_visible()


def therapist_changes_the_plan(page: Page) -> None:
    signs_in(page, "/therapist/")
    page.get_by_role("link", name="Ana Silva").click()
    page.get_by_role("link", name="Plan", exact=True).click()
    steps.follow(page.get_by_role("button", name="Lift In every session: Forward bend on a chair"))
    page.locator("select[name=clear]").select_option(label="Examined: gentle exercise only, to be looked at again")
    steps.follow(page.locator("button[value=clear]"))
    page.locator("#draft input[required]").fill(EXAMINED)  # why it is set all the same
    page.get_by_label("Shown on their Today page").fill(NOTE)
    steps.follow(page.locator("button[value=note]"))
    picture(page, "together-plan-again")
    page.get_by_role("button", name="Save the plan").click()
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()


def patient_sees_what_changed(page: Page) -> None:
    signs_in(page, "/today/")
    expect(page.get_by_text(NOTE)).to_be_visible()
    expect(page.get_by_text("Your therapist has examined you: exercise goes on, gently for now.").first).to_be_visible()
    expect(page.get_by_text(f"They wrote: “{EXAMINED}”")).to_be_visible()
    page.get_by_text("What changed since last time").click()
    expect(page.locator(".exercise-name").filter(has_text="Forward bend on a chair")).to_have_count(0)
    picture(page, "together-today-again")


def therapist_prints_the_report(page: Page) -> None:
    page.get_by_role("link", name="Paper", exact=True).click()
    report = page.get_by_role("region", name="Progress report")
    address = report.get_by_role("link", name="PDF, US Letter").get_attribute("href")
    assert page.request.get(str(address)).body().startswith(b"%PDF-")  # opened, Chromium's own viewer would show it


def patient_sees_who_looked(page: Page) -> None:
    page.get_by_role("link", name="You", exact=True).click()
    page.get_by_role("link", name="Who has looked").click()
    today = page.locator("section.card").first
    expect(today).to_contain_text("Tess Okafor")
    expect(today).to_contain_text("Printed: your progress report on paper")
    expect(today).to_contain_text("Changed or added: what your therapist set for you")
    picture(page, "together-who-looked")
