"""Who the records belong to."""

from typing import TYPE_CHECKING, Any

from stepwell.care.models import Account, Person

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def owner() -> Person:
    """Return the one person of a personal installation; made on first use."""
    return Person.objects.filter(owner=True).first() or Person.objects.get_or_create(owner=True)[0]


def of_account(account: "Account | AnonymousUser | Any") -> Person | None:
    """Return whose programme an account opens; None where it opens none."""
    return account.person if isinstance(account, Account) and account.is_active else None
