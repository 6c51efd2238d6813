"""What a clinic's records cost as FHIR: everything of one person with half a year of notes, and the files of a hundred people."""

import sys
import time
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from tests.bench import _rows
from tests.bench._clinic import in_a_clinic

if TYPE_CHECKING:
    from django.test import Client

    from stepwell.care.models import Person
    from tests.clinic.made import MadeClinic

DAYS = 180
PEOPLE = 100
LOOKS = 7


class Look(NamedTuple):
    """What one look takes: seconds of the processor, kilobytes, resources."""

    cpu_s: float
    kb: float
    resources: int


def main() -> int:
    """Measure; return 1 when a target is missed."""
    return in_a_clinic(_measured)


def _measured() -> int:
    from tests.bench._table import row
    from tests.clinic.made import a_clinic_with

    made = a_clinic_with(PEOPLE)
    person, browser = made.people[-1], _program(made)
    _live_long(person)
    looks = [_look(browser, f"/fhir/Patient/{person.pk}/$everything") for _ in range(LOOKS + 1)][1:]
    cpu = median(look.cpu_s for look in looks)
    one = _look(browser, f"/fhir/Observation?patient={person.pk}&_count=1")
    seconds, size = _exported(made)
    good = [
        row(f"$everything of {DAYS} days, processor time", cpu * 1000, "ms", at_most=400),
        row(f"$everything of {DAYS} days, {looks[0].resources} resources", looks[0].kb, "KB", at_most=6000),
        row("a search in it, processor time", one.cpu_s * 1000, "ms", at_most=400),
        row(f"export of {PEOPLE} people, processor time", seconds, "s", at_most=30),
        row(f"export of {PEOPLE} people", size / 1e6, "MB", at_most=200),
    ]
    return 0 if all(good) else 1


def _live_long(person: "Person") -> None:
    """Give a person half a year of notes and the plans of each day, beside what they have."""
    from django.utils import timezone

    from stepwell.care import planning
    from stepwell.care.models import Fact, StoredPlan
    from stepwell.engine.plan import plan_from
    from stepwell.knowledge.loader import load
    from tests.bench._made_log import lived

    now, knowledge = timezone.now(), load()
    first = Fact.objects.filter(person=person).earliest("on").on - timedelta(days=DAYS)
    days = list(lived(DAYS, first, knowledge))
    _rows.append(person, [fact for fact, _ in days])
    for fact, known in days:
        planning.store(person, plan_from(known, knowledge, fact.on), now)
    print(f"{Fact.objects.filter(person=person).count()} facts, {StoredPlan.objects.filter(person=person).count()} plans", flush=True)


def _program(made: "MadeClinic") -> "Client":
    from django.test import Client
    from django.utils import timezone

    from stepwell.care.actions import tokens
    from stepwell.care.queries.accounts import visitor

    secret = tokens.make(
        who=visitor(made.manager), clinic=made.clinic.pk, name="Bench", scopes=tokens.SCOPES, days=30, now=timezone.now()
    ).secret
    return Client(HTTP_HOST="localhost", HTTP_AUTHORIZATION=f"Bearer {secret}")


def _look(browser: "Client", address: str) -> Look:
    begun = time.process_time()
    answer = browser.get(address)
    took = time.process_time() - begun
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}")
    return Look(cpu_s=took, kb=len(answer.content) / 1000, resources=len(answer.json()["entry"]))


def _exported(made: "MadeClinic") -> tuple[float, int]:
    """Return the processor time of an export, and how large its files are."""
    from django.utils import timezone

    from stepwell.care import export_files
    from stepwell.care.actions import exports
    from stepwell.care.queries.accounts import visitor

    export = exports.ask_as_manager(who=visitor(made.manager), clinic=made.clinic.pk, request="", now=timezone.now())
    begun = time.process_time()
    while exports.step(export, timezone.now()):
        pass
    took = time.process_time() - begun
    return took, sum(file.stat().st_size for file in (export_files.folder() / str(export)).iterdir())


if __name__ == "__main__":
    sys.exit(main())
