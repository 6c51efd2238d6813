"""How soon should somebody look at this person? Answers to the safety questions in, a verdict with its reasons out.

FILE holds {"question_id": answer, ...}; see `stepwell questions --when safety`. Some of the answers are enough for a
verdict, but nobody may exercise while a question that must be answered is open.
"""

from argparse import ArgumentParser, Namespace

from stepwell.cli import _input
from stepwell.cli._output import print_json
from stepwell.cli._page import Page, counted
from stepwell.cli._reasons import basis
from stepwell.engine.screening import triage as triaged
from stepwell.engine.verdict import Verdict, judged
from stepwell.knowledge.schema import Knowledge, Tier


def arguments(parser: ArgumentParser) -> None:
    """Take the answers, the country and the form of the verdict."""
    parser.add_argument("file", metavar="FILE", help="the answers, as JSON; - reads them from the terminal")
    _input.take_country(parser)
    _input.take_json(parser)


def run(arguments: Namespace) -> int:
    """Print the verdict."""
    known = _input.knowledge()
    country = _input.country(arguments.country, known)
    verdict = judged(triaged(_input.answers(arguments.file, known), known), country, known)
    if arguments.json:
        print_json(verdict, country.emergency)
    else:
        _page(verdict, known).print()
    return 0


def _page(verdict: Verdict, known: Knowledge) -> Page:
    page = Page(verdict.call.emergency)
    page.title(verdict.advice.heading)
    page.say(verdict.advice.reason)
    _add_reasons(page, verdict)
    _add_what_to_do(page, verdict, known.countries[verdict.call.country].name)
    if verdict.unanswered:
        page.heading(f"Still open: {counted(len(verdict.unanswered), 'question')} that must be answered before any exercise")
        for question in verdict.unanswered:
            page.say(f"{question}: {known.questions[question].text}", mark="- ")
    return page


def _add_reasons(page: Page, verdict: Verdict) -> None:
    if verdict.reasons:
        page.heading("Why")
    for reason in verdict.reasons:
        page.say(reason.text, mark="- ")
        page.say(f"({reason.rule.rstrip('.')}; {basis(reason)})", indent=2)


def _add_what_to_do(page: Page, verdict: Verdict, country: str) -> None:
    page.heading("What to do")
    if verdict.advice.is_crisis:
        page.say(f"Crisis line ({country}): {verdict.call.crisis_line}.", mark="- ")
    if verdict.advice.say_there:
        page.say(f'Say there: "{verdict.advice.say_there}"', mark="- ")
    page.say(verdict.advice.do_not_wait_for, mark="- ")
    page.say(verdict.advice.meanwhile, mark="- ")
    if verdict.tier >= Tier.SAME_DAY:
        call = {"emergency": verdict.call.emergency, "advice": verdict.call.advice_line, "crisis line": verdict.call.crisis_line}
        lines = "; ".join(f"{name} {number}" for name, number in call.items() if number)
        page.say(f"Numbers to call ({country}): {lines}.", mark="- ")
