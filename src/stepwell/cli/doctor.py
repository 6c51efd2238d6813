"""Say what is unsafe in this installation and how to mend it, worst first. It looks, and changes nothing.

Exit status: 0, nothing is unsafe; 1, something is; 2, not everything could be looked at.
"""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from io import StringIO
from typing import Any

from stepwell.cli import _site
from stepwell.cli._errors import one_line
from stepwell.cli._output import print_json
from stepwell.cli._page import Page, counted

SOUND, UNSAFE, UNSEEN = 0, 1, 2

HEADINGS = {"danger": "Mend this now", "unsafe": "Mend this soon", "note": "Good to know"}


def arguments(parser: ArgumentParser) -> None:
    """Take how to answer."""
    parser.add_argument("--try-restore", action="store_true", help="bring the newest backup back as well, in a temporary place")
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def run(arguments: Namespace) -> int:
    """Print what was found, with the same settings that the site runs with."""
    try:
        report = _report(try_restore=arguments.try_restore)
    except SystemExit as refused:  # the settings themselves cannot be used
        said = str(refused.code).removeprefix("Stepwell cannot start: ")
        print(one_line(f"stepwell doctor: {said}"), file=sys.stderr)
        return UNSEEN
    if arguments.json:
        print_json(report)
    else:
        _page(report).print()
    return UNSEEN if report["unseen"] else UNSAFE if report["unsafe"] else SOUND


def _report(*, try_restore: bool) -> dict[str, Any]:
    """Return what the server room found; it stands above this one, so it is called by name."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "stepwell.server.looking"}
    _site.start()
    from django.core.management import call_command

    said = StringIO()
    call_command("doctor", try_restore=try_restore, stdout=said)
    report: dict[str, Any] = json.loads(said.getvalue())
    return report


def _page(report: dict[str, Any]) -> Page:
    page, found = Page(), report["findings"]
    page.title("How safe is this installation?")
    where = f", {report['address']}" if report["mode"] == "clinic" else ""
    page.say(f"Mode: {report['mode']}{where}. {report['runs_on']}.")
    unsafe = sum(finding["weight"] != "note" for finding in found)
    page.say("Nothing unsafe was found." if not unsafe else f"{counted(unsafe, 'thing is', 'things are')} unsafe.")
    if report["tried"]:
        page.say(f"Brought back in a temporary place and checked: {report['tried']}.")
    for weight, heading in HEADINGS.items():
        of_weight = [finding for finding in found if finding["weight"] == weight]
        if of_weight:
            page.heading(heading)
        for finding in of_weight:
            page.say(finding["what"], mark="* ")
            page.say(finding["why"], indent=2)
            page.say(f"To mend it: {finding['mend']}", indent=2)
            page.gap()
    if report["unseen"]:
        page.heading("Not looked at")
        for what in report["unseen"]:
            page.say(what, mark="* ")
    page.gap()
    page.say("Doctor looks at this installation only: not at the machine, its network, or who has a key to the room.")
    return page
