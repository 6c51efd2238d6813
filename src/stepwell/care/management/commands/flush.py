"""Empty every table: the framework's own command, after the people have gone in the one way their rows allow."""

from typing import Any

from django.core.management.commands.flush import Command as Flush

from stepwell.care import removal


class Command(Flush):
    """The framework's flush deletes table by table in any order, which facts and plans refuse."""

    def handle(self, **options: Any) -> None:
        """Remove everybody first, once the person at the keyboard has agreed."""
        if options["interactive"] and input("This deletes every record for good. Type 'yes' to go on: ") != "yes":
            self.stdout.write("Nothing was deleted.")
            return
        removal.remove()
        super().handle(**{**options, "interactive": False})
