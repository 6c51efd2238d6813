"""Add what a log file or a FHIR file holds to your notes. What is there already is not added twice; a file with a mistake adds nothing."""  # noqa: N999 (a command is named after its module)

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from stepwell.cli import _site


def arguments(parser: ArgumentParser) -> None:
    """Take what to read."""
    said = "a log that 'stepwell export' wrote, or another in that format, or a FHIR R4 file in JSON; - reads from the terminal"
    parser.add_argument("file", help=said)


def run(arguments: Namespace) -> int:
    """Print how much was new."""
    return _site.carried_out(lambda: _import(arguments.file))


def _import(file: str) -> None:
    from stepwell.care.errors import CannotRead

    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).expanduser().read_bytes()
    except OSError as error:
        raise CannotRead((error.strerror or "the system refused").lower()) from error
    resource = _fhir_in(content)
    if resource is None:
        _import_log(content)
    else:
        _import_fhir(resource)


def _fhir_in(content: bytes) -> Any:
    """Return the FHIR resource that a file holds; None where it is something else, which the reader of logs then judges."""
    import msgspec

    try:
        found = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return found if isinstance(found, dict) and "resourceType" in found else None


def _import_fhir(resource: Any) -> None:
    from stepwell.care.actions import fhir_files
    from stepwell.care.queries import people

    _site.make_tables()
    brought = fhir_files.import_resource(person=people.owner(), resource=resource)
    print(f"{brought.merged.added} facts added, {brought.facts - brought.merged.added} were here already.")
    if brought.left_out:
        print(f"{brought.left_out} resources hold nothing that was noted: plans, rules, and what is worked out from the notes.")


def _import_log(content: bytes) -> None:
    from stepwell.care.actions import logs
    from stepwell.care.errors import CannotRead
    from stepwell.care.queries import people
    from stepwell.engine.log import LogError
    from stepwell.engine.reading import read_log
    from stepwell.knowledge import loader

    try:
        log = read_log(content, loader.load())
    except LogError as error:
        raise CannotRead(str(error)) from error
    _site.make_tables()
    added = logs.import_log(person=people.owner(), log=log).added
    print(f"{added} facts added, {len(log.facts) - added} were here already.")
