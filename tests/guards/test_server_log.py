"""The lines of gunicorn itself: no address, no browser, nobody's machine."""

import logging

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger

from stepwell.server import logs
from tests.marked import NAME, SECRET, WORDS, marks


def in_our_form(message: str, *arguments: object) -> str:
    """Return a line as gunicorn's own log writes it."""
    config = Config()
    config.set("logger_class", logs.ServerLog)
    made = logs.ServerLog(config)
    formatter: logging.Formatter = made.error_log.handlers[-1].formatter
    try:
        raise ValueError(WORDS)
    except ValueError as error:
        record = logging.LogRecord(
            "gunicorn.error", logging.ERROR, __file__, 1, message, arguments, (type(error), error, error.__traceback__)
        )
    return formatter.format(record)


@pytest.mark.parametrize(
    ("message", "arguments"),
    [
        ("Error handling request %s %s", ("GET", f"/clinics/invitation/{SECRET}/?q={NAME}")),
        ("Error handling request %s", (f"/therapist/?q={NAME}",)),
        (f"Invalid request from ip=10.0.0.1: Invalid HTTP Header: {WORDS}", ()),
        ("Socket error processing request.", ()),
    ],
)
def test_a_request_that_fails_in_gunicorn_is_told_without_what_it_asked(message: str, arguments: tuple[str, ...]) -> None:
    line = in_our_form(message, *arguments)
    assert not marks(line)
    assert "10.0.0.1" not in line
    assert "ValueError" in line, "what went wrong is still told"


def test_a_log_of_requests_would_hold_no_address() -> None:
    told = {
        "t": "now",
        "m": "GET",
        "s": "200",
        "b": "12",
        "M": 3,
        "r": SECRET,
        "U": SECRET,
        "q": NAME,
        "f": WORDS,
        "a": WORDS,
        "h": "10.0.0.1",
    }
    assert logs.LOOKED_AT % told == "now GET 200 12 bytes 3 ms"
    assert issubclass(logs.ServerLog, Logger)
