"""The addresses of the moving figures, and the pages that show them."""

import json

import pytest
from django.test import Client

from stepwell.engine.log import Look
from stepwell.figure.look import palette
from stepwell.web.shared import figures

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def nobody() -> Client:
    """Return a browser that has never been here."""
    return Client(HTTP_HOST="localhost")


def test_figure_needs_no_cookie_and_may_be_kept_for_good(nobody: Client) -> None:
    answer = nobody.get(figures.urls("cat_cow", Look())["right"])

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert "immutable" in answer["Cache-Control"]
    assert "Cookie" not in answer.get("Vary", "")
    assert not answer.cookies
    assert json.loads(answer.content)["title"].startswith("Cat-cow: ")


def test_earlier_edition_gives_the_present_figure_and_is_not_kept(nobody: Client) -> None:
    now = figures.urls("cat_cow", Look())["right"]
    earlier = now.replace(figures.edition("cat_cow"), "0123456789ab")

    answer = nobody.get(earlier)

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-cache"


def test_left_and_right_and_each_look_have_their_own_address() -> None:
    looks = [Look(), Look(skin="tan"), Look(build="slim"), Look(hair="bun")]
    every = [url for look in looks for url in figures.urls("cat_cow", look).values()]

    assert len(set(every)) == 8


@pytest.mark.parametrize(
    "who",
    ["right-medium-medium", "up-medium-medium-short", "right-huge-medium-short", "right-medium-green-short", "right-medium-medium-bald"],
)
def test_unknown_look_or_side_is_not_found(nobody: Client, who: str) -> None:
    assert nobody.get(f"/figure/cat_cow/{who}.{figures.edition('cat_cow')}.json").status_code == 404


def test_unknown_exercise_is_not_found(nobody: Client) -> None:
    assert figures.urls("nothing", Look()) == {}
    assert nobody.get("/figure/nothing/right-medium-medium-short.0123456789ab.json").status_code == 404


def test_page_of_an_exercise_shows_the_still_and_names_the_moving_figure(settled: Client) -> None:
    page = settled.get("/exercise/cat_cow/").content.decode()

    assert f'data-figure-url="{figures.urls("cat_cow", Look())["right"]}"' in page
    assert "<title>Cat-cow: " in page


def test_pages_show_the_look_that_was_chosen(settled: Client) -> None:
    settled.post("/settings/", {"country": "us", "text_size": "normal", "skin": "deep", "build": "broad", "hair": "bun"})
    page = settled.get("/exercise/cat_cow/").content.decode()

    assert palette(Look(skin="deep"))["skin"] in page
    assert "broad-deep-bun" in page
