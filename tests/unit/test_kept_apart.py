"""Made-up notes and real ones never share a folder."""

from pathlib import Path

import pytest

from stepwell.server import home
from stepwell.server.values import SettingError, yes_or_no


def test_a_demo_marks_its_folder_and_may_use_it_again(tmp_path: Path) -> None:
    assert home.kept_apart(tmp_path, "", demo=True)
    (tmp_path / "stepwell.sqlite3").touch()
    assert home.kept_apart(tmp_path, "", demo=True)


def test_a_demo_refuses_a_folder_with_anything_of_somebody(tmp_path: Path) -> None:
    (tmp_path / "stepwell.sqlite3").write_text("real")
    with pytest.raises(SettingError, match="not empty"):
        home.kept_apart(tmp_path, "", demo=True)
    assert [path.name for path in tmp_path.iterdir()] == ["stepwell.sqlite3"]


def test_a_demo_refuses_a_database_of_ones_own(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="database"):
        home.kept_apart(tmp_path, "postgres://localhost/real", demo=True)
    assert list(tmp_path.iterdir()) == []


def test_a_real_site_refuses_the_folder_of_a_demo(tmp_path: Path) -> None:
    home.kept_apart(tmp_path, "", demo=True)
    with pytest.raises(SettingError, match="made-up person"):
        home.kept_apart(tmp_path, "", demo=False)


def test_a_real_site_marks_nothing(tmp_path: Path) -> None:
    assert not home.kept_apart(tmp_path, "", demo=False)
    assert list(tmp_path.iterdir()) == []


def test_only_yes_and_no_are_answers() -> None:
    assert (yes_or_no("STEPWELL_DEMO", "yes"), yes_or_no("STEPWELL_DEMO", "no")) == (True, False)
    with pytest.raises(SettingError):
        yes_or_no("STEPWELL_DEMO", "maybe")
