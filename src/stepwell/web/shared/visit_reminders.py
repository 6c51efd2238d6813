"""Background work of a clinic: every hour, remind of the visits of the next day by mail."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from stepwell.care import failing
from stepwell.care.actions import visit_reminders
from stepwell.care.queries import visits
from stepwell.web.shared import visit_mail

EVERY = timedelta(hours=1)


@task()
@failing.plainly
def send_visit_reminders() -> int:
    """Plan the next time, send what is due, and return how many went out."""
    now = timezone.now()
    if send_visit_reminders.get_backend().supports_defer:
        send_visit_reminders.using(run_after=now + EVERY).enqueue()
        DBTaskResult.objects.filter(
            task_path=send_visit_reminders.module_path, status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - 24 * EVERY
        ).delete()
    visit_reminders.forget_tries(now)
    return sum(_sent(visit) for visit in visit_reminders.take_due(now))


def plan() -> None:
    """Make sure that the reminders are waiting to be sent. To be called at every start; harmless to repeat."""
    waiting = DBTaskResult.objects.filter(task_path=send_visit_reminders.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        send_visit_reminders.enqueue()


def _sent(visit: UUID) -> bool:
    found = visits.of_id(visit)
    if found is None or visit_mail.reminder(found):
        return found is not None
    visit_reminders.not_sent(visit)
    return False
