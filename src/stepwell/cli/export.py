"""Write everything that was noted as one JSON document: to keep, to read, or to take elsewhere."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from stepwell.cli import _site


def arguments(parser: ArgumentParser) -> None:
    """Take where to write it, and in which form."""
    parser.add_argument("file", nargs="?", default="-", help="where to write it, in place of what is there; - or nothing: to the terminal")
    parser.add_argument("--fhir", action="store_true", help="as a FHIR R4 Bundle, for a clinic's software, with the plans and the rules")


def run(arguments: Namespace) -> int:
    """Write the log, whole or not at all."""
    export = _export_fhir if arguments.fhir else _export
    return _site.carried_out(lambda: export(arguments.file))


def _export(file: str) -> None:
    from stepwell.care.actions import logs as take_away
    from stepwell.care.queries import logs, people

    if file == "-":
        sys.stdout.buffer.write(logs.exported(people.owner()))
        return
    count = take_away.export_file(person=people.owner(), path=Path(file))
    print(f"Saved: {file} ({count} facts). These are health notes: keep it private.")


def _export_fhir(file: str) -> None:
    from stepwell.care.actions import fhir_files
    from stepwell.care.queries import people

    if file == "-":
        sys.stdout.buffer.write(fhir_files.exported(person=people.owner()))
        return
    size = fhir_files.export_file(person=people.owner(), path=Path(file))
    print(f"Saved: {file} (FHIR R4, {size // 1000} kB). These are health notes: keep it private.")
