"""What is written down of each look into a record cannot be changed, and a change would show."""

from pathlib import Path
from threading import Thread

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from stepwell.care import access, append_only
from stepwell.care.actions import audit, upkeep
from stepwell.care.models import Account, AuditEntry, Person
from stepwell.care.queries import accounts

pytestmark = pytest.mark.django_db


def _who(account: Account) -> access.Visitor:
    return accounts.visitor(account)


def _of(account: Account) -> Person:
    assert account.person is not None
    return account.person


def test_a_note_says_who_what_and_for_which_clinic(tess: Account, ana: Account) -> None:
    audit.note(_who(tess), _of(ana), "read", "progress", now=timezone.now())
    row = AuditEntry.objects.get()
    clinic = tess.memberships.get().clinic_id
    assert (row.person, row.account_id, row.who, row.clinic_id, row.action) == (_of(ana), tess.pk, "Tess", clinic, "read")


def test_what_somebody_does_with_their_own_record_is_on_nobodys_behalf(ana: Account) -> None:
    audit.note(_who(ana), _of(ana), "export", "everything")
    assert AuditEntry.objects.get().clinic_id is None


def test_the_program_and_an_application_have_no_account(ana: Account) -> None:
    audit.note(None, _of(ana).pk, "write", "reminder")
    audit.note(access.Visitor(name="Front desk"), _of(ana).pk, "read", "everything")
    assert [(row.who, row.account) for row in AuditEntry.objects.order_by("pk")] == [("", None), ("Front desk", None)]


def test_the_entries_of_each_person_are_a_chain_of_their_own(tess: Account, ana: Account, ben: Account) -> None:
    for _ in range(3):
        audit.note_all(_who(tess), [_of(ana), _of(ben)], "read", "list")
    assert audit.verify(_of(ana)) == audit.verify(_of(ben).pk) == audit.Verified(entries=3, whole=True)


def test_a_list_is_noted_once_a_day(tess: Account, ana: Account, ben: Account) -> None:
    audit.note_all(_who(tess), [_of(ana)], "read", "list", once_a_day=True)
    audit.note_all(_who(tess), [_of(ana), _of(ben)], "read", "list", once_a_day=True)
    assert AuditEntry.objects.filter(person=_of(ana)).count() == AuditEntry.objects.filter(person=_of(ben)).count() == 1


def test_a_list_of_many_costs_as_many_queries_as_one(
    tess: Account, ana: Account, ben: Account, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    who = _who(tess)
    for people in ([_of(ana)], [_of(ana), _of(ben)]):
        with django_assert_num_queries(5):  # type: ignore[operator]
            audit.note_all(who, people, "read", "list")


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_application_cannot_change_an_entry(ana: Account, change: str) -> None:
    audit.note(None, _of(ana), "read", "progress")
    rows = AuditEntry.objects.filter(person=_of(ana))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(who="somebody else") if change == "update" else rows._raw_delete("default")
    assert audit.verify(_of(ana)).whole


@pytest.mark.parametrize("meddle", ["altered", "taken out", "swapped"])
def test_a_change_behind_the_databases_back_shows(tess: Account, ana: Account, meddle: str, tmp_path: Path) -> None:
    for part in ("plan", "progress", "messages"):
        audit.note(_who(tess), _of(ana), "read", part)
    middle = AuditEntry.objects.order_by("pk")[1]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER care_auditentry_append_only ON care_auditentry")
        else:
            cursor.execute("DROP TRIGGER care_auditentry_never_changed")
            cursor.execute("DROP TRIGGER care_auditentry_goes_with_its_person")
        if meddle == "altered":
            cursor.execute("UPDATE care_auditentry SET what = 'nothing' WHERE id = %s", [middle.pk])
        elif meddle == "swapped":
            cursor.execute("UPDATE care_auditentry SET id = id + 100 WHERE id = %s", [middle.pk])
        else:
            cursor.execute("DELETE FROM care_auditentry WHERE id = %s", [middle.pk])
    assert not audit.verify(_of(ana)).whole
    assert any("who looked" in problem for problem in upkeep.look_after(folder=tmp_path).problems)
    append_only.install(connection)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_make_one_chain(tess: Account, ana: Account) -> None:
    who = _who(tess)

    def look() -> None:
        try:
            for _ in range(5):
                audit.note(who, _of(ana).pk, "read", "plan")
        finally:
            connection.close()

    threads = [Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert audit.verify(_of(ana)) == audit.Verified(entries=20, whole=True)
