"""The page about what Stepwell is built on: every package that is locked, what it is for, and its licence."""

import re
import tomllib
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

from msgspec import Struct
from packaging.markers import Marker

ROOT = Path(__file__).parent.parent

FITTING = frozenset(
    {
        "0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "LGPL-3.0-only", "MIT", "MIT-0", "MIT-CMU",
        "MPL-2.0", "OFL-1.1", "PSF-2.0", "Zlib",
    }
)  # fmt: skip
"""Licences of packages that a work under Apache-2.0 may use unchanged. LGPL and MPL ask for their own files to stay as they are."""

_NAMES = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "BSD license": "BSD",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "SIL OFL 1.1": "OFL-1.1",
    "Dual License": "Apache-2.0 OR BSD-3-Clause",
}
"""What packages call a licence that has a shorter name."""

OURS = [{"sys_platform": name, "os_name": "posix", "platform_python_implementation": "CPython"} for name in ("linux", "darwin")]
"""The systems that Stepwell runs on, as a lock file tells them apart."""

START = """# Dependencies

What Stepwell is built on when it runs: {count} packages, with exact releases and hashes in `requirements.lock`. Each licence is what the
package says of itself, and each fits a work under Apache-2.0. Two kinds ask for something: under LGPL (the driver of PostgreSQL, which
comes along and is used only with that database) and MPL, whoever changes the package's own files has to share that change.

`./run lint` asks whether any of them has a known weakness; a test refuses one without a licence that fits.
This page is made from what is installed: `./run docs`. What is locked for other systems only cannot be read here, and says so.
"""


class Dependency(Struct, frozen=True, kw_only=True):
    """A package that is locked.

    Attributes:
        purpose: why we ask for it; "" for what only comes with another one.
        licence: what the installed package says of itself; "" where it says nothing, or is not installed.
        only_where: for what none of our systems installs, where it would be; None for all else.
    """

    name: str
    purpose: str
    licence: str
    only_where: str | None = None


def page() -> str:
    """Return the whole page."""
    every = dependencies()
    ours = [f"| {each.name} | {each.purpose} | {_told(each)} |" for each in every if each.purpose]
    others = [f"| {each.name} | {_told(each)} |" for each in every if not each.purpose]
    parts = [
        START.format(count=len(every)),
        "## What Stepwell asks for\n",
        "| package | for what | licence |\n| --- | --- | --- |",
        *ours,
        "\n## What comes with these\n",
        "| package | licence |\n| --- | --- |",
        *others,
    ]
    return "\n".join(parts) + "\n"


def dependencies() -> list[Dependency]:
    """Return every package of requirements.lock, by name."""
    locked = re.findall(r"^([A-Za-z0-9._-]+)==[^ ;]+(?: ; (.+?))? *\\?$", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    purposes, markers = _purposes(), dict[str, list[str]]()
    for name, marker in locked:  # some are locked in several releases, each with its own marker
        markers.setdefault(name, []).append(marker)
    return [
        Dependency(name=name, purpose=purposes.get(_plain(name), ""), licence=_licence(name), only_where=_only_where(markers[name]))
        for name in sorted(markers)
    ]


def fits(licence: str) -> bool:
    """Whether a work under Apache-2.0 may use what has this licence: one of those to choose from, with all that it names."""
    return any(all(part.strip(" ()") in FITTING for part in choice.split(" AND ")) for choice in licence.split(" OR "))


def _purposes() -> dict[str, str]:
    """Return what pyproject.toml says of each package that it names itself, for running and for installing."""
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)
    asked = [
        *project["project"]["dependencies"],
        *(each for extra in project["project"]["optional-dependencies"].values() for each in extra),
        *project["dependency-groups"]["install"],
    ]
    found = {}
    for each in asked:
        said = re.search(rf'"{re.escape(each)}", +# (.+)', text)
        found[_plain(re.split(r"[\[ ~=<>]", each)[0])] = said[1] if said else ""
    return found


def _only_where(markers: list[str]) -> str | None:
    """Return where a package would be installed that none of our systems installs; None for every other."""
    is_ours = any(not marker or Marker(marker).evaluate(dict(system)) for marker in markers for system in OURS)
    return None if is_ours else " or ".join(markers)


def _told(each: Dependency) -> str:
    if each.only_where is not None:
        return f"not stated here: installed only where `{each.only_where}`"
    return each.licence or "not stated by the package"


def _licence(name: str) -> str:
    try:
        return _stated(metadata(name))
    except PackageNotFoundError:
        return ""


def _stated(said: PackageMetadata) -> str:
    """Return a package's licence in its short name: the field made for it, else the older one, else the classifiers."""
    exact, older = (said[field].strip() if field in said else "" for field in ("License-Expression", "License"))
    if exact:
        return exact
    if older and len(older) < 40 and "\n" not in older and "Copyright" not in older:
        return _NAMES.get(older, older)
    classifiers = [each.rpartition(" :: ")[2] for each in said.get_all("Classifier") or [] if each.startswith("License ::")]
    return " AND ".join(_NAMES.get(each, each) for each in classifiers)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
