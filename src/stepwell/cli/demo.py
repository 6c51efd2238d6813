"""Look around with a made-up person and months of notes; with --clinic, in a made-up clinic of twelve, as its therapist.

Your own notes are not touched; what you enter is thrown away at the end.
"""

import os
import tempfile
from argparse import ArgumentParser, Namespace
from datetime import date, timedelta

from msgspec.structs import replace

from stepwell.cli import _demo_clinic, _site
from stepwell.engine.log import Log

DAYS = 120
NAME = "Robin"
ON_THIS_MACHINE = {
    "STEPWELL_MODE": "clinic",
    "STEPWELL_BIND": "127.0.0.1",
    "STEPWELL_ADDRESS": "",
    "STEPWELL_ALLOWED_HOSTS": "localhost,127.0.0.1",
    "STEPWELL_MAIL_URL": "",
}
"""A made-up clinic lets everybody in: only from this machine, whatever the environment says, and its mail goes nowhere."""


def arguments(parser: ArgumentParser) -> None:
    """Take who to look around as; port and time zone come from the environment, as for `stepwell serve`."""
    parser.add_argument("--clinic", action="store_true", help="a made-up clinic: its therapist, its manager and twelve patients")


def run(arguments: Namespace) -> int:
    """Serve what is made up from a folder that ends with the program; the command exits by itself."""
    from django.core.management import call_command

    with tempfile.TemporaryDirectory(prefix="stepwell-demo-") as folder:
        os.environ |= {"STEPWELL_HOME": folder, "STEPWELL_DATABASE_URL": "", "STEPWELL_DEMO": "yes"}
        os.environ |= ON_THIS_MACHINE if arguments.clinic else {"STEPWELL_MODE": "personal"}
        _site.start()
        status = _site.carried_out(_demo_clinic.fill if arguments.clinic else fill)
        if status:
            return status
        call_command("serve")
    return 0


def fill() -> None:
    """Write the made-up person's notes into the site at hand, up to yesterday: today is left to whoever looks around."""
    from django.utils import timezone

    from stepwell.care.actions import logs, people
    from stepwell.care.queries import people as who

    _site.make_tables()
    today = timezone.localdate()
    person = people.change_settings(person=who.owner(), given_name=NAME)
    logs.import_log(person=person, log=made_up(today))


def made_up(today: date) -> Log:
    """Return the notes of somebody who does not exist, from so many days ago up to yesterday."""
    from stepwell.knowledge import loader
    from stepwell.simulator import person_log

    log = person_log(SEED, DAYS, today - timedelta(days=DAYS - 1), loader.load())
    return replace(log, facts=tuple(fact for fact in log.facts if fact.on < today))


SEED = 1
"""Which person: one with a story that shows flare-ups, some days away and the way back."""
