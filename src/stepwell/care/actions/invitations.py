"""Invitations into a clinic: made, sent again, withdrawn, taken up. Only a hash of the secret in their address is kept."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from msgspec import Struct

from stepwell.care import access, link_secret
from stepwell.care.access import Visitor
from stepwell.care.actions import sharing
from stepwell.care.errors import AlreadyCaredFor, AlreadyInvited, AlreadyWorksHere, LinkNotValid, NotAnAddress, NotYours
from stepwell.care.models import Account, Enrolment, Invitation, Membership, Person

LASTS = timedelta(days=7)
NAME_MOST = 120


class Sent(Struct, frozen=True, kw_only=True):
    """An invitation that can go out now: the only moment at which its secret is known."""

    invitation: int
    email: str
    name: str
    role: str
    clinic: str
    expires_at: datetime
    secret: str


def invite(*, who: Visitor | None, clinic: UUID, email: str, name: str, role: str, now: datetime) -> Sent:
    """Invite somebody into a clinic.

    Args:
        who: a manager of the clinic for every role, a therapist of it for patients; None for whoever runs the program itself.

    Raises:
        NotYours: this visitor may not invite for that role there.
        NotAnAddress: mail cannot go to that address.
        AlreadyWorksHere, AlreadyCaredFor, AlreadyInvited: there is nothing to invite to any more.
    """
    if who is not None and not access.may_invite(who, clinic, role):
        raise NotYours
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise NotAnAddress from None
    secret = link_secret.made()
    with transaction.atomic():
        _refuse_what_is_there(clinic, email, role, now)
        row = Invitation.objects.create(
            clinic_id=clinic,
            email=email,
            name=name.strip()[:NAME_MOST],
            role=role,
            secret_hash=link_secret.hashed(secret),
            invited_by_id=who.account if who else None,
            therapist_id=access.membership(who, clinic, "therapist") if who and role == "patient" else None,
            created_at=now,
            expires_at=now + LASTS,
        )
    return _sent(row, secret)


def send_again(*, who: Visitor, invitation: int, now: datetime) -> Sent:
    """Make an open invitation last from now on, with a new secret: the link that went out before opens nothing any more.

    Raises:
        NotYours: it is another clinic's, or over.
    """
    secret = link_secret.made()
    with transaction.atomic():
        row = _open_to(who).filter(pk=invitation).select_for_update(of=("self",)).first()
        if row is None:
            raise NotYours
        row.secret_hash, row.expires_at = link_secret.hashed(secret), now + LASTS
        row.save(update_fields=["secret_hash", "expires_at"])
    return _sent(row, secret)


def withdraw(*, who: Visitor, invitation: int, now: datetime) -> None:
    """Close an open invitation; its link opens nothing any more.

    Raises:
        NotYours: it is another clinic's, or over.
    """
    if not _open_to(who).filter(pk=invitation).update(withdrawn_at=now):
        raise NotYours


def accept(
    *, secret: str, now: datetime, account: Account | None = None, name: str = "", password: str = "", scope: tuple[str, ...] = ()
) -> Account:
    """Take up an invitation: make what it promises, and return the account that signs in with it.

    Args:
        account: whoever has an account with that address already, signed in; None to make one.
        scope: for a patient, what they share, as agreed to on the page that said exactly what. Nothing else is shared.

    Raises:
        LinkNotValid: it was used, withdrawn, is too old, or belongs to another address.
        AlreadyCaredFor: the person's program is with a clinic already.
    """
    with transaction.atomic():
        row = _valid(now).filter(secret_hash=link_secret.hashed(secret)).select_for_update(of=("self",)).first()
        if row is None or (account is not None and account.email != row.email):
            raise LinkNotValid
        known = Account.objects.filter(email=row.email).exists()
        if account is None and known:
            raise LinkNotValid
        account = account or Account.objects.create_user(row.email, password, name=name.strip()[:NAME_MOST])
        if row.role == "patient":
            _enrol(row, account, scope, now)
        else:
            Membership.objects.get_or_create(
                clinic_id=row.clinic_id, account=account, role=row.role, ended_at=None, defaults={"since": now}
            )
        row.accepted_at = now
        row.save(update_fields=["accepted_at"])
    return account


def _valid(now: datetime) -> "QuerySet[Invitation]":
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now).select_related("clinic")


def _open_to(who: Visitor) -> "QuerySet[Invitation]":
    return access.invitations_open_to(who).filter(accepted_at=None, withdrawn_at=None).select_related("clinic")


def _refuse_what_is_there(clinic: UUID, email: str, role: str, now: datetime) -> None:
    if role == "patient":
        if Enrolment.objects.filter(clinic=clinic, person__account__email=email, ended_at=None).exists():
            raise AlreadyCaredFor
    elif Membership.objects.filter(clinic=clinic, account__email=email, role=role, ended_at=None).exists():
        raise AlreadyWorksHere
    if _valid(now).filter(clinic=clinic, email=email, role=role).exists():
        raise AlreadyInvited


def _enrol(row: Invitation, account: Account, scope: tuple[str, ...], now: datetime) -> None:
    person = account.person
    if person is None:
        person = Person.objects.create(given_name=account.name.partition(" ")[0][:60])
        account.person = person
        account.save(update_fields=["person"])
    still_there = Membership.objects.filter(pk__in=[row.therapist_id], ended_at=None).exists()
    try:
        with transaction.atomic():
            therapist = row.therapist_id if still_there else None
            Enrolment.objects.create(clinic_id=row.clinic_id, person=person, therapist_id=therapist, since=now)
    except IntegrityError:
        raise AlreadyCaredFor from None
    sharing.share(who=Visitor(account=account.pk, name=account.get_full_name(), person=person.pk), person=person, parts=scope, now=now)


def _sent(row: Invitation, secret: str) -> Sent:
    return Sent(
        invitation=row.pk, email=row.email, name=row.name, role=row.role, clinic=row.clinic.name, expires_at=row.expires_at, secret=secret
    )
