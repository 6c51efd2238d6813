"""A clinic in which there is something of every kind to find, beside another clinic that must find nothing of it.

Whatever is Ana's and may be read by nobody else holds the word SECRET.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.test import Client
from django.utils import timezone

from stepwell.care import export_files
from stepwell.care.actions import facts, tokens
from stepwell.care.models import (
    Account,
    ApiToken,
    Appointment,
    ChartNote,
    Clinic,
    ClinicTask,
    Enrolment,
    ExportJob,
    Fact,
    Invitation,
    LiveContact,
    Membership,
    Message,
    OrderTemplate,
    Person,
    Picture,
    PlanReview,
    ReviewTime,
    Snooze,
)
from stepwell.engine import log
from tests.care import made

SECRET = "zebrafinch"
CHART = "wombat"
"""Stands in what the clinic wrote about Ana: another clinic that she goes to later does not read it."""
OWN_WORDS = "quokka"
"""Stands in what Ana typed into her own log: one of the parts that she can share apart."""
HOUSE = "kookaburra"
"""Stands in what is the clinic's own, for everybody who works there and nobody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Who is there.

    Attributes:
        browsers: of each visitor of the walk, signed in.
        rows: what can be named in an address, by the parameter's name; all of it is Ana's or her clinic's.
    """

    clinic: Clinic
    ana: Person
    tess: Account
    browsers: dict[str, Client]
    rows: dict[str, Any]


def built(people: dict[str, Account], signed_in: Callable[..., Client], clinic: Clinic) -> World:
    """Return the world. people: by what they are to Ana, as in ``test_walk.VISITORS``."""
    ana, tess = people["patient"].person, people["therapist"]
    assert ana is not None
    _told(ana)
    browsers = {"nobody": Client(HTTP_HOST="localhost", raise_request_exception=False)}
    browsers |= {name: signed_in(account, raise_request_exception=False) for name, account in people.items()}
    for browser in browsers.values():
        browser.get("/still-here/")  # its session is begun, so that no answer that is undone has to begin it again
    return World(clinic=clinic, ana=ana, tess=tess, browsers=browsers, rows=_rows(ana, people, clinic))


def let_programs_in(world: World, other: Clinic) -> None:
    """Let a program into the clinic for each thing that a token may do, and one into another clinic: visitors of the walk."""
    now = timezone.now()
    programs: dict[str, tuple[Clinic, str, dict[str, Any]]] = {
        **{f"program for {scope}": (world.clinic, scope, {}) for scope in tokens.SCOPES},
        "another clinic's program": (other, " ".join(tokens.SCOPES), {}),
        "program shut out": (world.clinic, " ".join(tokens.SCOPES), {"revoked_at": now}),
        "program too late": (world.clinic, " ".join(tokens.SCOPES), {"expires_at": now - timedelta(seconds=1)}),
    }
    for name, (clinic, scopes, more) in programs.items():
        kept = {"made_at": now, "expires_at": now + timedelta(days=2), "made_by": world.tess} | more
        ApiToken.objects.create(clinic=clinic, name=name, secret_hash=_hash(name), scopes=scopes, **kept)
        browser = Client(HTTP_HOST="localhost", HTTP_AUTHORIZATION=f"Bearer {name}", raise_request_exception=False)
        world.browsers[name] = browser


def _told(ana: Person) -> None:
    now = timezone.now()
    first = made.day(1)
    facts.add(
        person=ana,
        now=now,
        facts=[
            made.safety_check(),
            log.Evaluation(on=first, answers={"activity_1": f"kneeling {SECRET} {OWN_WORDS}"}),
            *(made.check_in(number) for number in range(1, 5)),
            *(made.session(number) for number in range(1, 5)),
            log.FlareNote(on=first, suspected=("prolonged_sitting",), words=f"drive {SECRET} {OWN_WORDS}"),
            log.Measure(on=first, measure="peg", score=4),
        ],
    )


def _rows(ana: Person, people: dict[str, Account], clinic: Clinic) -> dict[str, Any]:
    """Make one row of each kind that an address can name, and return what names it, by the parameter's name."""
    tess, now, today = people["therapist"], timezone.now(), timezone.localdate()
    chart = f"{SECRET} {CHART}"
    about: dict[str, Any] = {"person": ana, "clinic": clinic}
    message = Message.objects.create(**about, by=tess, from_clinic=True, words=chart, at=now)
    task = ClinicTask.objects.create(**about, owner=tess, by=tess, words=chart, at=now)
    note = ChartNote.objects.create(**about, by=tess, words=chart, at=now)
    PlanReview.objects.create(**about, by=tess, on=today, exercise="press_up", change="added", verdict="rejected", why=chart, at=now)
    ReviewTime.objects.create(**about, by=tess, on=today, minutes=5, activity=chart, at=now)
    LiveContact.objects.create(**about, by=tess, on=today, channel="phone", minutes=5, outcome=chart, at=now)
    snooze = Snooze.objects.create(**about, by=tess, reason="silent", until=today, at=now)
    template = OrderTemplate.objects.create(clinic=clinic, name=HOUSE, orders="[]", by=tess, at=now)
    picture = Picture.objects.create(clinic=clinic, by=tess, kind="jpeg", name="none.jpg", size=1, sha256="0" * 64, at=now)
    visit = Appointment.objects.create(
        **about, therapist=tess, name="Ana", contact=chart, reason=chart, secret_hash=_hash("visit"), created_at=now
    )
    invitation = Invitation.objects.create(
        clinic=clinic,
        email="new@example.org",
        role="patient",
        secret_hash=_hash("come in"),
        invited_by=tess,
        expires_at=now + timedelta(days=2),
    )
    until = now + timedelta(days=2)
    token = ApiToken.objects.create(
        clinic=clinic, name=HOUSE, secret_hash=_hash("program"), scopes="read", made_by=tess, made_at=now, expires_at=until
    )
    export = ExportJob.objects.create(clinic=clinic, files=export_files.text_of(export_files.Progress(name=HOUSE)), asked_at=now)
    return {
        "person": ana.pk,
        "export": export.pk,
        "token": token.pk,
        "message": message.pk,
        "task": task.pk,
        "note": note.pk,
        "snooze": snooze.pk,
        "template": template.pk,
        "picture": picture.pk,
        "video": picture.pk,
        "visit": visit.pk,
        "appointment": visit.pk,
        "invitation": invitation.pk,
        "membership": Membership.objects.get(account=tess).pk,
        "enrolment": Enrolment.objects.get(person=ana).pk,
        "session_id": Fact.objects.filter(person=ana, kind="session").values_list("key", flat=True)[0],
        "pk": _passkey(),
    }


def _passkey() -> int:
    """Return the number of a passkey that is none of the visitors'."""
    whose = Account.objects.create_user("zoe@example.org")
    return int(apps.get_model("mfa", "Authenticator").objects.create(user=whose, type="webauthn", data={"name": SECRET}).pk)


def unknown(value: Any) -> Any:
    """Return a name of the same kind for something that is not there."""
    return uuid4() if isinstance(value, UUID) else value + 100_000 if isinstance(value, int) else f"not-there-{len(value)}"


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
