"""How long a therapist waits for a list of five hundred patients on one page, in a clinic's installation, with everything around it."""

import os
import shutil
import sys
import tempfile
import time
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

    from tests.clinic.made import MadeClinic

PEOPLE = 500
LOOKS = 15
QUERIES_MOST = 20
"""Eight of them are who is asking: the session, the account, the roles, the second factor."""


def main() -> int:
    """Measure; return 1 when a target is missed."""
    home = tempfile.mkdtemp(prefix="sw-caseload-")
    try:
        os.environ |= {"STEPWELL_MODE": "clinic", "STEPWELL_HOME": home, "DJANGO_SETTINGS_MODULE": "stepwell.server.settings"}
        return _measured()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _measured() -> int:
    import django

    django.setup()
    from stepwell.server.startup import make_ready
    from tests.bench._table import machine
    from tests.clinic.made import a_clinic_with

    print(machine(), flush=True)
    make_ready()
    made = a_clinic_with(PEOPLE)
    return 0 if all(_rows(_browser(made), made)) else 1


def _browser(made: "MadeClinic") -> "Client":
    """Return a browser in which the therapist is signed in, with a second factor."""
    from allauth.mfa.models import Authenticator
    from django.test import Client

    Authenticator.objects.create(user=made.therapist, type=Authenticator.Type.TOTP, data={"secret": "made-up"})
    client = Client(HTTP_HOST="localhost")
    client.force_login(made.therapist, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _rows(browser: "Client", made: "MadeClinic") -> list[bool]:
    from stepwell.care.models import CaseSummary
    from tests.bench._table import row

    looked, _ = _timed(browser, "/therapist/?all")
    all_ms = [_timed(browser, "/therapist/?all") for _ in range(LOOKS)]
    page_ms = [_timed(browser, "/therapist/") for _ in range(LOOKS)]
    CaseSummary.objects.update(head="")
    anew, _ = _timed(browser, "/therapist/")
    return [
        row(f"list of {PEOPLE} people on one page", median(ms for ms, _ in all_ms), "ms", at_most=150),
        row(f"the first hundred of {PEOPLE}", median(ms for ms, _ in page_ms), "ms", at_most=150),
        row("queries for it, whoever asks included", max(queries for _, queries in all_ms), "", at_most=QUERIES_MOST),
        row(f"first look of the day: {PEOPLE} entries of who looked", looked, "ms", at_most=1000),
        row(f"after every summary was lost: {PEOPLE} made anew", anew, "ms", at_most=3000),
    ]


def _timed(browser: "Client", address: str) -> tuple[float, int]:
    """Return the milliseconds of one look, from the request to the whole page, and its queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    begun = time.perf_counter()
    answer = browser.get(address)
    took = (time.perf_counter() - begun) * 1000
    if answer.status_code != 200:
        raise SystemExit(f"the list answers {answer.status_code}")
    with CaptureQueriesContext(connection) as seen:
        browser.get(address)
    return took, len(seen)


if __name__ == "__main__":
    sys.exit(main())
