"""System checks: combinations of settings that would not be safe stop the start."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from stepwell.server.values import LOOPBACK, LOOPBACK_HOSTS


@register("stepwell")
def personal_mode_stays_on_this_machine(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Without accounts, only this machine may ask, and only by its own names."""
    if settings.MODE != "personal":
        return []
    found: list[CheckMessage] = []
    if settings.ENVIRONMENT.bind not in LOOPBACK:
        found.append(Error("Personal mode listens on another machine's network.", hint="Unset STEPWELL_BIND.", id="stepwell.E001"))
    if any(host not in LOOPBACK_HOSTS and not host.endswith(".localhost") and host != "testserver" for host in settings.ALLOWED_HOSTS):
        found.append(Error("Personal mode answers to a foreign host name.", hint="Unset STEPWELL_ALLOWED_HOSTS.", id="stepwell.E002"))
    return found


@register("stepwell")
def errors_show_no_trace(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Django's debug pages show settings and health notes."""
    if settings.DEBUG:
        return [Error("DEBUG is on.", hint="Leave DEBUG out of the settings.", id="stepwell.E003")]
    return []


@register("stepwell")
def sqlite_writers_wait(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Without IMMEDIATE two saves at once can fail half-way instead of waiting."""
    options = settings.DATABASES["default"].get("OPTIONS", {})
    is_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    if is_sqlite and options.get("transaction_mode") != "IMMEDIATE":
        return [Error("SQLite transactions are not IMMEDIATE.", hint="Keep transaction_mode in database.py.", id="stepwell.E004")]
    return []
