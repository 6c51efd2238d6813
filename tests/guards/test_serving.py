"""The running site: it starts, survives, stops, and says in one line why it cannot."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.xdist_group("serving")  # one process prepares the data folder, and only once

Start = Callable[..., "subprocess.Popen[str]"]
LONGEST_S = 30
AS_THE_RELEASE_BEFORE = """
from stepwell.cli import _site
_site.start()
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
(newest,) = MigrationLoader(None).graph.leaf_nodes("care")
(before,) = [name for app, name in MigrationLoader(None).get_migration(*newest).dependencies if app == "care"]
call_command("migrate", "care", before, verbosity=0)
"""


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@pytest.fixture
def port() -> int:
    return free_port()


def _of(home: Path) -> dict[str, str]:
    """Return an environment without a developer's own settings."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("STEPWELL_", "DJANGO_"))}
    return {**clean, "STEPWELL_HOME": str(home)}


def process_of(home: Path, port: int, **variables: str) -> "subprocess.Popen[str]":
    """Start the site."""
    environment = {**_of(home), "PORT": str(port), "STEPWELL_WORKERS": "1", **variables}
    command = [sys.executable, "-m", "stepwell.cli", "serve"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


class FirstStart(NamedTuple):
    """The first start in an empty folder: what the site answered, how it stopped, and the folder, in which everything is prepared."""

    answered: int
    status: int
    said: str
    home: Path


@pytest.fixture(scope="session")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> FirstStart:
    """Start the site in an empty folder, and stop it. It is the slow one, so it is done once; nobody changes the folder."""
    home, port = tmp_path_factory.mktemp("used") / "home", free_port()
    home.mkdir()
    site = process_of(home, port)
    answered = answer(port, site)
    site.terminate()
    return FirstStart(answered, *ended(site), home)


@pytest.fixture
def used(first_start: FirstStart) -> Path:
    """Return the data folder of a site that has run once."""
    return first_start.home


@pytest.fixture
def start(tmp_path: Path, port: int, used: Path) -> Iterator[Start]:
    """Return a function that starts the site with a data folder of its own; the test may make one, else it is as after a first start."""
    started: list[subprocess.Popen[str]] = []

    def begun(**variables: str) -> "subprocess.Popen[str]":
        if not (tmp_path / "home").exists():
            shutil.copytree(used, tmp_path / "home")
        started.append(process_of(tmp_path / "home", port, **variables))
        return started[-1]

    yield begun
    for process in started:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=LONGEST_S)


def answer(port: int, process: "subprocess.Popen[str]", path: str = "/no-such-page/") -> int:
    """Return the status of a page, as soon as there is one."""
    until = time.monotonic() + LONGEST_S
    while time.monotonic() < until and process.poll() is None:
        try:
            return int(urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.05)
    raise AssertionError(process.communicate(timeout=5))


def children(process: "subprocess.Popen[str]") -> list[int]:
    return [int(child) for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def ended(process: "subprocess.Popen[str]") -> tuple[int, str]:
    _, said = process.communicate(timeout=LONGEST_S)
    return process.returncode, said.strip()


def test_it_serves_from_an_empty_folder_and_stops_cleanly(first_start: FirstStart) -> None:
    assert first_start.answered == 404
    assert first_start.status == 0
    assert "Traceback" not in first_start.said


def test_ctrl_c_is_a_clean_stop(start: Start, port: int) -> None:
    site = start()
    answer(port, site)

    site.send_signal(signal.SIGINT)

    status, said = ended(site)
    assert status == 0
    assert "Traceback" not in said


def test_a_port_in_use_is_said_with_the_way_out(start: Start, port: int) -> None:
    site = start()
    answer(port, site)

    status, said = ended(start())

    assert status == 1
    assert said == f"Stepwell cannot start: Port {port} cannot be used (Address already in use). Choose another one: PORT={port + 1} ./run"


@pytest.mark.skipif(sys.platform != "linux", reason="finds the processes through /proc")
def test_a_process_that_dies_is_said_and_ends_all(start: Start, port: int) -> None:
    site = start()
    answer(port, site)
    pages, work = children(site)
    assert os.getpriority(os.PRIO_PROCESS, work) > os.getpriority(os.PRIO_PROCESS, pages), "a page never waits for background work"

    os.kill(work, signal.SIGKILL)

    status, said = ended(site)
    assert status == 1
    assert "background work ended by itself" in said
    assert not Path(f"/proc/{pages}").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="finds the processes through /proc")
def test_nothing_is_left_behind_when_the_watcher_is_killed(start: Start, port: int) -> None:
    site = start()
    answer(port, site)
    left = children(site)

    site.kill()
    site.communicate(timeout=LONGEST_S)

    until = time.monotonic() + LONGEST_S
    while any(Path(f"/proc/{child}").exists() for child in left) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(Path(f"/proc/{child}").exists() for child in left)
    assert answer(port, start()) == 404


def test_a_damaged_database_is_one_clear_line(start: Start, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "stepwell.sqlite3").write_bytes(b"this is not a database" * 500)

    status, said = ended(start())

    assert status == 1
    assert said.count("\n") == 0
    assert "the file is damaged; restore a backup. Nothing was changed." in said


def test_a_database_damaged_in_the_middle_is_found_at_the_start(start: Start, port: int, tmp_path: Path) -> None:
    site = start()
    answer(port, site)
    site.terminate()
    ended(site)
    file = tmp_path / "home" / "stepwell.sqlite3"
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + b"\xff" * 16384 + whole[8192 + 16384 :])

    status, said = ended(start())

    assert status == 1
    assert "damaged" in said
    assert "Traceback" not in said


def test_an_unreachable_server_of_the_database_is_one_clear_line(start: Start, tmp_path: Path) -> None:
    status, said = ended(start(STEPWELL_DATABASE_URL=f"postgres://ana@/notes?host={tmp_path}"))

    assert status == 1
    assert (
        said == "Stepwell cannot start: The PostgreSQL database cannot be used: the database server does not answer. Nothing was changed."
    )


@pytest.mark.parametrize(("name", "value"), [("STEPWELL_BIND", "0.0.0.0"), ("PORT", "door"), ("STEPWELL_MODE", "hospital")])
def test_a_wrong_setting_is_one_line_without_a_trace(start: Start, name: str, value: str) -> None:
    status, said = ended(start(**{name: value}))

    assert status == 1
    assert said.startswith(f"Stepwell cannot start: {name}")
    assert said.count("\n") == 0


def test_an_upgrade_keeps_the_records_as_they_were(start: Start, port: int, used: Path, tmp_path: Path) -> None:
    shutil.copytree(used, tmp_path / "home")
    (tmp_path / "home" / "stepwell.sqlite3").unlink()
    subprocess.run([sys.executable, "-c", AS_THE_RELEASE_BEFORE], env=_of(tmp_path / "home"), check=True)

    assert answer(port, start()) == 404

    assert len(list((tmp_path / "home" / "backups").glob("stepwell-*.before-upgrade-*.sqlite3"))) == 1
