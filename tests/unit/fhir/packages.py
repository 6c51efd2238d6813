"""HL7's own packages (CC0), fetched by npm when a test needs them and kept beside pytest's cache; never in the repository."""

import json
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CORE = "hl7.fhir.r4b.core@4.3.0"
"""R4B's rules: the R4 package of rules cannot be installed by npm, and what is used here is the same in both."""
EXAMPLES = "hl7.fhir.r4.examples@4.0.1"
SECONDS = 120


def fetched(package: str, config: pytest.Config) -> Path:
    """Return the archive of a package; skip the test where npm, or the registry that it is set up to use, does not answer."""
    assert config.cache is not None, "pytest's cache is where the packages are kept"
    folder = config.cache.mkdir("hl7")
    archive = folder / (package.replace("@", "-") + ".tgz")
    if archive.exists():
        return archive
    if shutil.which("npm") is None:
        pytest.skip(f"not checked against HL7's rules: npm, which fetches {package}, is not installed")
    with tempfile.TemporaryDirectory(dir=folder) as part:
        try:
            subprocess.run(["npm", "pack", package, "--silent"], cwd=part, check=True, capture_output=True, timeout=SECONDS)
            next(Path(part).glob("*.tgz")).replace(archive)
        except (subprocess.SubprocessError, OSError, StopIteration):
            pytest.skip(f"not checked against HL7's rules: npm could not fetch {package} (does a registry answer?)")
    return archive


def files(archive: Path, prefixes: tuple[str, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the JSON files of a package whose names begin so, with their names."""
    with tarfile.open(archive) as package:
        for member in package:
            name = Path(member.name).name
            if name.startswith(prefixes) and name.endswith(".json") and (opened := package.extractfile(member)):
                yield name, json.load(opened)


def installed(packages: tuple[str, ...], config: pytest.Config) -> Path:
    """Return a folder in which programs of npm are installed; skip the test where they cannot be fetched."""
    assert config.cache is not None, "pytest's cache is where the packages are kept"
    folder = config.cache.mkdir("node")
    done = folder / "installed.txt"
    if done.exists() and done.read_text() == str(packages):
        return folder
    try:
        words = ["npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts", "--silent", *packages]
        subprocess.run(words, check=True, capture_output=True, timeout=SECONDS)
    except (subprocess.SubprocessError, OSError):
        pytest.skip(f"not checked by other validators: npm could not fetch {', '.join(packages)} (does a registry answer?)")
    done.write_text(str(packages))
    return folder
