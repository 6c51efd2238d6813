"""The shelf of lessons in a browser: while one types, the script finds what the server would find."""

import pytest
from playwright.sync_api import Page

from stepwell.knowledge import loader
from stepwell.web.shared import lesson_search

pytestmark = [pytest.mark.usefixtures("transactional_db"), pytest.mark.one_database]

LESSONS = loader.load().lessons
QUESTIONS = [
    *(
        "sleep",
        "SLEEPING",
        "cars",
        "how do I lift heavy boxes?",
        "boom & bust",
        "it's",
        "it’s flaring",
        "the",
        "?",
        " ",
        "zebra",
        "t",
        "pressing",
    ),
    *(lesson.title for lesson in LESSONS.values()),
]
ASK = """asked => {
  const field = document.getElementById("q");
  field.value = asked;
  field.dispatchEvent(new Event("input"));
  const cards = [...document.querySelectorAll("[data-words]")].filter(card => card.checkVisibility());
  return cards.map(card => card.querySelector("strong").textContent);
}"""


def test_typing_finds_what_the_server_finds_and_nothing_found_says_so(phone: Page) -> None:
    phone.goto("/learn/")
    for asked in QUESTIONS:
        on_the_server = {lesson.title for lesson in lesson_search.found(LESSONS.values(), asked)}
        assert set(phone.evaluate(ASK, asked)) == on_the_server, asked
        assert phone.get_by_text("No card has these words.").is_visible() is (not on_the_server), asked
    phone.fill("#q", "sleeping")
    phone.keyboard.press("Enter")
    assert phone.url.endswith("/learn/"), "what is shown needs no question to the server"
