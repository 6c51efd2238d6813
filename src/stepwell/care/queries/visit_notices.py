"""Whom to tell at a clinic that somebody asks for a visit."""

from datetime import datetime
from uuid import UUID

from stepwell.care.models import Appointment, Membership
from stepwell.care.visit_history import steps


def addresses(clinic: UUID, since: datetime) -> dict[str, str]:
    """Return the addresses to tell, each with the role it is told in; nobody where nothing was asked for since then, or all is answered.

    A request of a therapist's own patient goes to that therapist; any other to every therapist of the clinic. Its managers hear of both.
    """
    rows = Appointment.objects.filter(clinic=clinic, state="requested")
    fresh = [row for row in rows if steps(row) and steps(row)[-1].at >= since]
    if not fresh:
        return {}
    work = list(Membership.objects.filter(clinic=clinic, ended_at=None, account__is_active=True).select_related("account"))
    therapists = {each.account_id for each in work if each.role == "therapist"}
    named = {row.therapist_id for row in fresh}
    theirs = named if named <= therapists else therapists
    managers = {each.account.email: "manager" for each in work if each.role == "manager"}
    return managers | {each.account.email: "therapist" for each in work if each.role == "therapist" and each.account_id in theirs}
