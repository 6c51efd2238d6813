"""Open a clinic: `create NAME --manager EMAIL` prints the link with which its first manager begins.

Needs STEPWELL_MODE=clinic, with the settings that the site itself runs with.
"""

from argparse import ArgumentParser, Namespace

from stepwell.cli import _site
from stepwell.cli._errors import Refused


def arguments(parser: ArgumentParser) -> None:
    """Take what to do."""
    acts = parser.add_subparsers(dest="act", metavar="create NAME --manager EMAIL", required=True)
    create = acts.add_parser("create", help="open a clinic and invite its first manager", allow_abbrev=False)
    create.add_argument("name", metavar="NAME", help="what the clinic is called")
    create.add_argument("--manager", metavar="EMAIL", required=True, help="the address of whoever will manage it")


def run(arguments: Namespace) -> int:
    """Open the clinic; the exit status is 1 when it could not be done."""
    _site.start()
    from django.conf import settings

    if not settings.IS_CLINIC:
        raise Refused("this installation is for one person; set STEPWELL_MODE=clinic, for the site as well")
    return _site.carried_out(lambda: _create(arguments.name, arguments.manager))


def _create(name: str, manager: str) -> None:
    from django.conf import settings
    from django.urls import reverse
    from django.utils import timezone

    from stepwell.care.actions import clinics

    _site.make_tables()
    sent = clinics.create(name=name, manager=manager, now=timezone.now())
    print(f"{sent.clinic} is open. Whoever opens this link becomes its manager. It works once, until {sent.expires_at:%Y-%m-%d %H:%M} UTC:")
    print(settings.ENVIRONMENT.address.rstrip("/") + reverse("public:invitation", args=[sent.secret]))
