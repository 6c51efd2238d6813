"""The server room as a Django app: it brings the system checks and the commands."""

from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.management import call_command
from django.db.models.signals import post_migrate


class ServerConfig(AppConfig):
    """Registers the checks."""

    name = "stepwell.server"
    label = "server"

    def ready(self) -> None:
        """Make the checks known to Django."""
        from stepwell.server import checks  # noqa: F401

        # An app without rows is told of no migration, so this one listens to the app that has them.
        post_migrate.connect(_keep_counts, sender=apps.get_app_config("care"), dispatch_uid="server.counts")
        if settings.IS_CLINIC:
            from allauth.account.signals import user_logged_in
            from allauth.mfa.signals import authenticator_added

            from stepwell.server.sign_in import just_proved, sign_out_others

            user_logged_in.connect(just_proved, dispatch_uid="server.just_proved")
            authenticator_added.connect(sign_out_others, dispatch_uid="server.sign_out_others")


def _keep_counts(*, using: str, **_: Any) -> None:
    """Make the table in which limits are counted; a personal installation has none."""
    if settings.IS_CLINIC:
        call_command("createcachetable", database=using, verbosity=0)
