"""Logs from outside: what is written reads back as it was, and what cannot be read says so in one way only."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.engine.log import Log, LogError
from stepwell.engine.reading import read_fact, read_log, written
from tests.property.logs import KNOWLEDGE, Life, lives

KEYS = st.sampled_from(
    ["kind", "on", "answers", "items", "exercise", "order", "facts", "format", "seed", "wish", "direction", "before"]
) | st.text(max_size=6)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["session", "order", "check_in", "safety_check", "2026-03-02", "leg_waking", "cat_cow", "stepwell-log/1"])
)
JSON: st.SearchStrategy[Any] = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=25
)
LIKE_A_LOG = st.fixed_dictionaries(
    {"format": st.just("stepwell-log/1"), "facts": st.lists(st.dictionaries(KEYS, JSON, max_size=6), max_size=3)}
)


@given(lives())
def test_a_written_log_reads_back_as_it_was(life: Life) -> None:
    assert read_log(written(life.log), KNOWLEDGE) == life.log


@given(lives())
def test_equal_logs_are_equal_bytes(life: Life) -> None:
    again = read_log(written(life.log), KNOWLEDGE)
    assert written(again) == written(life.log)


@given(JSON | LIKE_A_LOG)
def test_anything_else_is_refused_with_one_kind_of_error(raw: Any) -> None:
    with contextlib.suppress(LogError):
        assert isinstance(read_log(raw, KNOWLEDGE), Log)
    with contextlib.suppress(LogError):
        read_fact(raw, KNOWLEDGE)


@given(st.binary(max_size=60) | st.text(max_size=60))
def test_bytes_that_are_no_log_are_refused(raw: bytes | str) -> None:
    with pytest.raises(LogError):
        read_log(raw, KNOWLEDGE)


@given(st.text(min_size=1, max_size=40))
def test_a_private_word_is_not_repeated_in_an_error(word: str) -> None:
    """A text answer that is too long is refused without being told again."""
    private = f"my secret {word} " * 60
    with pytest.raises(LogError) as refused:
        read_fact({"kind": "evaluation", "on": "2026-03-02", "answers": {"activity_1": private}}, KNOWLEDGE)
    assert "my secret" not in str(refused.value)
    assert "\n" not in str(refused.value)
