"""Mail that says that there is a message, and nothing of what is in it."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

logger = logging.getLogger("stepwell.web")


def tell(to: str) -> None:
    """Tell an address that a message waits; "" tells nobody. A mail that does not go out is no reason to lose the message."""
    if not to:
        return
    words = {"link": settings.ENVIRONMENT.address.rstrip("/") + "/"}
    try:
        send_mail(_("You have a message in Stepwell"), render_to_string("mail/message.txt", words), None, [to])
    except (OSError, SMTPException) as error:
        logger.error("a notice of a message could not be sent: %s", type(error).__name__)
