"""What a log line holds: never an answer, a note or a name."""

import logging
import traceback
from pathlib import Path
from types import TracebackType

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


OURS = str(Path(__file__).parent.parent)


class Plain(logging.Formatter):
    """One line a record; an exception as its type and the places in the code it passed.

    The message of an exception is left out: a database puts the values of a row into it.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 (the base class's name)
        """Return the type and the places, outermost first: those in our own code, and the one where it happened."""
        kind, _, trace = ei
        frames = traceback.extract_tb(trace)
        told = [frame for frame in frames[:-1] if OURS in frame.filename] + frames[-1:]
        places = [f"  at {frame.filename}:{frame.lineno} {frame.name}" for frame in told]
        return "\n".join([kind.__name__ if kind else "no exception", *places])
