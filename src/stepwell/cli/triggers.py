"""What sets the pain off? A diary of days in, a verdict on each thing in it out.

FILE is a table (CSV), one row a day, in any order: date, leg_waking and leg_worst (0-10), sleep (0 good, 1 poor: the night before), and a
column for each thing that may set pain off (0 no, 0.5 somewhat, 1 clearly more than usual). What is not known is left empty.
"""

from argparse import ArgumentParser, Namespace

from stepwell.cli import _diary_file, _input
from stepwell.cli._output import print_json
from stepwell.cli._page import Page, counted
from stepwell.engine import triggers
from stepwell.engine.trigger_findings import Finding, Findings, Judgment, Verdict
from stepwell.knowledge.schema import Knowledge

HEADINGS: dict[Verdict, str] = {
    "likely": "Likely to make the leg worse",
    "possible": "Possible, and worth a test",
    "helps": "Seems to help",
    "probably_not": "Probably not: no sign that it makes the leg worse",
    "unclear": "The diary cannot tell yet",
    "not_enough": "Not enough days yet",
}


def arguments(parser: ArgumentParser) -> None:
    """Take the diary and the form of the answer."""
    parser.add_argument("file", metavar="FILE", help="the diary, as CSV; - reads it from the terminal")
    _input.take_json(parser)


def run(arguments: Namespace) -> int:
    """Print the verdicts."""
    known = _input.knowledge()
    columns, diary = _diary_file.read(arguments.file)
    # One fit of the diary as it stands: there are no earlier verdicts that could be kept.
    found = triggers.judged(None, diary, known, diary[-1].on if diary else _input.FIRST_DAY, columns)
    if arguments.json:
        print_json([_judgment(finding) for finding in found.found])
    else:
        _page(found, known).print()
    return 0


def _judgment(finding: Finding) -> Judgment:
    """Return a finding without its week: one fit has no history."""
    return Judgment(**{name: getattr(finding, name) for name in Judgment.__struct_fields__})


def _page(found: Findings, known: Knowledge) -> Page:
    page = Page()
    page.title(f"What the diary says, from {counted(found.days, 'day')} with a pain rating")
    if not found.found:
        page.say("There is no column of a thing that may set pain off. Add some, and fill them day by day.")
        return page
    for verdict, heading in HEADINGS.items():
        of_these = [finding for finding in found.found if finding.verdict == verdict]
        if of_these:
            page.heading(heading)
        for finding in of_these:
            page.say(_line(finding, known), mark="- ")
    page.gap()
    page.say(
        "A worse day after something is not damage. Nothing here is a ban, and none of it is proof: other things happen on the same days."
    )
    return page


def _line(finding: Finding, known: Knowledge) -> str:
    name = known.triggers[finding.exposure].name if finding.exposure in known.triggers else finding.exposure
    days = f"{counted(finding.days_exposed, 'day')} with it, {finding.days_unexposed} without"
    low, high = finding.interval
    match finding.verdict:
        case "not_enough":
            return f"{name}: {days}. About {counted(finding.needs, 'more day', 'more days')} until anything can be said."
        case "likely" | "possible":
            worse = f"about {_points(finding.effect_points)} points worse (likely {_points(low)} to {_points(high)})"
            return f"{name}: after it the leg tends to be {worse}; {days}; {finding.probability:.0%} sure."
        case "helps":
            better = f"about {_points(-finding.effect_points)} points better (likely {_points(-high)} to {_points(-low)})"
            return f"{name}: after it the leg tends to be {better}; {days}; {finding.probability_helps:.0%} sure."
        case _:
            return f"{name}: {days}; a chance of {finding.probability:.0%} that it matters."


def _points(value: float) -> str:
    """Return points with one place; never "-0.0"."""
    return f"{round(value, 1) + 0.0:.1f}"
