"""./run installs once, also when it is started twice at once."""

import fcntl
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def run(tmp_path: Path) -> Any:
    """Return ./run as a module whose project is an empty folder."""
    loader = SourceFileLoader("stepwell_run", str(ROOT / "run"))
    specification = spec_from_loader(loader.name, loader)
    assert specification is not None
    module: Any = module_from_spec(specification)
    loader.exec_module(module)
    module.ROOT, module.VENV = tmp_path, tmp_path / ".venv"
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).touch()
    module.VENV.mkdir()
    return module


def test_a_second_start_waits_for_the_first_and_installs_nothing_over_it(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[Any] = []
    monkeypatch.setattr(run, "_make_venv", lambda: installed.append("venv"))
    monkeypatch.setattr(run, "_must", lambda command, otherwise: installed.append(command))
    with (run.ROOT / "pyproject.toml").open() as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        second = Thread(target=run.install)
        second.start()
        second.join(0.3)
        assert second.is_alive()
        (run.VENV / "stamp").write_text(run._fingerprint(run.ROOT / "requirements.lock"))
    second.join(10)
    assert not second.is_alive()
    assert installed == []


def test_a_start_alone_installs_and_the_next_does_not(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[Any] = []
    monkeypatch.setattr(run, "_make_venv", lambda: None)
    monkeypatch.setattr(run, "_must", lambda command, otherwise: installed.append(command))
    run.install()
    run.install()
    assert len(installed) == 2
