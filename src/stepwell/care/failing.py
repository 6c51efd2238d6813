"""Background work that fails leaves the kind of its failure in the queue, and nothing of what it was working on.

The queue keeps what an exception says for good, and a database, a mail server or a parser says what it was given.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

logger = logging.getLogger("stepwell.care")
P = ParamSpec("P")
R = TypeVar("R")


class WorkFailed(Exception):
    """A piece of background work failed. ``str(error)`` is the kind of the failure; where it happened stands in the log."""


def plainly(work: Callable[P, R]) -> Callable[P, R]:
    """Return work whose failures are told by their kind alone. Between ``@task()`` and the work itself."""

    @wraps(work)
    def done(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return work(*args, **kwargs)
        except Exception as error:
            logger.exception("background work failed: %s", work.__name__)
            raise WorkFailed(type(error).__name__) from None

    return done
