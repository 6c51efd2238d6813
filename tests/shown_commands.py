"""Pages that show commands with what they print: the commands are run anew, so that a page never shows what is no longer so."""

import re
import shlex
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from stepwell.cli import main

ROOT = Path(__file__).parent.parent
_BLOCK = re.compile(r"^```console\n\$ (?P<command>[^\n]+)\n.*?^```$", re.MULTILINE | re.DOTALL)
_STEPWELL = re.compile(r"^\./run stepwell (?P<words>.+?)(?: \| head -n (?P<lines>\d+))?$")


def with_outputs(page: Path) -> str:
    """Return a page's text with the output of every ``$ ./run stepwell ...`` block made anew."""
    return _BLOCK.sub(lambda block: f"```console\n$ {block['command']}\n{_printed(block['command'])}```", page.read_text())


def _printed(command: str) -> str:
    """Return what a command prints.

    Raises:
        ValueError: it is not one that a page may show.
    """
    found = _STEPWELL.match(command)
    if found is None:
        raise ValueError(f"{command!r}: a page shows ./run stepwell COMMAND, with | head -n NUMBER at the most")
    words = [str(ROOT / word) if (ROOT / word).is_file() else word for word in shlex.split(found["words"])]
    with StringIO() as output, redirect_stdout(output), redirect_stderr(output):
        main(words)
        lines = output.getvalue().splitlines(keepends=True)
    return "".join(lines[: int(found["lines"])] if found["lines"] else lines)
