"""TERMINAL. The engine and the site from a shell: text for people, JSON for programs.

Each module here is one command, named after itself. It offers ``arguments(parser)`` and
``run(arguments) -> int`` (the exit status); its docstring's first line is its help. A command
imports what it needs inside ``run``: reading a log with the engine must not wait for Django.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from stepwell import __version__


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status. 2 means that the command line was wrong."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(prog="stepwell", description="A home programme for sciatica that adapts with the person.")
    parser.add_argument("--version", action="version", version=f"stepwell {__version__}")
    choices = parser.add_subparsers(dest="command", metavar="command", required=True)
    for name in [words[0]] if words and words[0] in command_names() else command_names():
        module = _command(name)
        summary = (module.__doc__ or "").partition("\n")[0]
        chosen = choices.add_parser(name, help=summary, description=summary)
        module.arguments(chosen)
        chosen.set_defaults(run=module.run)
    arguments = parser.parse_args(words)
    return int(arguments.run(arguments))


def command_names() -> list[str]:
    """Return the names of the commands: the modules of this room that do not begin with an underscore."""
    return sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))


def _command(name: str) -> ModuleType:
    return import_module(f"{__name__}.{name}")
