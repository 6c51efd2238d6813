"""The tokens of a clinic, as its manager sees them. Never a secret: none is kept."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from stepwell.care import access


class Token(Struct, frozen=True, kw_only=True):
    """One token. ``is_open``: whether it still lets its program in."""

    id: int
    name: str
    scopes: tuple[str, ...]
    made_by: str
    made_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None
    is_open: bool


def tokens(who: access.Visitor, clinic: UUID, now: datetime) -> list[Token]:
    """Return the tokens of a clinic, newest first; none where the visitor does not manage it."""
    rows = access.tokens_open_to(who).filter(clinic=clinic).select_related("made_by").order_by("-made_at", "-pk")
    return [
        Token(
            id=row.pk,
            name=row.name,
            scopes=tuple(row.scopes.split()),
            made_by=row.made_by.get_full_name(),
            made_at=row.made_at,
            expires_at=row.expires_at,
            revoked_at=row.revoked_at,
            last_used_at=row.last_used_at,
            is_open=row.revoked_at is None and row.expires_at is not None and row.expires_at > now,
        )
        for row in rows
    ]
