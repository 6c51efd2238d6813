"""Which knowledge and which engine are at work in this process."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from stepwell.knowledge import loader
from stepwell.knowledge.schema import Knowledge

SOURCES = (("stepwell.engine", ".py"), ("stepwell.knowledge", ".py"), ("stepwell.knowledge", ".toml"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The knowledge, its release, and a hash over the engine's source and the knowledge's files.

    The hash is what tells two editions apart while a release is being worked on: an
    understanding made by one is never used by the other.
    """

    knowledge: Knowledge
    release: str
    engine: str


@cache
def present() -> Edition:
    """Return the edition of this process."""
    knowledge = loader.load()
    return Edition(knowledge=knowledge, release=knowledge.release.version, engine=_hash_of_sources())


def texts(package: str, ending: str) -> list[tuple[str, bytes]]:
    """Return the name and content of each file of a package that ends so, sorted by name."""
    return sorted(_texts(files(package), ending))


def _hash_of_sources() -> str:
    seen = sha256()
    for package, ending in SOURCES:
        for name, text in texts(package, ending):
            seen.update(name.encode())
            seen.update(text)
    return seen.hexdigest()[:32]


def _texts(folder: Traversable, ending: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += [(f"{entry.name}/{name}", text) for name, text in _texts(entry, ending)]
        elif entry.name.endswith(ending):
            found.append((entry.name, entry.read_bytes()))
    return found
