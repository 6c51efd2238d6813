"""A clinic's database goes to nothing and back, and not past its accounts while there are any."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.exceptions import IrreversibleError

from stepwell.care.models import Account, Clinic, Membership

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _newest_afterwards() -> Iterator[None]:
    yield
    call_command("migrate", verbosity=0)


def test_from_the_newest_to_nothing_and_back_every_table_is_there_again() -> None:
    tables = set(connection.introspection.table_names())
    call_command("migrate", "care", "zero", verbosity=0)
    left = set(connection.introspection.table_names())
    assert not [name for name in left if name.startswith(("care_", "account_", "mfa_"))]
    call_command("migrate", verbosity=0)
    assert set(connection.introspection.table_names()) == tables


def test_accounts_keep_the_database_from_going_back_past_them(clinic: Clinic, tess: Account) -> None:
    with pytest.raises(IrreversibleError, match="care_account"):
        call_command("migrate", "care", "0003", verbosity=0)
    call_command("migrate", verbosity=0)
    assert list(Account.objects.values_list("pk", flat=True)) == [tess.pk]
    assert Membership.objects.count() == 1
