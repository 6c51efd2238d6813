"""The static files as they are served: hashed, compressed, every reference inside them leads somewhere."""

from pathlib import Path

import pytest
from pytest_django import Settings

from stepwell.server import static


@pytest.fixture
def served(settings: Settings, tmp_path: Path) -> Path:
    """Return where the prepared files go."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "stepwell.server.static.HashedStatic"}}
    return tmp_path / "static"


def test_every_reference_leads_somewhere_and_unchanged_files_are_prepared_once(served: Path) -> None:
    static.prepare()
    manifest = served / "staticfiles.json"
    first = manifest.stat().st_mtime_ns

    assert list(served.glob("stepwell/css/*.css.br"))

    static.prepare()

    assert manifest.stat().st_mtime_ns == first


def test_a_changed_file_is_prepared_again(served: Path) -> None:
    static.prepare()
    (served / ".stamp").write_text("of another release")
    (served / "left_over.css").write_text("")

    static.prepare()

    assert not (served / "left_over.css").exists()
