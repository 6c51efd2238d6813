"""The server is killed in the middle of a flush, after it has saved a session and before it has said so."""

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser

from stepwell.engine.reading import written
from stepwell.knowledge.loader import load
from tests.bench._made_log import made_log
from tests.bench._served import served
from tests.e2e.breaking import Between

SESSIONS = 4
PUT = "(posts) => import(performance.getEntriesByType('resource').find((each) => each.name.includes('/queue.')).name)"
PUT_ALL = f"{PUT}.then((queue) => Promise.all(posts.map((post) => queue.put(post)))).then(() => null)"
WAITING = f"{PUT}.then((queue) => queue.waiting()).then((posts) => posts.length)"
FLUSH = f"{PUT}.then((queue) => Promise.all([queue.flush(), queue.flush()])).then(() => null)"


@pytest.mark.night
@pytest.mark.skipif(sys.platform != "linux", reason="finds the processes through /proc")
def test_nothing_is_lost_and_nothing_counts_twice(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("STEPWELL_", "DJANGO_"))]:
        monkeypatch.delenv(name)  # the site is started as shipped, not as for tests
    home = str(tmp_path)
    before = _sessions(home, brought=made_log(5, date.today() - timedelta(days=5), load()))
    context = browser.new_context()
    page = context.new_page()
    try:
        with served(home) as site:
            between = Between(site.port, site.pid)
            page.goto(f"http://localhost:{between.port}/help/")
            context.set_offline(True)
            page.evaluate(PUT_ALL, [_post() for _ in range(SESSIONS)])
            assert page.evaluate(WAITING, []) == SESSIONS
            between.swallow = 1
            context.set_offline(False)
            page.evaluate(FLUSH, [])
            assert between.swallowed.wait(20)
        left = page.evaluate(WAITING, [])
        assert left == SESSIONS - 1, "one was answered; the second was saved, and nobody could say so"
        assert _sessions(home) == before + 2
        with served(home) as again:
            between.site, between.swallow = (again.port, again.pid), None
            page.evaluate(FLUSH, [])
            assert page.evaluate(WAITING, []) == 0
        assert _sessions(home) == before + SESSIONS
    finally:
        context.close()


def _post() -> dict[str, Any]:
    body = {"kind": "session", "id": str(uuid4()), "on": date.today().isoformat(), "length": "full", "items": []}
    return {"id": body["id"], "url": "/session/save/", "body": body}


def _sessions(home: str, brought: Any = None) -> int:
    """Return how many sessions the log of a data folder holds, by way of the terminal."""
    environment = {**os.environ, "STEPWELL_HOME": home, "STEPWELL_DATABASE_URL": ""}
    log = Path(home) / "log.json"
    if brought is not None:
        log.write_bytes(written(brought))
        subprocess.run([sys.executable, "-m", "stepwell.cli", "import", str(log)], check=True, env=environment, stdout=subprocess.DEVNULL)
    found = subprocess.run([sys.executable, "-m", "stepwell.cli", "export"], check=True, env=environment, capture_output=True)
    return sum(fact["kind"] == "session" for fact in json.loads(found.stdout)["facts"])
