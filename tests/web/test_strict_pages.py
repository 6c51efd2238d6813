"""Every page of a personal installation is strict and in words, before there is a plan and with one."""

import pytest
from django.test import Client

from tests import plain_text, strict
from tests.e2e import addresses

pytestmark = pytest.mark.one_database


def wrong(client: Client) -> list[str]:
    found = []
    for address in addresses.every():
        for method in ("get", "post"):
            answer = getattr(client, method)(address)
            problems = strict.problems(answer) + plain_text.problems(answer, address)
            found += [f"{method} {address} {answer.status_code}: {each}" for each in problems]
    return sorted(set(found))


def test_every_page_of_a_newcomer_is_strict_and_in_words(newcomer: Client) -> None:
    assert not (found := wrong(newcomer)), "\n".join(found)


def test_every_page_of_somebody_with_a_plan_is_strict_and_in_words(settled: Client) -> None:
    assert not (found := wrong(settled)), "\n".join(found)


@pytest.mark.parametrize(
    "harm",
    [
        '<p style="color: red">',
        '<p onclick="go()">',
        "<script>go()</script>",
        "<style>p {}</style>",
        '<script src="https://elsewhere.example/a.js"></script>',
        '<img src="//elsewhere.example/a.png">',
        '<link rel="stylesheet" href="https://elsewhere.example/a.css">',
        '<form action="https://elsewhere.example/">',
        '<a href="javascript:go()">',
        '<iframe src="/">',
    ],
)
def test_what_is_not_strict_is_found(harm: str) -> None:
    """Without this the tests here could be blind."""
    assert strict._in_the_page(f"<!doctype html><html><body>{harm}</body></html>")
