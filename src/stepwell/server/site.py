"""The pages as a gunicorn application: threads in two processes, loaded once and shared."""

import os
import socket
from typing import Any

from django.conf import settings
from gunicorn.app.base import BaseApplication

from stepwell.server import logs

MEMORY = "/dev/shm"  # noqa: S108 (gunicorn makes a file of its own there, and unlinks it at once)


class Site(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn with the project's own settings, on a socket that is already bound."""

    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener
        super().__init__()

    def load_config(self) -> None:
        """Set what differs from gunicorn's own settings."""
        for name, value in self.configuration().items():
            self.cfg.set(name, value)

    def configuration(self) -> dict[str, Any]:
        """Return the settings by gunicorn's names."""
        environment = settings.ENVIRONMENT
        return {
            "bind": f"fd://{self.listener.fileno()}",
            "worker_class": "gthread",
            "workers": environment.workers,
            "threads": environment.threads,
            "preload_app": True,
            "timeout": 60,
            "graceful_timeout": 10,
            "loglevel": "warning",
            "logger_class": logs.ServerLog,
            "access_log_format": logs.LOOKED_AT,
            "control_socket_disable": True,
            # What a server in front says of a request is looked at in one place (proxy.py).
            "secure_scheme_headers": {},
            "forwarder_headers": "",
            # A worker proves each second that it lives by touching a file: in memory, never on a slow disk.
            "worker_tmp_dir": MEMORY if os.path.isdir(MEMORY) else None,
            "when_ready": _say_where,
        }

    def load(self) -> Any:
        """Return the WSGI application. Imported here: it looks for the static files, which must be ready by then."""
        from stepwell.server.wsgi import application

        return application


def _say_where(arbiter: Any) -> None:
    print(f"Stepwell is ready: http://localhost:{settings.ENVIRONMENT.port}   (Ctrl-C stops it)", flush=True)
