"""The JSON Schema of what goes in and of what comes out. Draft 2020-12."""

from argparse import ArgumentParser, Namespace

from stepwell.cli import _input
from stepwell.cli._output import print_json
from stepwell.cli._schemas import SCHEMAS


def arguments(parser: ArgumentParser) -> None:
    """Take which schema."""
    whose = "log, fact, triage-input: what goes in; plan, triage, triggers, questions, exercise: what comes out with --json"
    parser.add_argument("name", metavar="NAME", choices=list(SCHEMAS), help=whose)
    parser.add_argument("--json", action="store_true", help="changes nothing: a schema is always JSON")


def run(arguments: Namespace) -> int:
    """Print the schema."""
    print_json(SCHEMAS[arguments.name](_input.knowledge()))
    return 0
