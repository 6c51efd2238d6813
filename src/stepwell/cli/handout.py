"""A document on paper, as PDF, from a log: the home program, a report, a summary for a first visit, a relapse plan, a chart note."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from stepwell.cli import _input
from stepwell.cli._errors import Refused
from stepwell.cli._planning import planned
from stepwell.engine.plan_changes import plan_changes
from stepwell.paper import press
from stepwell.paper.kinds import KINDS, NoPlanError
from stepwell.paper.record import Record

NAME_MOST = 120


def arguments(parser: ArgumentParser) -> None:
    """Take the log, the day, which document, the paper and the file."""
    parser.add_argument("file", metavar="LOG", help='a log: {"format": "stepwell-log/1", "facts": [...]}; - reads it from the terminal')
    parser.add_argument("--kind", choices=list(KINDS), default=next(iter(KINDS)), help="which document (the home program, if left out)")
    parser.add_argument("--paper", choices=press.SIZES, default="letter", help="US Letter (if left out) or A4")
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help="the PDF to write; - writes it to standard output")
    parser.add_argument("--name", default="", help="whose it is, for the head of the page")
    parser.add_argument("--on", metavar="DATE", help="the day, such as 2026-03-01; not before the log's latest fact (today, if left out)")
    _input.take_country(parser)


def run(arguments: Namespace) -> int:
    """Write the document; the exit status is 1 where there is no plan to print."""
    known = _input.knowledge()
    country = _input.country(arguments.country, known)
    today = _input.day(arguments.on)
    log = _input.log(arguments.file, known)
    decision, understood = planned(log, known, today)
    record = Record(
        name=arguments.name[:NAME_MOST],
        today=today,
        log=log,
        known=understood,
        decision=decision,
        changes=plan_changes(log, known),
        country=country,
        knowledge=known,
    )
    try:
        document = KINDS[arguments.kind].write(record)
    except NoPlanError as error:
        print(f"stepwell handout: {error}; see `stepwell plan`", file=sys.stderr)
        return 1
    _write(press.printed(document, arguments.paper), arguments.output)
    return 0


def _write(pdf: bytes, name: str) -> None:
    if name == "-":
        sys.stdout.buffer.write(pdf)
        return
    try:
        Path(name).write_bytes(pdf)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a file name"
        raise Refused(f"--output: {name}: it cannot be written ({why.lower()}); give a file in a folder that is there") from None
