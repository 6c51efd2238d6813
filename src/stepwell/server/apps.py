"""The server room as a Django app: it brings the system checks and the commands."""

from django.apps import AppConfig


class ServerConfig(AppConfig):
    """Registers the checks."""

    name = "stepwell.server"
    label = "server"

    def ready(self) -> None:
        """Make the checks known to Django."""
        from stepwell.server import checks  # noqa: F401
