"""What every template of a clinic knows: who is signed in, and where mail goes while it is only tried out."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from stepwell.care.access import NOBODY, Visitor
from stepwell.care.queries import accounts
from stepwell.server import clinic
from stepwell.web.shared import mail_way


def visitor(request: HttpRequest) -> dict[str, Any]:
    """Return who looks; on error pages that come before sign-in, nobody."""
    who = accounts.visitor(request.user) if hasattr(request, "user") else NOBODY
    mail = {"mail_folder": _mail_folder(), "mail_goes_out": mail_way.goes_out()}
    return {"visitor": who, "is_clinic": True, "idle_s": _idle_s(who), **mail}


def _idle_s(who: Visitor) -> int:
    """Return after how many seconds this visitor is signed out when nothing happens; 0 for nobody."""
    return clinic.IDLE_S["therapist" if who.works_at_a_clinic else "patient"] if who.is_known else 0


def _mail_folder() -> str:
    """Return the folder that mail is written into; "" where a server sends it, or where the site is not only for trying out."""
    environment = settings.ENVIRONMENT
    is_tried_out = environment.address.startswith("http://") and not environment.mail_url
    return str(settings.HOME / "mail") if is_tried_out else ""
