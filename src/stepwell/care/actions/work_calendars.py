"""The calendar of somebody who works at a clinic: turned on, moved to a new address, turned off."""

from stepwell.care import calendar_address
from stepwell.care.access import Visitor
from stepwell.care.actions.visits import saving
from stepwell.care.errors import NotYours
from stepwell.care.models import WorkCalendar


def turn_on(*, who: Visitor) -> None:
    """Turn the calendar on, or give one that is on a new secret address; the old one opens nothing from now on.

    Raises:
        NotYours: the visitor is no therapist. NotSaved: the storage refused.
    """
    if who.account is None or "therapist" not in who.roles:
        raise NotYours
    with saving():
        WorkCalendar.objects.update_or_create(account_id=who.account, defaults={"key": calendar_address.new_key()})


def turn_off(*, who: Visitor) -> None:
    """Forget the calendar and its address. Raises NotSaved."""
    with saving():
        WorkCalendar.objects.filter(account_id__in=[who.account]).delete()
