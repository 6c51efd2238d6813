"""What whoever runs an installation should look after: counts and moments, nothing of a person."""

from datetime import datetime

from django.apps import apps
from django.db.models import Max
from msgspec import Struct

from stepwell.care.models import Account, ApiToken, AuditEntry, Fact, Invitation, StoredPlan


class OldInvitations(Struct, frozen=True):
    """How many old invitations wait. valid: their links still open an account. over: they are too old for that."""

    valid: int
    over: int


class OpenTokens(Struct, frozen=True):
    """How many tokens let a program in that should be looked at. endless: without an end. unused: not used for long."""

    endless: int
    unused: int


def accounts() -> int:
    """Return how many accounts can sign in."""
    return Account.objects.filter(is_active=True).count()


def staff_without_second_factor() -> int:
    """Return how many who work at a clinic have neither an authenticator app nor a passkey."""
    factors = apps.get_model("mfa", "Authenticator").objects.exclude(type="recovery_codes")
    staff = Account.objects.filter(is_active=True, memberships__ended_at=None, memberships__isnull=False)
    return staff.exclude(pk__in=factors.values("user")).distinct().count()


def open_invitations(*, before: datetime, now: datetime) -> OldInvitations:
    """Return how many invitations from before a moment were neither taken up nor taken back."""
    old = Invitation.objects.filter(created_at__lt=before, accepted_at=None, withdrawn_at=None)
    return OldInvitations(old.filter(expires_at__gt=now).count(), old.filter(expires_at__lte=now).count())


def open_tokens(*, unused_since: datetime, now: datetime) -> OpenTokens:
    """Return how many tokens that let a program in never end, or were last used, else made, before a moment."""
    let_in = ApiToken.objects.filter(revoked_at=None).exclude(expires_at__lte=now)
    used = let_in.filter(last_used_at__lt=unused_since).count()
    never_used = let_in.filter(last_used_at=None, made_at__lt=unused_since).count()
    return OpenTokens(let_in.filter(expires_at=None).count(), used + never_used)


def newest_moment() -> datetime | None:
    """Return when the newest row was written; None where there is none."""
    moments = [
        Fact.objects.aggregate(at=Max("recorded_at"))["at"],
        StoredPlan.objects.aggregate(at=Max("stored_at"))["at"],
        AuditEntry.objects.aggregate(at=Max("at"))["at"],
    ]
    return max((moment for moment in moments if moment is not None), default=None)
