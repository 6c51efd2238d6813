"""Steps of a journey, as a person takes them: with what is on the page, never by its address.

What is read without waiting (a count, a text, an address) is read only of a page that is known to have come.
"""

import re
from collections.abc import Iterable

from django.test import Client
from playwright.sync_api import Locator, Page, expect

from tests.web import walked


def follow(what: Locator) -> None:
    """Press what leads to another page, and wait until that page is there."""
    with what.page.expect_navigation():
        what.click()


def choose(page: Page, question: str, *answers: str) -> None:
    """Press the answers of one question."""
    for answer in answers:
        page.locator(f"label:has(input[name='{question}'][value='{answer}'])").last.click()


def go_on(page: Page, words: str = "Continue") -> None:
    """Press the button that sends the page."""
    page.get_by_role("button", name=words, exact=True).click()


def heading(page: Page, words: str) -> None:
    """Expect the page's own heading."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def session_names(page: Page) -> list[str]:
    """Return the exercises of the session that is about to open, in their order."""
    expect(page.locator("#player-data")).to_be_attached()  # it stands after the last of them
    return page.locator(".session-item h2").all_inner_texts()


def calm_safety_page(page: Page) -> None:
    """Answer one page of the safety check: nothing of it is there."""
    for question in ("sex", "pain_rest", "pain_familiar", "improvement"):
        if page.locator(f"#id_{question}_0").count():
            page.locator(f"label[for=id_{question}_0]").click()
    if page.locator("#id_age").count():
        page.locator("#id_age").fill("44")
    page.locator("label[for=id_none_of_these]").click()
    follow(page.get_by_role("button", name="Continue", exact=True))


def calm_safety_check(page: Page) -> None:
    """Answer all eight pages, up to the result."""
    expect(page).to_have_url(re.compile("/safety-check/"))
    page.wait_for_load_state()
    for _ in walked.CALM:
        calm_safety_page(page)


def last_of_the_safety_check(page: Page) -> None:
    """Answer the eight pages beside the browser, and the one of what was told before in it: other journeys walk all of them."""
    expect(page).to_have_url(re.compile("/safety-check/"))
    walked.safety(Client())
    page.goto("/safety-check/told-before/")
    follow(page.get_by_role("button", name="Still right", exact=True))


def five_questions(page: Page) -> None:
    """Answer the five pages that are enough for a first session."""
    for group, answers in walked.QUICK.items():
        expect(page).to_have_url(re.compile(f"/{group}/"))
        expect(page.get_by_text("of 5")).to_be_visible()
        for question, answer in answers.items():
            choose(page, question, *(answer if isinstance(answer, list) else [answer]))
        go_on(page)


def arrive(page: Page) -> None:
    """Go from the first page to a first plan."""
    page.goto("/")
    page.get_by_role("link", name="Start with a safety check").click()
    calm_safety_check(page)
    page.get_by_role("link", name="Go on").click()
    five_questions(page)
    go_on(page, "Start gently today")


def check_in(page: Page, **told: str | Iterable[str]) -> None:
    """Fill in the check-in that is open; what is not told is a calm day."""
    for question, answer in {**walked.CHECK_IN, **told}.items():
        choose(page, question, *([answer] if isinstance(answer, str) else answer))
    go_on(page, "Save")


def exercise_ends(page: Page) -> None:
    """Let the time of one exercise pass on the page's own clock, up to the questions after it."""
    question = page.locator("[data-step=effort]")
    for _ in range(300):
        page.clock.fast_forward(7000)  # not so long that the phone seems to have slept
        if question.is_visible():
            return
    raise AssertionError("the exercise never ended")


def tell_of_it(page: Page, leg: str) -> None:
    """Answer the two questions after an exercise: two taps, and it goes on."""
    for words in ("Just right", leg):
        page.clock.run_for(400)  # sooner it would be the second tap of two
        page.get_by_role("button", name=words).click()
    page.clock.run_for(500)
    expect(page.locator("[data-ask]")).to_be_hidden()
