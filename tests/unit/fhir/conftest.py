"""HL7's rules, once a run."""

import pytest

from tests.unit.fhir.packages import CORE, fetched
from tests.unit.fhir.rules import Rules


@pytest.fixture(scope="session")
def rules(pytestconfig: pytest.Config) -> Rules:
    """Return HL7's rules; skip where they cannot be had."""
    return Rules(fetched(CORE, pytestconfig))
