"""TERMINAL. The engine and the site from a shell: text for people, JSON for programs.

Each module here that does not begin with an underscore is one command, named after itself. It offers
``arguments(parser)`` and ``run(arguments) -> int`` (the exit status). Only the module of the command that
was asked for is imported: reading a log with the engine must not wait for the site.
"""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

from stepwell import __version__
from stepwell.cli._errors import Refused, one_line

COMMANDS = {
    "Ask the engine (nothing is stored)": {
        "triage": "How soon should somebody look at this person? Answers in, a verdict out.",
        "plan": "The plan of one day, or what to do instead, from a log.",
        "explain": "Why that plan is as it is: every rule, number and source.",
        "triggers": "What sets the pain off? A diary in, a verdict on each thing in it out.",
        "handout": "A page or two on paper, from a log: the home program, a report, a first-visit summary.",
        "simulate": "What programmes do to people who do not exist.",
    },
    "Look things up": {
        "questions": "Every question that can be asked, with its possible answers.",
        "exercises": "Every exercise, or one of them in full.",
        "figure": "How an exercise is drawn, measured; or all of them on one sheet.",
        "schema": "The JSON Schema of what goes in and of what comes out.",
    },
    "Your own site and notes": {
        "serve": "Serve the site on this machine, until Ctrl-C.",
        "demo": "Look around with a made-up person, or with --clinic in a made-up clinic, until Ctrl-C.",
        "clinic": "Open a clinic: create NAME --manager EMAIL prints the first invitation's link.",
        "export": "Write everything that was noted as one JSON document.",
        "import": "Add what a log file holds to your notes.",
        "measures": "Every measure; load the wording of one that you may use, or take it away.",
        "backup": "Write everything into one private file, and check it.",
        "restore": "Put a backup back in place of everything that is here.",
        "upkeep": "Check the notes and write today's backup.",
        "doctor": "What is unsafe in this installation, and how to mend it.",
    },
}
"""The commands by group, each with one line of help, in the order in which they are shown."""

OK, FAULT, WRONG_INPUT, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    0: done, whatever the verdict. 1: it could not be done. 2: what was given cannot be used; one line on
    the error stream says which field and how to mend it. A trace is never shown (``python -X dev`` shows it).
    """
    words = list(sys.argv[1:] if argv is None else argv)
    command = words[0] if words and words[0] in command_names() else ""
    try:
        status = _done(command, words)
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except Refused as refused:
        return _told(command, str(refused), WRONG_INPUT)
    except BrokenPipeError:
        _leave_output_alone()
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        _leave_output_alone()
        return _told(command, f"{error.strerror or 'the system refused'}; free some space or choose another place, and try again", FAULT)
    except Exception as error:
        # Whatever is broken, nobody is shown a trace, unless it was asked for.
        if sys.flags.dev_mode:
            raise
        return _told(command, f"this is a fault in Stepwell, not yours ({_place(error)}); please report it with that place", FAULT)


def command_names() -> list[str]:
    """Return the names of the commands, in the order in which they are shown."""
    return [name for group in COMMANDS.values() for name in group]


def _done(command: str, words: list[str]) -> int:
    if command:
        return _run(command, words[1:])
    if not words or words[0] in ("--help", "-h", "help"):
        print(_help())
    elif words[0] in ("--version", "-V"):
        print(f"stepwell {__version__}")
    else:
        raise Refused(f"{words[0]!r} is not a command; use one of {', '.join(command_names())}")
    return OK


def _run(command: str, words: list[str]) -> int:
    module = import_module(f"{__name__}.{command}")
    parser = _Parser(prog=f"stepwell {command}", description=module.__doc__, allow_abbrev=False)
    module.arguments(parser)
    try:
        arguments: Namespace = parser.parse_args(words)
    except SystemExit:
        return OK
    _write_anything()
    return int(module.run(arguments))


class _Parser(ArgumentParser):
    """A parser whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        raise Refused(f"{message}; see `{self.prog} --help`")


def _help() -> str:
    lines = ["Stepwell: a home programme for sciatica that adapts with the person.", "", "    stepwell COMMAND --help"]
    for group, commands in COMMANDS.items():
        lines += ["", group, *(f"    {name:<10} {summary}" for name, summary in commands.items())]
    return "\n".join([*lines, "", "Add --json to read the answer with a program. Not a diagnosis, not for emergencies, not for children."])


def _told(command: str, what: str, status: int) -> int:
    """Say one line on the error stream."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(one_line(f"stepwell {command}".rstrip() + f": {what}"), file=sys.stderr)
    return status


def _place(error: Exception) -> str:
    """Return what broke and where, without the message: it may hold what a person said."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    where = f" in {os.path.basename(last.tb_frame.f_code.co_filename)}:{last.tb_lineno}" if last is not None else ""
    return f"{type(error).__name__}{where}"


def _write_anything() -> None:
    """Write what the terminal cannot show as an escape, instead of failing half-way."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")


def _leave_output_alone() -> None:
    """Keep Python from trying the closed output again when it ends."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
