"""Progress: pictures with the same in words and tables, and every session told."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.care.actions import facts as actions
from stepwell.care.queries import people
from stepwell.engine.log import CheckIn, Item, Session
from stepwell.web.charts import kept

A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Keep what would be drawn; the process itself is tried in test_charts.py."""
    asked: list[Any] = []

    def drawings(wanted: list[Any]) -> list[str | None]:
        asked.extend(wanted)
        return ["<svg></svg>" for _ in wanted]

    monkeypatch.setattr(kept, "drawings", drawings)
    return asked


def lived(newcomer: Client) -> date:
    """Tell six weeks in which the leg goes from 8 to 3, and two sessions today."""
    newcomer.get("/progress/")
    today = timezone.localdate()
    mornings = [CheckIn(on=today - A_DAY * ago, answers={"leg_waking": 3 + ago // 8}) for ago in range(41, -1, -1)]
    done = [Session(on=today, items=(Item(exercise="pelvic_tilt", repetitions=8),) * number) for number in (2, 3)]
    actions.add(person=people.owner(), facts=[*mornings, *done], now=timezone.now())
    return today


def test_the_words_of_the_picture_tell_the_trend(newcomer: Client) -> None:
    lived(newcomer)
    page = unescape(newcomer.get("/progress/").content.decode())
    labels = re.findall(r'class="chart" role="img" aria-label="([^"]+)"', page)
    assert len(labels) == 2
    assert "about 8 of 10" in labels[0]
    assert "It has gone down." in labels[0]
    assert "not a target" in page
    assert "Many take longer" in page
    assert "style=" not in page.split("<main", 1)[1].split("</main>", 1)[0]


def test_the_table_says_what_the_picture_shows(newcomer: Client, drawn: list[Any]) -> None:
    lived(newcomer)
    drawn.clear()
    page = newcomer.get("/progress/").content.decode()
    own = drawn[1][2]["own"]
    assert len(own) == 6
    for week in own:
        assert f'<tr><th scope="row">{week["x"]}</th><td>{week["level"]:.1f}</td></tr>' in page
    assert len(drawn[0][2]["mornings"]) == 42


def test_both_sessions_of_a_day_are_told(newcomer: Client) -> None:
    lived(newcomer)
    page = newcomer.get("/progress/").content.decode()
    assert "2 sessions" in page


def test_without_a_picture_the_words_and_tables_stay(newcomer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    lived(newcomer)
    monkeypatch.setattr(kept, "drawings", lambda wanted: [None for _ in wanted])
    page = newcomer.get("/progress/").content.decode()
    assert 'role="img"' not in page.split("<main", 1)[1].split("</main>", 1)[0]
    assert "It has gone down." in page
    assert "Week by week" in page
