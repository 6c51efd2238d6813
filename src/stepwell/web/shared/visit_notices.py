"""Mail to a clinic that somebody asks for a visit: at most one an hour, that none is missed, and not a word of who asks or why."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from stepwell.care import failing
from stepwell.care.queries import visit_notices

logger = logging.getLogger("stepwell.web")

EVERY = timedelta(hours=1)
"""How often at most one clinic is told. Design."""


def asked(clinic: UUID) -> None:
    """Have a clinic told that somebody asks for a visit: now, or an hour after it was told last. Told already, or switched off: nothing."""
    now = timezone.now()
    if not settings.ENVIRONMENT.visit_notices or _of(clinic).filter(status=TaskResultStatus.READY).exists():
        return
    last = _of(clinic).order_by("-enqueued_at").first()
    told_at = (last.started_at or last.enqueued_at) if last is not None else None
    said: dict[str, Any] = {"clinic": str(clinic), "since": now.isoformat()}
    if told_at is not None and now - told_at < EVERY and tell_clinic.get_backend().supports_defer:
        tell_clinic.using(run_after=told_at + EVERY).enqueue(**said)
    else:
        tell_clinic.enqueue(**said)


@task()
@failing.plainly
def tell_clinic(clinic: str, since: str) -> int:
    """Mail those who answer requests there, and return how many mails went out. since: asked for then, or later."""
    _of(UUID(clinic)).filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=timezone.now() - 24 * EVERY).delete()
    told = visit_notices.addresses(UUID(clinic), datetime.fromisoformat(since) - timedelta(minutes=1))
    return sum(_sent(address, role) for address, role in told.items())


def _of(clinic: UUID) -> "QuerySet[DBTaskResult[Any, Any]]":
    return DBTaskResult.objects.filter(task_path=tell_clinic.module_path, args_kwargs__kwargs__clinic=str(clinic))


def _sent(address: str, role: str) -> bool:
    site: str = settings.ENVIRONMENT.address
    words = {"link": site.rstrip("/") + reverse(f"{role}:visits")}
    try:
        send_mail(_("Somebody asks for a visit"), render_to_string("mail/visit_asked.txt", words), None, [address])
    except (OSError, SMTPException) as error:
        logger.error("a notice of a request for a visit could not be sent: %s", type(error).__name__)
        return False
    return True
