"""Tokens by which other programs are let in: made, used and revoked. Only a hash of the secret is kept."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from msgspec import Struct

from stepwell.care import access, export_files
from stepwell.care.errors import NotYours, TokenIncomplete, TooMuch
from stepwell.care.link_secret import hashed
from stepwell.care.models import ApiToken, ExportJob

SCOPES = ("read", "write", "export")
"""What a token may do: read what people share, add to what they told, and take everybody's at once."""
DAYS = (30, 90, 365)
"""How long a token may last. None lasts for ever (design)."""
NAME_MOST = 80
SECRET_BYTES = 32
PREFIX = "stepwell_"
"""What every secret begins with, so that one that got into a file by mistake can be searched for."""
USED_EVERY = timedelta(minutes=1)
"""How exactly the last use is kept: not every request is worth a write."""


class Made(Struct, frozen=True, kw_only=True):
    """A token that was just made: the only moment at which its secret is known."""

    token: int
    name: str
    secret: str


class Application(Struct, frozen=True, kw_only=True):
    """Another program that was let in by its token."""

    token: int
    clinic: UUID
    name: str
    scopes: frozenset[str]

    @property
    def visitor(self) -> access.Visitor:
        """The program as one who asks, for the entries of who has looked: a name, and no account."""
        return access.Visitor(name=self.name)


def make(*, who: access.Visitor, clinic: UUID, name: str, scopes: tuple[str, ...], days: int, now: datetime) -> Made:
    """Make a token for one program.

    Args:
        name: of the program, as people will read it among those who looked. scopes: some of ``SCOPES``. days: one of ``DAYS``.

    Raises:
        NotYours: the visitor does not manage the clinic.
        TokenIncomplete: a name, a scope or a length of time is missing or not known. TooMuch: the name is too long.
    """
    if who.account is None or clinic not in who.clinics_as("manager"):
        raise NotYours
    name = " ".join(name.split())
    if not name or not scopes or not set(scopes) <= set(SCOPES) or days not in DAYS:
        raise TokenIncomplete
    if len(name) > NAME_MOST:
        raise TooMuch("The name")
    secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    row = ApiToken.objects.create(
        clinic_id=clinic,
        name=name,
        secret_hash=hashed(secret),
        scopes=" ".join(scope for scope in SCOPES if scope in scopes),
        made_by_id=who.account,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    return Made(token=row.pk, name=name, secret=secret)


def revoke(*, who: access.Visitor, token: int, now: datetime) -> None:
    """End a token: from the next request on it opens nothing, and the files that were made for it are deleted.

    Raises:
        NotYours: it is another clinic's, is not there, or was revoked before.
    """
    with transaction.atomic():
        if not access.tokens_open_to(who).filter(pk=token, revoked_at=None).update(revoked_at=now):
            raise NotYours
        asked = list(ExportJob.objects.select_for_update().filter(token=token).values_list("pk", flat=True))
        ExportJob.objects.filter(pk__in=asked).delete()
        transaction.on_commit(lambda: export_files.delete(asked))


def let_in(secret: str, now: datetime) -> Application | None:
    """Return the program that a secret belongs to; None for one that is not known, is too old or was revoked."""
    row = ApiToken.objects.filter(secret_hash=hashed(secret), revoked_at=None, expires_at__gt=now).first()
    if row is None:
        return None
    if row.last_used_at is None or now - row.last_used_at >= USED_EVERY:
        ApiToken.objects.filter(pk=row.pk).update(last_used_at=now)
    return Application(token=row.pk, clinic=row.clinic_id, name=row.name, scopes=frozenset(row.scopes.split()))
