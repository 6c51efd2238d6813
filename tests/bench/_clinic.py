"""A clinic to measure in, in a folder that is thrown away."""

import os
import shutil
import tempfile
from collections.abc import Callable


def in_a_clinic(measured: Callable[[], int]) -> int:
    """Make Django and an empty clinic ready, say which machine it is, measure, and return what that returns."""
    home = tempfile.mkdtemp(prefix="sw-clinic-")
    try:
        os.environ |= {"STEPWELL_MODE": "clinic", "STEPWELL_HOME": home, "DJANGO_SETTINGS_MODULE": "stepwell.server.settings"}
        import django

        django.setup()
        from stepwell.server.startup import make_ready
        from tests.bench._table import machine

        print(machine(), flush=True)
        make_ready()
        return measured()
    finally:
        shutil.rmtree(home, ignore_errors=True)
