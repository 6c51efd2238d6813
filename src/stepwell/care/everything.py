"""Everything that is kept about a person, as values to take away: complete because it is found, not listed.

Every kind of row that names a person is in it, and what belongs to their way to sign in. What would open something (passwords,
secrets, keys) is left out, and so is who else is in the installation: other people appear by the name that the person knows.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import msgspec
from django.apps import apps
from django.conf import settings
from django.db import models

from stepwell.care import removal
from stepwell.care.models import Account, Clinic, Fact, Invitation, Membership, Person, Picture

Row = dict[str, Any]
Names = dict[tuple[str, Any], str]
"""Who a row points to, looked up once for a whole export."""
SECRET = frozenset({"password", "secret_hash", "key", "secret", "data", "session_key"})
"""Columns that open something. The key of a fact and of a message is a plain number that an import needs, so these two keep theirs."""
_KEY_IS_PLAIN = ("Fact", "Message")
_SIGN_IN = (("account", "EmailAddress"), ("mfa", "Authenticator"), ("usersessions", "UserSession"))


def rows(person: Person) -> Iterator[tuple[str, list[Row]]]:
    """Yield each kind of row with the rows of one person, oldest first. A kind without any is there too, and empty."""
    names: Names = {}
    yield "Person", [_row(person, {})]
    for kind in removal.kinds_about_a_person():
        found = kind._default_manager.filter(person=person).order_by("pk")
        yield kind.__name__, [_row(each, names) for each in found.iterator()]
    account = Account.objects.filter(person=person).first()
    mine = [account] if account is not None else []
    yield "Account", [_row(each, names) for each in mine]
    yield "Invitation", [_row(each, names) for each in Invitation.objects.filter(email__in=[each.email for each in mine], role="patient")]
    for app, name in _SIGN_IN:
        if apps.is_installed(f"allauth.{app}"):
            kind = apps.get_model(app, name)
            yield name, [_row(each, names) for each in kind._default_manager.filter(user__in=mine).order_by("pk")]
    yield "Picture", [_row(each, names) for each in pictures(person)]


def pictures(person: Person) -> list[Picture]:
    """Return the pictures and videos that the person was shown: those that their orders name."""
    told = list(Fact.objects.filter(person=person, kind="order", body__contains='"own_').values_list("body", flat=True))
    return [each for each in Picture.objects.order_by("at") if any(str(each.pk) in body for body in told)]


def file_of(picture: Picture) -> Path:
    """Return where the file of a picture is."""
    return Path(settings.MEDIA_ROOT) / picture.name


def _row(row: models.Model, names: Names) -> Row:
    kind = type(row).__name__
    return {
        field.name: _value(field, getattr(row, field.attname), names) for field in row._meta.concrete_fields if _is_told(kind, field.name)
    }


def _is_told(kind: str, field: str) -> bool:
    """Whether a column is taken away: not what opens something, and not the person, because all of it is about one."""
    return field != "person" and (field not in SECRET or (field == "key" and kind in _KEY_IS_PLAIN))


def _value(field: "models.Field[Any, Any]", value: Any, names: Names) -> Any:
    if field.is_relation and value is not None:
        about = (str(field.related_model), value)
        if about not in names:
            names[about] = _named(field.related_model, value)
        return names[about]
    if isinstance(value, str) and value[:1] in "[{":
        return _as_json(value)
    return value if isinstance(value, bool | int | float | str | None) else _text(value)


def _as_json(value: str) -> Any:
    """Return a body of JSON as the values it holds, so that it can be read; any other text as it is."""
    try:
        return msgspec.json.decode(value)
    except msgspec.DecodeError:
        return value


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime | time) else str(value)


def _named(kind: Any, key: Any) -> str:
    """Return whom a row points to, by name: the number of a row says nothing outside this installation."""
    if kind is Account:
        account = Account.objects.filter(pk=key).first()
        return account.get_full_name() if account is not None else "somebody who has left"
    if kind is Clinic:
        return Clinic.objects.values_list("name", flat=True).get(pk=key)
    if kind is Membership:
        return _named(Account, Membership.objects.values_list("account", flat=True).get(pk=key))
    return str(key)
