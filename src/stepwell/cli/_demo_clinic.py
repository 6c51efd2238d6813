"""A clinic that does not exist, to look around in: its therapist, its manager, and twelve people with notes of different lengths."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine.log import Fact, Log, SafetyCheck, Treatment

CLINIC = "Riverside Physical Therapy"
STAFF = {"manager": "Mona Adler", "therapist": "Tess Okafor"}
PATIENT = "Ana Silva"
"""Whose own pages can be looked at."""
EVERYTHING = ("evaluation", "days", "measures", "words")


class Patient(Struct, frozen=True, kw_only=True):
    """One of the twelve.

    Attributes:
        days: how many days the notes hold; 0 for somebody who has answered nothing yet.
        silent: for how many days before today there is none.
        sign: a danger question answered with yes on the last day; "" for none.
        scope: what they share.
        is_looked_at: whether the therapist looked at the plan yesterday.
    """

    name: str
    days: int
    seed: int
    silent: int = 1
    sign: str = ""
    scope: tuple[str, ...] = EVERYTHING
    is_looked_at: bool = True


PATIENTS = (
    Patient(name=PATIENT, days=42, seed=14, is_looked_at=False),
    Patient(name="Ben Lindqvist", days=120, seed=12),
    Patient(name="María del Carmen Fernández-Villanueva", days=75, seed=13),
    Patient(name="Dmitri Volkov", days=28, seed=15, sign="saddle_feeling"),
    Patient(name="Ebele Nwosu", days=60, seed=18, silent=9),
    Patient(name="Fatima Haddad", days=21, seed=7, sign="mild_weakness"),
    Patient(name="Grace Park", days=90, seed=16),
    Patient(name="Hiro Tanaka", days=35, seed=20),
    Patient(name="Ivy Moreau", days=10, seed=9, is_looked_at=False),
    Patient(name="Jonas Weber", days=50, seed=10, scope=("evaluation",)),
    Patient(name="Kiran Rao", days=30, seed=11),
    Patient(name="Lea Novak", days=0, seed=0, is_looked_at=False),
)


def fill() -> None:
    """Make the clinic and its people in the site at hand, up to yesterday: today is left to whoever looks around."""
    from django.utils import timezone

    from stepwell.care.actions import clinics, invitations
    from stepwell.care.queries import accounts
    from stepwell.cli import _site

    _site.make_tables()
    now = timezone.now()
    opened = now - timedelta(days=200)
    manager = _joined(clinics.create(name=CLINIC, manager=address_of(STAFF["manager"]), now=opened), STAFF["manager"], opened)
    boss = accounts.visitor(manager)
    (place,) = boss.clinics_as("manager")
    clinics.change(
        who=boss,
        clinic=place,
        is_public=True,
        letter_paper=True,
        name=CLINIC,
        phone="555 0100",
        address="12 Mill Lane, Springfield",
        hours="Monday to Friday, 8:00 AM to 6:00 PM",
    )
    sent = invitations.invite(who=boss, clinic=place, email=address_of(STAFF["therapist"]), name="", role="therapist", now=opened)
    tess = accounts.visitor(_joined(sent, STAFF["therapist"], opened))
    people = {patient.name: _patient(patient, tess, now) for patient in PATIENTS}
    _around(people, tess, now)
    invitations.invite(who=tess, clinic=place, email="milan@stepwell.example", name="Milan Horvat", role="patient", now=now)


def address_of(name: str) -> str:
    """Return the address under which somebody of the made-up clinic signs in."""
    from django.utils.text import slugify

    return f"{slugify(name.split()[0])}@stepwell.example"


def _joined(sent: Any, name: str, at: datetime, scope: tuple[str, ...] = ()) -> Any:
    """Take an invitation up, without a password. Who works there has a second factor, as everywhere."""
    from django.apps import apps

    from stepwell.care.actions import invitations

    account = invitations.accept(secret=sent.secret, now=at, name=name, scope=scope)
    if not scope:
        apps.get_model("mfa", "Authenticator").objects.create(user=account, type="totp", data={"secret": uuid4().hex})
    return account


def _patient(patient: Patient, tess: Any, now: datetime) -> Any:
    """Invite one of them, let them join on the first day of their notes, and write the notes; return their account."""
    from django.utils import timezone

    from stepwell.care.actions import invitations, logs

    since = now - timedelta(days=max(patient.days + patient.silent, 2))
    (place,) = tess.clinics_as("therapist")
    sent = invitations.invite(who=tess, clinic=place, email=address_of(patient.name), name=patient.name, role="patient", now=since)
    account = _joined(sent, patient.name, since, patient.scope)
    if patient.days:
        logs.import_log(person=account.person, log=notes_of(patient, timezone.localdate(now)), now=now)
    if patient.is_looked_at:
        _look_at_plan(tess, account.person, now - timedelta(days=1 + patient.silent))
    return account


def notes_of(patient: Patient, today: date) -> Log:
    """Return the notes of one of them, up to the last day that is not silent."""
    from stepwell.knowledge import loader
    from stepwell.simulator import person_log

    last = today - timedelta(days=patient.silent)
    log = person_log(patient.seed, patient.days, last - timedelta(days=patient.days - 1), loader.load())
    return replace(log, facts=(*log.facts, *_with_sign(log, patient.sign, last)))


def _with_sign(log: Log, sign: str, on: date) -> tuple[Fact, ...]:
    """Return their safety questions once more, with one sign answered with yes."""
    asked = [fact for fact in log.facts if isinstance(fact, SafetyCheck)]
    return (SafetyCheck(on=on, answers={**asked[-1].answers, sign: "yes"}),) if sign and asked else ()


def _look_at_plan(tess: Any, person: Any, at: datetime) -> None:
    from stepwell.care.actions import reviews

    person.refresh_from_db()
    verdict = reviews.Verdict(exercise="stage", change="stage", verdict="accepted")
    reviews.settle(who=tess, person=person.pk, version=person.version, orders=(), verdicts=(verdict,), now=at)


def _around(people: dict[str, Any], tess: Any, now: datetime) -> None:
    """Add what a clinic knows beside the notes: messages, visits, tasks, notes, treatments, minutes."""
    _messages(people, tess, now)
    _visits(people, tess, now)
    _written(people, tess, now)


def _messages(people: dict[str, Any], tess: Any, now: datetime) -> None:
    from stepwell.care.actions import messages

    ana, grace = people[PATIENT], people["Grace Park"]
    asked = "The press-ups are easier now. May I do them at work too, standing?"
    messages.to_clinic(person=ana.person, by=ana.pk, words=asked, key=uuid4(), now=now - timedelta(days=3))
    answered = "Yes. Stand, hands on your lower back, lean back ten times, and stop when it goes further down the leg."
    messages.to_person(who=tess, person=ana.person_id, words=answered, key=uuid4(), now=now - timedelta(days=2))
    messages.seen_by_clinic(tess, ana.person_id, now - timedelta(days=2))
    words = "Could we move my next visit to the afternoon? My shift changed."
    messages.to_clinic(person=grace.person, by=grace.pk, words=words, key=uuid4(), now=now - timedelta(hours=3))


def _visits(people: dict[str, Any], tess: Any, now: datetime) -> None:
    from stepwell.care.actions import visit_requests, visits

    wishes = {
        PATIENT: ("Tuesday or Thursday morning", "How to go on with lifting at work.", 2),
        "Hiro Tanaka": ("Any afternoon", "The numb toe, and whether running can start.", 6),
        "Kiran Rao": ("Monday after 4:00 PM", "Sitting hurts more since last week.", 0),
    }
    (place,) = tess.clinics_as("therapist")
    nobody_yet = ("Milan Horvat", None, "milan@stepwell.example, 555 0142", "Friday before noon", "Left leg pain since May.", 0)
    asked = [(name, people[name].person, people[name].email, *wish) for name, wish in wishes.items()]
    for name, person, contact, preferred, reason, in_days in [*asked, nobody_yet]:
        wish = visit_requests.Asked(id=uuid4(), name=name, contact=contact, preferred=preferred, reason=reason, insurance="", shared="")
        row = visit_requests.ask(clinic=place, asked=wish, person=person, now=now - timedelta(days=1))
        if in_days:
            starts_at = _on_a_working_day(now + timedelta(days=in_days))
            visits.set_time(who=tess, visit=row.pk, starts_at=starts_at, minutes=45, is_agreed=True, seen=1, now=now - timedelta(hours=20))


def _on_a_working_day(at: datetime) -> datetime:
    """Return the afternoon of a day, or of the Monday after it: the clinic is closed on weekends."""
    from django.utils import timezone

    day = timezone.localtime(at)
    opened = day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
    return opened.replace(hour=15, minute=0, second=0, microsecond=0)


def _written(people: dict[str, Any], tess: Any, now: datetime) -> None:
    from django.utils import timezone

    from stepwell.care.actions import clinic_tasks, monitoring, notes, treatments

    ana, ben, today = people[PATIENT].person_id, people["Ben Lindqvist"].person_id, timezone.localdate(now)
    clinic_tasks.add(who=tess, person=ana, words="Ask about the new desk", due=today + timedelta(days=2), now=now)
    clinic_tasks.add(who=tess, person=ben, words="Plan the end of care with him", due=today - timedelta(days=1), now=now)
    words = "Walks 30 minutes without a stop. Wants to lift his grandchild again; hip hinge practised with a box."
    notes.write(who=tess, person=ben, kind="visit", words=words, now=now - timedelta(days=8))
    lately, why = today - timedelta(days=5), "To make bending back easier."
    done = Treatment(id=str(uuid4()), on=lately, treatment="joint_mobilisation", minutes=10, response="better", why=why)
    treatments.record(who=tess, person=ana, treatments=(done,), now=now)
    monitoring.note_minutes(tess, ana, on=lately, minutes=12, activity="Looked at the week and the plan", now=now)
    monitoring.note_contact(tess, ana, on=lately, channel="phone", minutes=8, outcome="Desk height settled", now=now)
