"""How fast check-ins are saved, as shipped: in a clinic of many people, each with a log of 5 or of 180 days up to yesterday.

One person saves one check-in a day, so only many people save many at once. Each post is somebody's first check-in of the day, sent
from a browser in which they are signed in and have the page open; nobody posts twice. What a clinic adds is in it: who asks is looked
up, the therapist's list is kept up, and who wrote is written down. Opening the page is not in it, nor the page that comes after.

The first check-in of a week also judges the diary, so it is measured apart; the time zone is chosen so that today is no Monday.

The daily upkeep folds every log again, at lower priority; a round begins when it is over, because it comes once a day.

The load comes from processes on the same machine, so it takes its share of the same cores.
"""

import http.client
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from tests.bench import _people
from tests.bench._served import Served, served
from tests.bench._table import machine, row

CLIENTS = 8
ROUNDS = 3
POSTS = 120
"""In a round, each by another person. Before the first round there is one that is not counted."""
WEEKLY = 40
CPU_MS, WEEKLY_CPU_MS = 10, 100
"""Two cores have 13 ms for each of 150 posts a second, and those who post take a part of it. A week is judged once in seven posts."""
ZONES = ("UTC", "Etc/GMT+12", "Etc/GMT-14")
"""At any moment it is not Monday in one of them."""
TOLD = {"leg_waking": 2, "leg_worst": 3, "back_worst": 1, "lowest_place": "calf", "after_session": "same", "sleep": "good"}
TOLD |= {"flare": "no", "anything_new": "none", "exposures": "none", "walked_minutes": 10}


class Open(NamedTuple):
    """A check-in page that is open in somebody's browser."""

    cookie: str
    csrf_token: str
    fact_id: str


class Saved(NamedTuple):
    """What a round came to: posts a second, and the server's processor milliseconds for each."""

    rate: float
    cpu_ms: float


def main() -> int:
    """Print the table; return 1 when a target is missed."""
    print(f"check-ins saved in a clinic on SQLite, {CLIENTS} clients, medians of {ROUNDS} rounds of {POSTS} people, on {machine()}")
    results = []
    for days in (5, 180):
        with _clinic(days, _today() - timedelta(days=1), POSTS * (ROUNDS + 1)) as (site, cookies):
            _, *rounds = [_saved(site, cookies[start : start + POSTS]) for start in range(0, len(cookies), POSTS)]
        results += [
            row(f"check-ins saved, log of {days} days", median(each.rate for each in rounds), "posts/s", at_least=150),
            row(f"the same, processor time, log of {days} days", median(each.cpu_ms for each in rounds), "ms/post", at_most=CPU_MS),
        ]
    with _clinic(180, _monday() - timedelta(days=1), 2 * WEEKLY) as (site, cookies):
        _saved(site, cookies[:WEEKLY])
        first = _saved(site, cookies[WEEKLY:])
    results.append(row("first check-in of a week, processor time, log of 180 days", first.cpu_ms, "ms/post", at_most=WEEKLY_CPU_MS))
    return 0 if all(results) else 1


def _zone() -> str:
    return next(zone for zone in ZONES if datetime.now(ZoneInfo(zone)).weekday() != 0)


def _today() -> date:
    return datetime.now(ZoneInfo(_zone())).date()


def _monday() -> date:
    return _today() - timedelta(days=_today().weekday())


@contextmanager
def _clinic(days: int, last: date, people: int) -> Iterator[tuple[Served, list[str]]]:
    """Serve a clinic of so many people whose logs end on ``last``, with the cookie of each."""
    environment = {"STEPWELL_MODE": "clinic", "STEPWELL_TIME_ZONE": _zone(), "STEPWELL_DATABASE_URL": ""}
    with tempfile.TemporaryDirectory(prefix="sw-bench-") as home:
        cookies = _people.made(Path(home), days, last, people, environment)
        with served(home, **environment) as site:
            site.wait_until_idle()
            yield site, cookies


def _saved(site: Served, cookies: Sequence[str]) -> Saved:
    """Let everybody open their page, and then all of them save."""
    shares = [cookies[number::CLIENTS] for number in range(CLIENTS)]
    with ProcessPoolExecutor(CLIENTS) as pool:
        opened = list(pool.map(_opened, [site.port] * CLIENTS, shares))
        before, begun = site.processor_s(), time.perf_counter()
        list(pool.map(_posted, [site.port] * CLIENTS, opened))
        took, used = time.perf_counter() - begun, site.processor_s() - before
    return Saved(rate=len(cookies) / took, cpu_ms=used / len(cookies) * 1000)


def _opened(port: int, cookies: Sequence[str]) -> list[Open]:
    return [_open(port, cookie) for cookie in cookies]


def _open(port: int, cookie: str) -> Open:
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    connection.request("GET", "/check-in/", headers={"Cookie": cookie})
    answer = connection.getresponse()
    page = answer.read().decode()
    if answer.status != 200 or 'name="again"' in page:
        raise SystemExit(f"the page of the check-in answers {answer.status}, or was saved before")
    given = "; ".join(each.partition(";")[0] for name, each in answer.getheaders() if name.lower() == "set-cookie")
    return Open(cookie=f"{cookie}; {given}", csrf_token=_hidden(page, "csrfmiddlewaretoken"), fact_id=_hidden(page, "fact_id"))


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    if found is None:
        raise SystemExit(f"the page of the check-in has no {name}")
    return found[1]


def _posted(port: int, pages: Sequence[Open]) -> None:
    """Send the form of each page, over one connection, as a server in front would."""
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    for page in pages:
        body = urlencode({**TOLD, "csrfmiddlewaretoken": page.csrf_token, "fact_id": page.fact_id})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": page.cookie, "Origin": f"http://localhost:{port}"}
        connection.request("POST", "/check-in/", body, headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 302 or answer.getheader("Location") == "/care/":
            raise SystemExit(f"the check-in answers {answer.status} {answer.getheader('Location')}")


if __name__ == "__main__":
    sys.exit(main())
