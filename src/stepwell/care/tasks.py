"""Background work: once a day the records are looked after; and a clinic's records are written into files, piece by piece."""

from datetime import timedelta
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from stepwell.care import failing
from stepwell.care.actions import exports, plan_pages, upkeep

EVERY = timedelta(days=1)
PIECE = 20
"""How many people are written before other work has its turn (design)."""


@task()
@failing.plainly
def daily_upkeep() -> int:
    """Look after the records, plan the next time, and return how many problems were found."""
    if daily_upkeep.get_backend().supports_defer:
        daily_upkeep.using(run_after=timezone.now() + EVERY).enqueue()
    now = timezone.now()
    exports.tidy(now)
    plan_pages.tidy(now)
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return len(upkeep.look_after().problems)


def plan_upkeep() -> None:
    """Make sure that upkeep is waiting to be done. To be called at every start; harmless to repeat."""
    waiting = DBTaskResult.objects.filter(task_path=daily_upkeep.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        daily_upkeep.enqueue()


@task()
@failing.plainly
def export_piece(export: str) -> bool:
    """Write the next people into the files of an export, and plan the next piece; return whether there is one.

    A failing database is not caught: the export stays as it is, and goes on after the next start.
    """
    try:
        goes_on = all(exports.step(UUID(export), timezone.now()) for _ in range(PIECE))
    except (DatabaseError, InterfaceError):
        raise
    except Exception as error:
        exports.stop(UUID(export), "no_room" if isinstance(error, OSError) else "broken", timezone.now())
        raise
    if goes_on:
        plan_exports()
    return goes_on


def plan_exports() -> None:
    """Make sure that every export that is not finished is being worked at. To be called when one is asked
    for or asked after, and at every start; harmless to repeat."""
    waiting = DBTaskResult.objects.filter(task_path=export_piece.module_path, status=TaskResultStatus.READY)
    known = {argument for row in waiting for argument in row.args_kwargs["args"]}
    for export in exports.unfinished():
        if str(export) not in known:
            export_piece.enqueue(str(export))
