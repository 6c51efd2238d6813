"""Programmes tried on people who do not exist. It shows what the rules do, and never that they help anybody."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from stepwell.cli import _input
from stepwell.cli._errors import Refused
from stepwell.cli._output import print_json
from stepwell.knowledge.schema import Knowledge
from stepwell.simulator.calibration import calibration
from stepwell.simulator.cohort import cohort
from stepwell.simulator.comparing import BESIDE, Difference, Summary, difference, summary
from stepwell.simulator.living import POLICIES
from stepwell.simulator.outcome import Outcome
from stepwell.simulator.scenario import MODELS, SCENARIOS, Scenario

MOST_PEOPLE, MOST_DAYS = 100_000, 1_000
HONESTY = "These people do not exist. The figures show what the rules do in a model, not that any programme helps."


def arguments(parser: ArgumentParser) -> None:
    """Take the size, the programme, the world and the form of the answer."""
    parser.add_argument("--patients", type=_count(MOST_PEOPLE), default=200, metavar="N", help="how many people (200)")
    parser.add_argument("--days", type=_count(MOST_DAYS), default=182, metavar="D", help="how many days each (182)")
    parser.add_argument("--seed", type=_count(2**31 - 1, least=0), default=1, metavar="S", help="the same seed, the same people (1)")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--policy", choices=POLICIES, default="stepwell", help="one programme (stepwell)")
    what.add_argument("--compare", action="store_true", help="every programme, with the same people")
    what.add_argument("--calibration", action="store_true", help="the course without exercise beside published figures")
    parser.add_argument("--model", choices=MODELS, default="first", help="which patient model (first)")
    parser.add_argument("--scenario", choices=SCENARIOS, default="as_assumed", help="what is changed in the virtual world")
    parser.add_argument("--charts", type=Path, metavar="FILE", help="with --compare: draw the courses, .svg or .html")
    parser.add_argument("--processes", type=_count(256), metavar="N", help="how many at once (one a core); it changes no number")
    parser.add_argument("--json", action="store_true", help="for a program to read")


def run(arguments: Namespace) -> int:
    """Simulate and print."""
    if arguments.charts is not None and not arguments.compare:
        raise Refused("--charts: there is something to draw only with --compare; add it")
    if arguments.charts is not None and arguments.charts.suffix not in (".svg", ".html"):
        raise Refused("--charts: a file name that ends in .svg or .html is needed")
    knowledge = _input.knowledge()
    scenario = replace(SCENARIOS[arguments.scenario], model=arguments.model)
    policies = POLICIES if arguments.compare else ("advice",) if arguments.calibration else (arguments.policy,)
    lives = {policy: _lives(policy, arguments, scenario, knowledge) for policy in policies}
    if arguments.calibration:
        _print_calibration(lives["advice"], arguments)
    else:
        _print_summaries(lives, arguments)
    return 0


def _lives(policy: str, arguments: Namespace, scenario: Scenario, knowledge: Knowledge) -> list[Outcome]:
    with _progress(policy, arguments.patients) as progress:
        return cohort(
            policy,
            arguments.patients,
            arguments.days,
            arguments.seed,
            scenario,
            knowledge,
            processes=arguments.processes,
            progress=progress,
        )


@contextmanager
def _progress(policy: str, people: int) -> Iterator[Callable[[int], None]]:
    """Show a bar on a terminal, and nothing where the error stream is a file or a pipe."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda done: None
        return
    from tqdm import tqdm

    with tqdm(total=people, desc=policy, unit="person", leave=False, file=sys.stderr) as bar:

        def moved(done: int) -> None:
            bar.update(done)

        yield moved


def _print_summaries(lives: dict[str, list[Outcome]], arguments: Namespace) -> None:
    summaries = [summary(policy, outcomes, arguments.days) for policy, outcomes in lives.items()]
    differences = [
        difference(policy, outcomes, BESIDE, lives[BESIDE]) for policy, outcomes in lives.items() if BESIDE in lives and policy != BESIDE
    ]
    if arguments.charts is not None:
        from stepwell.cli._simulation_charts import draw

        draw(summaries, arguments.charts)
    if arguments.json:
        print_json({**_world(arguments), "programmes": summaries, "beside_the_sheet": differences, "note": HONESTY})
        return
    print(f"{arguments.patients:,} people, {arguments.days} days, {arguments.model} model, {arguments.scenario}, seed {arguments.seed}\n")
    print(table(summaries))
    if differences:
        print("\nBeside the mixed sheet, the same people with the same luck:\n")
        print(difference_table(differences))
    print("\n" + HONESTY)


def _print_calibration(outcomes: Sequence[Outcome], arguments: Namespace) -> None:
    targets = calibration(outcomes, arguments.days)
    if arguments.json:
        print_json({**_world(arguments), "calibration": targets, "note": HONESTY})
        return
    head = ("what", "virtual", "published", "sources")
    print(_columns([head, *((one.what, f"{one.virtual:.2f}", one.published, ", ".join(one.sources)) for one in targets)]))
    print("\n" + HONESTY)


def table(summaries: Sequence[Summary]) -> str:
    """Return the programmes as a table of means with half the width of their 95 % intervals."""
    named = "programme|leg pain|week 12|recovered|days to it|flare days|unsafe|severe|capacity|sessions|waits|returns"
    rows = [
        (
            one.policy,
            f"{one.pain:.2f}",
            f"{one.pain_week_12:.2f}" if one.pain_week_12 is not None else "-",
            f"{one.recovered.mean:.0%}",
            f"{one.recovery_days:.0f}" if one.recovery_days is not None else "-",
            f"{one.flare_days:.1f}",
            f"{one.unsafe:.2f}",
            f"{one.severe:.3f}",
            f"{one.capacity:.2f}",
            f"{one.sessions.mean:.0f}",
            f"{one.referred_days.mean:.1f}",
            f"{one.returns:.2f}" if one.returns is not None else "-",
        )
        for one in summaries
    ]
    return _columns([tuple(named.split("|")), *rows])


def difference_table(differences: Sequence[Difference]) -> str:
    """Return the paired differences as a table."""
    rows = [(one.policy, f"{one.pain:+.3f}", f"{one.flare_days:+.2f}", f"{one.unsafe:+.2f}", f"{one.capacity:+.3f}") for one in differences]
    return _columns([("programme", "leg pain", "flare days", "unsafe", "capacity"), *rows])


def _columns(rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)


def _world(arguments: Namespace) -> dict[str, Any]:
    named = ("patients", "days", "seed", "model", "scenario")
    return {name: getattr(arguments, name) for name in named}


def _count(most: int, *, least: int = 1) -> Callable[[str], int]:
    def read(word: str) -> int:
        if not word.isdecimal() or not least <= int(word) <= most:
            raise ArgumentTypeError(f"a whole number from {least} to {most} is needed")
        return int(word)

    return read
