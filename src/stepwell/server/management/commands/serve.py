"""Serve the site."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from stepwell.server import serving, startup


class Command(BaseCommand):
    """Serve until stopped."""

    help = "Serve the site on this machine."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit with the status of the processes."""
        try:
            sys.exit(serving.serve())
        except startup.StartError as error:
            serving.fail(str(error))
