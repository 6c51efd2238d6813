"""Invitations that wait: those of a clinic, and the one behind a link."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from stepwell.care import access
from stepwell.care.link_secret import hashed
from stepwell.care.models import Account, Invitation


class Waiting(Struct, frozen=True, kw_only=True):
    """One invitation that nobody has taken up yet."""

    id: int
    email: str
    name: str
    role: str
    expires_at: datetime
    is_over: bool


class Offered(Struct, frozen=True, kw_only=True):
    """What somebody sees who opens the link.

    Attributes:
        has_account: whether that address has an account here already, which is then the one to use.
    """

    clinic: str
    email: str
    name: str
    role: str
    has_account: bool


def waiting(who: access.Visitor, clinic: UUID, now: datetime) -> list[Waiting]:
    """Return the invitations of a clinic that this visitor may see and nobody has taken up, newest first."""
    rows = access.invitations_open_to(who).filter(clinic=clinic, accepted_at=None, withdrawn_at=None).order_by("-created_at", "-pk")
    return [
        Waiting(id=row.pk, email=row.email, name=row.name, role=row.role, expires_at=row.expires_at, is_over=row.expires_at <= now)
        for row in rows
    ]


def offered(secret: str, now: datetime) -> Offered | None:
    """Return what is behind a link; None when it was used, withdrawn or is too old."""
    rows = Invitation.objects.filter(secret_hash=hashed(secret), accepted_at=None, withdrawn_at=None, expires_at__gt=now)
    row = rows.select_related("clinic").first()
    if row is None:
        return None
    known = Account.objects.filter(email=row.email).exists()
    return Offered(clinic=row.clinic.name, email=row.email, name=row.name, role=row.role, has_account=known)
