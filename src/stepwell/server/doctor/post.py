"""The mail of a clinic: sent, and not in the open."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

from stepwell.server.doctor.findings import Finding
from stepwell.server.values import LOOPBACK


def mail() -> Iterator[Finding]:
    """Mail that reaches nobody, or that others can read on its way."""
    if not settings.IS_CLINIC:
        return
    parts = urlsplit(settings.ENVIRONMENT.mail_url)
    if not parts.hostname:
        yield Finding(
            id="mail_to_a_folder",
            weight="unsafe",
            what=f"Mail is only written into {settings.HOME / 'mail'}.",
            why="Nobody gets an invitation, a new password, or word that there is a message.",
            mend="Set STEPWELL_MAIL_URL_FILE to a file that holds smtp+tls://user:password@host:587, and STEPWELL_MAIL_FROM.",
        )
    elif parts.scheme == "smtp" and parts.hostname not in LOOPBACK:
        yield Finding(
            id="mail_without_tls",
            weight="unsafe",
            what=f"Mail goes to {parts.hostname} without TLS.",
            why="Whoever reads an invitation or a link for a new password on its way can use it first.",
            mend="Write smtp+tls:// (port 587) or smtps:// (port 465) in the place of smtp://.",
        )
