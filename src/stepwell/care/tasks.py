"""Background work: once a day the records are looked after."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from stepwell.care.actions import upkeep

EVERY = timedelta(days=1)


@task()
def daily_upkeep() -> int:
    """Look after the records, plan the next time, and return how many problems were found."""
    if daily_upkeep.get_backend().supports_defer:
        daily_upkeep.using(run_after=timezone.now() + EVERY).enqueue()
    return len(upkeep.look_after().problems)


def plan_upkeep() -> None:
    """Make sure that upkeep is waiting to be done. To be called at every start; harmless to repeat."""
    waiting = DBTaskResult.objects.filter(task_path=daily_upkeep.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        daily_upkeep.enqueue()
