"""Mail about a visit to whoever asked for it: when, where, and a link. Never a word about health, and nothing they wrote themselves."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from stepwell.care import visit_address
from stepwell.care.queries.visits import Visit
from stepwell.web.shared import visit_words

logger = logging.getLogger("stepwell.web")


def link(visit: Visit) -> str:
    """Return the address at which whoever asked sees the visit, moves it and cancels it."""
    address: str = settings.ENVIRONMENT.address
    return address.rstrip("/") + path(visit)


def path(visit: Visit) -> str:
    """Return the same without the site."""
    return reverse("public:visit", args=[visit_address.secret_of(visit.id)])


def received(visit: Visit) -> bool:
    """Say that the request is there."""
    return _sent(visit, "received", _("Your request is with %(clinic)s"))


def changed(visit: Visit) -> bool:
    """Say how the visit stands now that the clinic has answered."""
    subjects = {
        "confirmed": _("Your visit at %(clinic)s is confirmed"),
        "proposed": _("%(clinic)s proposes a time for your visit"),
        "declined": _("%(clinic)s has answered your request"),
        "cancelled": _("Your visit at %(clinic)s is cancelled"),
    }
    return visit.state in subjects and _sent(visit, visit.state, subjects[visit.state])


def reminder(visit: Visit) -> bool:
    """Remind of a visit the day before."""
    return _sent(visit, "reminder", _("Reminder: your visit at %(clinic)s"))


def _sent(visit: Visit, kind: str, subject: str) -> bool:
    """Send one mail and return whether it went out; without an e-mail address there is none to send."""
    if not visit.email:
        return False
    words = {"visit": visit, "kind": kind, "when": visit_words.when(visit.starts_at), "link": link(visit)}
    try:
        send_mail(
            " ".join((subject % {"clinic": visit.clinic.name}).split()), render_to_string("mail/visit.txt", words), None, [visit.email]
        )
    except (OSError, SMTPException) as error:
        logger.error("a mail about a visit could not be sent: %s", type(error).__name__)
        return False
    return True
