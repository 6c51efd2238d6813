"""What goes with a person beside the rows about them: their way to sign in, mail addresses, sessions, invitations, files.

Somebody who also works at a clinic keeps that: their account then opens no programme any more.
"""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from msgspec import Struct

from stepwell.care.models import Account, Fact, Invitation, OrderTemplate, Picture

_NAMED_BY_ADDRESS = (("axes", "AccessAttempt"), ("axes", "AccessFailureLog"), ("axes", "AccessLog"))
"""Rows of the sign-in's lock that hold an e-mail address."""


class Left(Struct, frozen=True, kw_only=True):
    """What has to go once the person's rows are gone: looked up before, because those rows say what it is."""

    accounts: tuple[int, ...]
    pictures: tuple[UUID, ...]


def belongings(people: "QuerySet[Any]", *, with_pictures: bool) -> Left:
    """Return what belongs to these people alone."""
    accounts = tuple(Account.objects.filter(person__in=people).order_by("pk").values_list("pk", flat=True))
    return Left(accounts=accounts, pictures=_pictures_of_nobody_else(people) if with_pictures else ())


def take_away(left: Left) -> tuple[int, list[Path]]:
    """Delete it; call it in the transaction in which the people went. Returns how many accounts went, and files to delete after it."""
    gone = sum(_without_programme(account) for account in Account.objects.filter(pk__in=left.accounts))
    pictures = Picture.objects.filter(pk__in=left.pictures)
    files = [Path(settings.MEDIA_ROOT) / name for name in pictures.values_list("name", flat=True)]
    pictures.delete()
    return gone, files


def _without_programme(account: Account) -> bool:
    """Delete an account with all that allauth and the lock know of it; of somebody who works at a clinic only the programme."""
    if account.memberships.exists():
        Account.objects.filter(pk=account.pk).update(person=None)
        Invitation.objects.filter(email=account.email, role="patient").delete()
        return False
    Invitation.objects.filter(email=account.email).delete()
    for app, name in _NAMED_BY_ADDRESS:
        if apps.is_installed(app):
            apps.get_model(app, name).objects.filter(username__iexact=account.email).delete()
    _sessions_of(account).delete()
    account.delete()
    return True


def _sessions_of(account: Account) -> "QuerySet[models.Model]":
    """Return the sessions that the account has open, in any browser: all that sign-in wrote down."""
    sessions = apps.get_model("sessions", "Session").objects
    if not apps.is_installed("allauth.usersessions"):
        return sessions.none()
    keys = apps.get_model("usersessions", "UserSession").objects.filter(user=account).values_list("session_key", flat=True)
    return sessions.filter(session_key__in=list(keys))


def _pictures_of_nobody_else(people: "QuerySet[Any]") -> tuple[UUID, ...]:
    """Return the pictures that were used in these people's orders and nowhere else: one may show the person."""
    used = [picture for picture in Picture.objects.values_list("pk", flat=True) if _is_told(picture, Q(person__in=people))]
    return tuple(picture for picture in used if not _is_told(picture, ~Q(person__in=people)) and not _is_in_a_template(picture))


def _is_told(picture: UUID, by: Q) -> bool:
    return Fact.objects.filter(by, kind="order", body__contains=str(picture)).exists()


def _is_in_a_template(picture: UUID) -> bool:
    return OrderTemplate.objects.filter(orders__contains=str(picture)).exists()
