"""Say what is unsafe in this installation, as JSON: the terminal room shows it."""

from argparse import ArgumentParser
from typing import Any

import msgspec
from django.core.management.base import BaseCommand
from django.utils import timezone

from stepwell.server import doctor
from stepwell.server.doctor import program


class Command(BaseCommand):
    """Look, and change nothing."""

    help = "Say what is unsafe in this installation, as JSON."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether to bring a backup back."""
        parser.add_argument("--try-restore", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the report."""
        report = doctor.look(timezone.now(), try_restore=options["try_restore"])
        self.stdout.write(
            msgspec.json.encode(msgspec.to_builtins(report) | {"unsafe": report.is_unsafe, "runs_on": program.where()}).decode()
        )
