"""What every test has: search profiles, marks that set themselves, and the person the programme belongs to."""

import gc
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from stepwell.care.models import Person

settings.register_profile("quick", max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("night", max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
settings.load_profile(os.environ.get("STEPWELL_TEST_PROFILE", "quick"))

collect_ignore_glob = ["clinic/*"] if os.environ.get("STEPWELL_TEST_MODE") != "clinic" else []
"""The clinic has settings of its own, so its tests are a run of their own: --ds=tests.clinic_settings tests/clinic."""

WITH_ROWS = {"care", "cli", "clinic", "web"}
_ROWS = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches rows, and what opens a browser.

    Raises:
        UsageError: a test touches rows in a folder that ./run test does not look into on PostgreSQL.
    """
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.e2e)
        elif item.get_closest_marker("django_db") or _ROWS & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.database)
            if not WITH_ROWS & set(item.path.parts):
                raise pytest.UsageError(f"{item.nodeid} touches rows: only tests in {', '.join(sorted(WITH_ROWS))} run on PostgreSQL too.")


def pytest_collection_finish() -> None:
    """Spare the collector what stays until the end anyway: every module, and every test there is."""
    gc.freeze()


@pytest.fixture
def owner(db: None) -> "Person":
    """Return the one person of personal mode, with nothing in the log yet."""
    from stepwell.care.queries import people

    return people.owner()
