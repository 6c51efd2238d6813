"""Files and standard input: whatever they hold, the answer is a verdict or one line."""

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stepwell.cli._errors import LONGEST_LINE
from stepwell.cli._input import LARGEST
from tests.cli.conftest import Run, Write, log

READERS = [("triage",), ("plan", "--on", "2026-03-02"), ("explain", "--on", "2026-03-02")]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", "it is empty"),
        (b" \n\t", "it is empty"),
        (b"\xff\xfe{\x00}\x00", "not UTF-8"),
        (b'{"a": ', "line 1, column 7"),
        (b"{'a': 1}", "not JSON"),
        (b'{"age": 41} {}', "not JSON"),
        (b"[" * 100_000, "too deep"),
        (b'{"age": ' + b"9" * 5000 + b"}", "too many digits"),
        (b'{"age": NaN}', "'age': nan is not a number"),
        (b'{"age": -Infinity}', "'age': -inf is not a number"),
        (b'{"age": 1e999}', "'age': inf is not a number"),
        (b'{"age": 41, "age": 42}', "'age' stands twice"),
        (b'{"format": "stepwell-log/1", "facts": [{"on": 1, "on": 2}]}', "'on' stands twice"),
        (b"1" * (LARGEST + 1), "larger than 8 MB"),
    ],
)
def test_what_cannot_be_read_is_refused(run: Run, write: Write, reader: tuple[str, ...], content: bytes, wrong: str) -> None:
    ran = run(reader[0], write(content), *reader[1:])

    assert (ran.status, ran.out) == (2, "")
    assert wrong in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", ["missing.json", ".", "", "nul\0.json", "x" * 5000])
def test_a_file_that_cannot_be_opened_is_refused(run: Run, reader: tuple[str, ...], name: str) -> None:
    ran = run(reader[0], name, *reader[1:])

    assert (ran.status, ran.out) == (2, "")
    assert "cannot be read" in ran.err or len(name) > LONGEST_LINE
    assert ran.err.count("\n") == 1


def test_an_endless_file_is_not_read_to_its_end(run: Run) -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("there is no endless file here")

    assert "larger than 8 MB" in run("triage", "/dev/zero").err


def test_a_closed_standard_input_is_empty(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)

    assert "it is empty" in run("triage", "-").err


def test_a_line_is_short_and_cannot_steer_the_terminal(run: Run, write: Write) -> None:
    ran = run("plan", write({"\x1b[2J\n" + "x" * 10_000: 1}))

    assert ran.status == 2
    assert len(ran.err) <= LONGEST_LINE + 1
    assert "\x1b" not in ran.err
    assert ran.err.count("\n") == 1


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["kind", "on", "answers", "facts", "seed", "age", "items"]) | st.text(max_size=9), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(content=st.binary(max_size=200) | ANYTHING, reader=st.sampled_from(READERS))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_input_ever_shows_a_trace(run: Run, write: Write, content: object, reader: tuple[str, ...]) -> None:
    ran = run(reader[0], write(content), *reader[1:])

    assert ran.status in (0, 2)
    assert (ran.status == 0) == (ran.err == "")
    assert ran.err.count("\n") <= 1


@given(fields=st.dictionaries(st.sampled_from(["kind", "on", "answers", "id", "order", "exercise", "wish", "items"]), ANYTHING, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_fact_ever_shows_a_trace(run: Run, write: Write, fields: dict[str, object]) -> None:
    fact = {"kind": "order", "on": "2026-03-02", "order": "pin", "exercise": "cat_cow", **fields}

    assert run("plan", write(log(fact)), "--on", "2026-03-02", "--json").status in (0, 2)
