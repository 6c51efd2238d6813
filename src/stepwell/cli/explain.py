"""Why the plan of a day is as it is: what was understood, every rule that acted with its numbers, and the sources."""

from argparse import ArgumentParser, Namespace

from stepwell.cli import _input
from stepwell.cli._explain_page import explain_page
from stepwell.cli._explanation import explained
from stepwell.cli._output import print_json


def arguments(parser: ArgumentParser) -> None:
    """Take the log, the day, the country and the form."""
    _input.take_log_and_day(parser)


def run(arguments: Namespace) -> int:
    """Print the reasoning."""
    known = _input.knowledge()
    country = _input.country(arguments.country, known)
    today = _input.day(arguments.on)
    explanation = explained(_input.log(arguments.file, known), known, today)
    if arguments.json:
        print_json(explanation, country.emergency)
    else:
        explain_page(explanation, known, country.emergency).print()
    return 0
