"""How long a therapist waits for a list of five hundred patients on one page, in a clinic's installation, with everything around it."""

import sys
import time
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from tests.bench._clinic import in_a_clinic

if TYPE_CHECKING:
    from django.test import Client

    from tests.clinic.made import MadeClinic

PEOPLE = 500
LOOKS = 15
QUERIES_MOST = 20
"""Eight of them are who is asking: the session, the account, the roles, the second factor."""


class Look(NamedTuple):
    """What one look at the list takes: milliseconds by the clock and of the processor, and queries."""

    ms: float
    cpu_ms: float
    queries: int


def main() -> int:
    """Measure; return 1 when a target is missed."""
    return in_a_clinic(_measured)


def _measured() -> int:
    from tests.clinic.made import a_clinic_with

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

    first = _look(browser, "/therapist/")
    _look(browser, "/therapist/?all")
    whole = [_look(browser, "/therapist/?all") for _ in range(LOOKS)]
    part = [_look(browser, "/therapist/") for _ in range(LOOKS)]
    CaseSummary.objects.update(head="")
    anew = _look(browser, "/therapist/")
    return [
        row(f"list of {PEOPLE} people on one page", median(look.ms for look in whole), "ms", at_most=150),
        row(f"list of {PEOPLE} people on one page, processor time", median(look.cpu_ms for look in whole), "ms", at_most=150),
        row(f"the first hundred of {PEOPLE}, processor time", median(look.cpu_ms for look in part), "ms", at_most=100),
        row("queries for it, whoever asks included", max(look.queries for look in whole), "", at_most=QUERIES_MOST),
        row("first look of the day, with 100 entries of who looked", first.ms, "ms", at_most=1000),
        row(f"after every summary was lost: {PEOPLE} made anew", anew.ms, "ms", at_most=3000),
    ]


def _look(browser: "Client", address: str) -> Look:
    """Return what one look takes, from the request to the whole page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    begun, begun_cpu = time.perf_counter(), time.process_time()
    answer = browser.get(address)
    took, took_cpu = time.perf_counter() - begun, time.process_time() - begun_cpu
    if answer.status_code != 200:
        raise SystemExit(f"the list answers {answer.status_code}")
    with CaptureQueriesContext(connection) as seen:  # counted in a look of their own: counting takes time
        browser.get(address)
    return Look(ms=took * 1000, cpu_ms=took_cpu * 1000, queries=len(seen))


if __name__ == "__main__":
    sys.exit(main())
