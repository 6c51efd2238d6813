"""A clinic of people who all lived the same days, each signed in on a browser of their own: for measuring many who save at once.

python -m tests.bench._people HOME DAYS LAST COUNT      made in a process of its own, because the measurement knows no Django

Everybody has their account, care, facts, snapshot and findings, as the site itself would have written them. Left out are the plans
that were stored on each day: nothing reads them when something is saved.
"""

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from stepwell.engine.log import Log
from stepwell.knowledge.loader import load
from tests.bench import _rows
from tests.bench._made_log import made_log

if TYPE_CHECKING:
    from stepwell.care.models import Account, Clinic, Membership, Person

_COPIED = '"key", "position", "on", "kind", "body", "release", "recorded_at", "author_id"'


def made(home: Path, days: int, last: date, count: int, environment: dict[str, str]) -> list[str]:
    """Make a clinic in a fresh folder, and return what each of its people's browsers sends as cookies.

    Args:
        days: how long everybody's log is; last: the day it ends on.
    """
    command = [sys.executable, "-m", "tests.bench._people", str(home), str(days), last.isoformat(), str(count)]
    answer = subprocess.run(command, check=True, env={**os.environ, **environment}, stdout=subprocess.PIPE)
    cookies: list[str] = json.loads(answer.stdout)
    return cookies


def main(home: str, days: str, last: str, count: str) -> int:
    """Make the clinic, and print the cookies as JSON."""
    os.environ |= {"STEPWELL_HOME": home, "DJANGO_SETTINGS_MODULE": "stepwell.server.settings"}
    import django

    django.setup()
    from django.db import transaction

    from stepwell.care.models import Clinic, Membership
    from stepwell.server.startup import make_ready

    make_ready()
    with transaction.atomic():
        clinic = Clinic.objects.create(name="Riverside Physical Therapy", slug="riverside")
        therapist = Membership.objects.create(clinic=clinic, account=_account(0), role="therapist")
        first = _first(made_log(int(days), date.fromisoformat(last) - timedelta(days=int(days) - 1), load()), date.fromisoformat(last))
        everybody = [first, *(_like(first) for _ in range(int(count) - 1))]
        accounts = [_cared_for(person, number, clinic, therapist) for number, person in enumerate(everybody, start=1)]
        cookies = [_signed_in(account) for account in accounts]
    print(json.dumps(cookies))
    return 0


def _first(log: Log, last: date) -> "Person":
    """Return somebody whose facts were told one by one, with the findings of their last week."""
    from stepwell.care import folding
    from stepwell.care.actions import entries
    from stepwell.care.models import Person
    from stepwell.care.queries import triggers
    from stepwell.engine.understanding import understand

    person = Person.objects.create(seed=log.seed)
    facts = entries.named(log.facts)
    _rows.append(person, facts)
    folding.save_snapshot(person, understand(Log(seed=log.seed, facts=tuple(facts)), load()))
    triggers.findings(person, last)
    return person


def _like(first: "Person") -> "Person":
    """Return another person to whom the same happened."""
    from copy import copy
    from uuid import uuid4

    from django.db import connection

    from stepwell.care import folding
    from stepwell.care.models import Person, Snapshot, TriggerFit

    person = copy(first)
    person.pk, person._state = uuid4(), copy(person._state)
    person._state.adding, person._state.fields_cache = True, {}
    person.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO care_fact (person_id, {_COPIED}) SELECT %s, {_COPIED} FROM care_fact WHERE person_id = %s",
            [person.pk.hex, first.pk.hex],
        )
    snapshot = Snapshot.objects.get(person=first)
    snapshot.person = person
    snapshot.seal = folding.seal(snapshot)
    snapshot.save(force_insert=True)
    for row in TriggerFit.objects.filter(person=first):
        row.person = person
        row.save(force_insert=True)
    return Person.objects.get(pk=person.pk)


def _account(number: int, person: "Person | None" = None) -> "Account":
    from stepwell.care.models import Account

    account = Account(email=f"person{number}@riverside.example", name=f"Person {number}", person=person)
    account.set_unusable_password()
    account.save()
    return account


def _cared_for(person: "Person", number: int, clinic: "Clinic", therapist: "Membership") -> "Account":
    """Return a person's account, once the clinic looks after them and has their summary."""
    from stepwell.care import case_summaries
    from stepwell.care.models import Enrolment

    Enrolment.objects.create(clinic=clinic, person=person, therapist=therapist, scope="evaluation,days,measures,words")
    case_summaries.made_anew([person.pk])
    return _account(number, person)


def _signed_in(account: "Account") -> str:
    """Return the cookie of a browser in which somebody is signed in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(account.pk), account.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
