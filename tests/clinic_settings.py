"""The site's settings as a clinic has them, for tests/clinic. Run with ``--ds=tests.clinic_settings``."""

import os

os.environ["STEPWELL_TEST_MODE"] = "clinic"

from tests.settings import *  # noqa: F403
