"""Who is asking: an account, what it may do, and whose programme it opens."""

from typing import TYPE_CHECKING, Any

from django.apps import apps

from stepwell.care import access
from stepwell.care.models import Account, Membership

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def visitor(account: "Account | AnonymousUser | Any") -> access.Visitor:
    """Return who asks, for ``care.access``; remembered on the account for the rest of the request."""
    if not isinstance(account, Account) or not account.is_active:
        return access.NOBODY
    known: access.Visitor | None = getattr(account, "_visitor", None)
    if known is None:
        rows = list(Membership.objects.filter(account=account, ended_at=None).values_list("clinic_id", "role", "id", "clinic__name"))
        known = access.Visitor(
            account=account.pk,
            name=account.get_full_name(),
            person=account.person_id,
            work=tuple(access.Work(clinic=clinic, role=role, membership=number, clinic_name=name) for clinic, role, number, name in rows),
            has_second_factor=bool(rows) and _has_second_factor(account),
        )
        account._visitor = known  # type: ignore[attr-defined]
    return known


def _has_second_factor(account: Account) -> bool:
    factors = apps.get_model("mfa", "Authenticator").objects.filter(user=account, type__in=("totp", "webauthn"))
    return bool(factors.exists())
