"""What only a process of its own can show: what it imports, how fast it starts, pipes and signals."""

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Write, log

STEPWELL = [sys.executable, "-m", "stepwell.cli"]
QUICK_ENOUGH_S = 0.5


def process(*words: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, **variables}
    return subprocess.run([*STEPWELL, *words], env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    "words",
    [
        ["triage", "LOG"],
        ["plan", "LOG"],
        ["explain", "LOG"],
        ["questions"],
        ["exercises"],
        ["exercises", "cat_cow"],
        ["schema", "log"],
        ["--help"],
    ],
)
def test_the_engine_does_not_wait_for_the_site(words: list[str], write: Write) -> None:
    file = write({"leak": "new"} if words[0] == "triage" else log())
    code = "import sys; from stepwell import cli; status = cli.main(sys.argv[1:]); print(status, *sys.modules, file=sys.stderr)"
    ran = subprocess.run(
        [sys.executable, "-c", code, *(file if word == "LOG" else word for word in words)], capture_output=True, text=True, check=True
    )

    status, *modules = ran.stderr.split()
    assert status == "0"
    assert {"django", "sqlite3", "socket", "gunicorn", "stepwell.care", "stepwell.web", "stepwell.server"} & set(modules) == set()


def test_a_triage_starts_within_half_a_second(write: Write) -> None:
    file = write({"leak": "new"})
    took = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert process("triage", file, "--json").returncode == 0
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)

    # The processor's own seconds, the fewest of three: other tests may keep the machine busy.
    assert min(took) <= QUICK_ENOUGH_S


def test_the_order_of_fields_does_not_hang_on_chance(write: Write) -> None:
    file = write(log())
    first, second = (process("explain", file, "--on", "2026-03-02", "--json", PYTHONHASHSEED=seed) for seed in ("1", "2"))

    assert first.returncode == 0
    assert first.stdout == second.stdout


def test_a_terminal_without_our_letters_still_gets_json(write: Write) -> None:
    plain = process("exercises", "--json", PYTHONIOENCODING="ascii")

    assert plain.returncode == 0
    assert json.loads(plain.stdout) == json.loads(process("exercises", "--json", PYTHONIOENCODING="utf-8").stdout)
    assert process("exercises", "cat_cow", PYTHONIOENCODING="ascii").returncode == 0


def test_a_reader_that_stops_is_no_fault() -> None:
    running = subprocess.Popen([*STEPWELL, "exercises", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.read(1)
    running.stdout.close()
    assert running.stderr is not None
    said = running.stderr.read()
    running.stderr.close()

    assert said == b""
    assert running.wait() == 141


def test_ctrl_c_while_it_waits_for_input_is_quiet() -> None:
    ready = "from stepwell.cli import triage; print('up', flush=True)"
    code = f"import sys; from stepwell import cli; {ready}; sys.exit(cli.main(['triage', '-']))"
    running = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    running.stdout.readline()

    running.send_signal(signal.SIGINT)

    out, err = running.communicate(timeout=30)
    assert (out, err, running.returncode) == ("", "", 130) or (out, running.returncode) == ("", -signal.SIGINT)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run([*STEPWELL, "exercises"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)

    assert ran.returncode == 1
    assert ran.stderr.startswith("stepwell exercises: No space left on device; ")
    assert ran.stderr.count("\n") == 1
