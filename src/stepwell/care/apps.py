"""The care app: its name in Django, and the append-only guards it keeps in the database."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from stepwell.care import append_only


class CareConfig(AppConfig):
    """The one Django app that owns rows."""

    name = "stepwell.care"
    label = "care"
    verbose_name = "care"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Ask to be told after every migration."""
        post_migrate.connect(_keep_append_only, sender=self, dispatch_uid="care.append_only")


def _keep_append_only(*, using: str, **_: Any) -> None:
    """Put the triggers back: SQLite loses them whenever a migration rebuilds their table."""
    append_only.install(connections[using])
