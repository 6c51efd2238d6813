"""The command stepwell itself: which commands there are, and how it ends when something breaks."""

from importlib import import_module
from pkgutil import iter_modules

import pytest

from stepwell import __version__, cli
from tests.cli.conftest import Run


def test_every_command_has_its_module_and_every_module_its_line_of_help() -> None:
    modules = {module.name for module in iter_modules(cli.__path__) if not module.name.startswith("_")}

    assert sorted(cli.command_names()) == sorted(modules)
    for name in modules:
        module = import_module(f"stepwell.cli.{name}")
        assert module.__doc__
        assert callable(module.arguments)
        assert callable(module.run)


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"], ["help"]])
def test_help_is_short_and_names_everything(run: Run, words: list[str]) -> None:
    ran = run(*words)

    assert (ran.status, ran.err) == (0, "")
    assert len(ran.out.splitlines()) <= 32
    assert all(f"    {name} " in ran.out for name in cli.command_names())


@pytest.mark.parametrize("name", cli.command_names())
def test_every_command_has_help(run: Run, name: str) -> None:
    ran = run(name, "--help")

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(f"usage: stepwell {name} ")


def test_the_version(run: Run) -> None:
    assert run("--version").out == f"stepwell {__version__}\n"


@pytest.mark.parametrize(
    "words", [["fly"], ["--json"], ["plan"], ["plan", "a", "b"], ["triage", "--js"], ["exercises", "--all"], ["tri\nage"]]
)
def test_a_wrong_command_line_is_one_line(run: Run, words: list[str]) -> None:
    ran = run(*words)

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("stepwell")
    assert ran.err.count("\n") == 1


def test_a_fault_of_ours_shows_no_trace_and_nothing_that_was_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("Ana has numbness")

    monkeypatch.setattr("stepwell.cli._input.knowledge", broken)
    ran = run("exercises")

    assert ran.status == 1
    assert ran.err.startswith("stepwell exercises: this is a fault in Stepwell, not yours (RuntimeError in test_dispatch.py:")
    assert "Ana" not in ran.err
    assert ran.err.count("\n") == 1


def test_ctrl_c_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("stepwell.cli._input.knowledge", stopped)
    ran = run("exercises")

    assert (ran.status, ran.out, ran.err) == (130, "", "")
