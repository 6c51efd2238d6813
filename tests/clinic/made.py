"""A clinic full of people who do not exist, as many as are asked for: for measurements, pictures and tests of long lists."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import uuid4

from django.utils import timezone

from stepwell.care import case_summaries, folding
from stepwell.care.actions import entries
from stepwell.care.models import Account, Appointment, Clinic, Enrolment, Fact, Membership, Message, Person, PlanReview
from stepwell.engine.log import Log, SafetyCheck
from stepwell.engine.understanding import Understanding, understand
from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import Tier
from stepwell.simulator import person_log
from tests.calm_answers import with_calm_answers

EVERYTHING = "evaluation,days,measures,words"
KINDS = ("danger", "weakness", "silent", "message", "request", "new", "little_shared", "unseen_plan")
"""What the first people of every twenty are like; the others are on track."""
OF = 20
DAYS = 42
GIVEN = ("Ada", "Bo", "Cleo", "Dev", "Elif", "Finn", "Gia", "Hugo", "Ines", "Jun", "Kofi", "Lena", "Mateo", "Nora", "Omid", "Priya")
FAMILY = ("Abara", "Brandt", "Castillo", "Dubois", "Eriksen", "Ferrari", "Goldberg", "Haddad", "Ito", "Jansen", "Kowalski", "Lopez")
PASSWORD = "a-long-enough-pass-phrase"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeClinic:
    """What was made: the clinic, its therapist and manager, and the people in order."""

    clinic: Clinic
    therapist: Account
    manager: Account
    people: tuple[Person, ...]

    def of_kind(self, kind: str) -> Person:
        """Return the first person of one of ``KINDS``."""
        return self.people[KINDS.index(kind)]


def a_clinic_with(people: int, *, now: datetime | None = None, slug: str = "riverside") -> MadeClinic:
    """Make a clinic whose one therapist looks after so many people, each with six weeks of made-up notes up to today.

    Of every twenty, eight are of ``KINDS``, one of each, and need somebody (all but the one who shares little); the others are on
    track: their plan was looked at yesterday. The same number gives the same people, but for their ids.
    """
    now = now or timezone.now()
    clinic = Clinic.objects.create(name="Riverside Physical Therapy", slug=slug, phone="555 0100", is_public=True)
    therapist, manager = (_works(clinic, role, name) for role, name in (("therapist", "Tess"), ("manager", "Mona")))
    mine = Membership.objects.get(account=therapist)
    made = [_person(number, clinic, mine, now) for number in range(people)]
    return MadeClinic(clinic=clinic, therapist=therapist, manager=manager, people=tuple(made))


def kind_of(number: int) -> str:
    """Return what the person of a number is like."""
    return KINDS[number % OF] if number % OF < len(KINDS) else "on_track"


def name_of(number: int) -> str:
    """Return the made-up name of a number; no two of the first few hundred are the same."""
    return f"{GIVEN[number % len(GIVEN)]} {FAMILY[number // len(GIVEN) % len(FAMILY)]}" + f" {number // 192 + 1}" * (number >= 192)


def _works(clinic: Clinic, role: str, name: str) -> Account:
    account = Account.objects.create_user(f"{name.lower()}@{clinic.slug}.example", PASSWORD, name=name)
    Membership.objects.create(clinic=clinic, account=account, role=role)
    return account


def _person(number: int, clinic: Clinic, therapist: Membership, now: datetime) -> Person:
    kind, name = kind_of(number), name_of(number)
    person = Person.objects.create(given_name=name.partition(" ")[0])
    account = Account(email=f"person{number}@{clinic.slug}.example", name=name, person=person)
    account.set_unusable_password()
    account.save()
    weeks = timedelta(days=3 if kind == "new" else DAYS + 1)
    scope = "evaluation" if kind == "little_shared" else EVERYTHING
    Enrolment.objects.create(clinic=clinic, person=person, therapist=therapist, scope=scope, since=now - weeks)
    _told(person, number, kind, now)
    _around(person, account, kind, number, clinic, therapist, now)
    return person


def _told(person: Person, number: int, kind: str, now: datetime) -> None:
    """Write a made-up log as facts of this person, as ``facts.add`` would, but for the plans of each day."""
    if kind == "new":
        return
    last = timezone.localdate(now) - timedelta(days=9 if kind == "silent" else 0)
    log, known = _lived(number % 12, last, kind if kind in ("danger", "weakness") else "")
    person.seed = log.seed
    Fact.objects.bulk_create(entries.moved_on(person, log.facts, now, None))
    person.save(update_fields=["seed", "version", "newest_on", "head"])
    folding.save_snapshot(person, known)
    case_summaries.keep_up(person, known)


@cache
def _lived(seed: int, last: date, sign: str) -> tuple[Log, Understanding]:
    """Return the log of a made-up person up to a day, and what is understood of it; a few are shared by everybody."""
    log = _without_concern(seed, last - timedelta(days=DAYS - 1))
    more = (SafetyCheck(on=last, answers=_sign(sign)),) if sign else ()
    named = tuple(entries.named((*log.facts, *more)))
    whole = Log(seed=log.seed, facts=named)
    return whole, understand(whole, load())


def _without_concern(seed: int, first: date) -> Log:
    """Return the log of the first made-up person, of every twelfth from a number on, in whose weeks nothing calls for a clinician."""
    for other in range(seed, seed + 12 * 50, 12):
        log = person_log(other, DAYS, first, load())
        if understand(log, load()).safety.held < Tier.WITHIN_DAYS:
            return log
    raise AssertionError("everybody has a concern")


def _sign(sign: str) -> dict[str, Any]:
    calm = dict(with_calm_answers({"age": 45, "sex": "female"}, load()))
    return calm | ({"saddle_feeling": "yes"} if sign == "danger" else {"mild_weakness": "yes"})


def _around(person: Person, account: Account, kind: str, number: int, clinic: Clinic, therapist: Membership, now: datetime) -> None:
    """Make what the clinic knows beside the log."""
    tess, today = therapist.account, timezone.localdate(now)
    visit = {"clinic": clinic, "person": person, "name": account.name, "contact": "555 0101", "created_at": now}
    if kind == "message":
        words = "Could we move my next visit?"
        Message.objects.create(person=person, clinic=clinic, by=account, from_clinic=False, words=words, at=now - timedelta(hours=3))
    if kind == "request":
        Appointment.objects.create(**visit, secret_hash=_hash(f"asked {person.pk}"))
    if kind not in ("unseen_plan", "new"):
        ago = timedelta(days=9 if kind == "silent" else 1)
        looked = {"on": today - timedelta(days=1), "exercise": "stage", "change": "stage", "verdict": "accepted"}
        PlanReview.objects.create(person=person, clinic=clinic, by=tess, at=now - ago, **looked)
    if number % 3 == 0:
        starts = now + timedelta(days=1 + number % 9)
        Appointment.objects.create(**visit, state="confirmed", therapist=tess, starts_at=starts, secret_hash=_hash(str(uuid4())))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
