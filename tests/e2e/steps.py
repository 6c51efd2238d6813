"""Steps of a journey, as a person takes them: with what is on the page, never by its address."""

from collections.abc import Callable, Iterable

from playwright.sync_api import Page, expect

from tests.web import walked

Look = Callable[[Page], object]


def nothing(page: Page) -> None:
    """Look at nothing in particular."""


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


def calm_safety_page(page: Page) -> None:
    """Answer one page of the safety check: nothing of it is there."""
    for question in ("sex", "pain_rest", "pain_familiar", "improvement"):
        if page.locator(f"#id_{question}_0").count():
            page.locator(f"label[for=id_{question}_0]").click()
    if page.locator("#id_age").count():
        page.locator("#id_age").fill("44")
    page.locator("label[for=id_none_of_these]").click()
    go_on(page)


def calm_safety_check(page: Page, look: Look = nothing) -> None:
    """Answer all eight pages, and the one of what was told before if it comes, up to the result."""
    for _ in walked.CALM:
        if "/told-before/" in page.url:
            break
        look(page)
        calm_safety_page(page)
    if "/told-before/" in page.url:
        look(page)
        go_on(page, "Still right")


def five_questions(page: Page, look: Look = nothing) -> None:
    """Answer the five pages that are enough for a first session."""
    for group, answers in walked.QUICK.items():
        expect(page.get_by_text("of 5")).to_be_visible()
        assert f"/{group}/" in page.url
        look(page)
        for question, answer in answers.items():
            choose(page, question, *(answer if isinstance(answer, list) else [answer]))
        go_on(page)


def arrive(page: Page, look: Look = nothing) -> None:
    """Go from the first page to a first plan."""
    page.goto("/")
    look(page)
    page.get_by_role("link", name="Start with a safety check").click()
    calm_safety_check(page, look)
    look(page)
    page.get_by_role("link", name="Go on").click()
    five_questions(page, look)
    look(page)
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
