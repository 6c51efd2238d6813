"""Many lives: on all cores, in the same order and with the same numbers whatever their count."""

import gc
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

from stepwell.knowledge.schema import Knowledge
from stepwell.simulator.living import World, lived, world
from stepwell.simulator.outcome import Outcome
from stepwell.simulator.scenario import Scenario

PIECE = 10
"""People in one piece of work: small enough for a steady progress, large enough to cost nothing."""
SELDOM = 50_000
"""New objects after which memory is cleared: a day leaves hardly any that refer to each other."""
Progress = Callable[[int], None]
_worlds: dict[int, World] = {}


def cohort(
    policy: str,
    people: int,
    days: int,
    seed: int,
    scenario: Scenario,
    knowledge: Knowledge,
    *,
    processes: int | None = None,
    progress: Progress | None = None,
) -> list[Outcome]:
    """Return what comes of everybody's days under one programme, in order.

    Args:
        policy: one of ``living.POLICIES``.
        people: how many; person n is the same in every simulation with this seed and these days.
        days: how many days each lives.
        seed: which virtual world.
        scenario: the model and what is changed in it.
        knowledge: the release whose engine plans.
        processes: how many at once; None for one a core. It changes no number.
        progress: called with the number of people done since it was called last.
    """
    pieces = [range(first, min(people, first + PIECE)) for first in range(0, people, PIECE)]
    shared = world(seed, days, scenario, knowledge)
    made: list[Outcome] = []
    for outcomes in _worked(partial(_piece, policy), pieces, shared, processes or os.cpu_count() or 1):
        made += outcomes
        if progress is not None:
            progress(len(outcomes))
    return made


def _worked(work: Callable[[range], list[Outcome]], pieces: list[range], shared: World, processes: int) -> Iterator[list[Outcome]]:
    if processes == 1 or len(pieces) == 1:
        _keep(shared)
        yield from map(work, pieces)
        return
    # A fork would copy whatever threads the caller has; a fresh process costs a second once.
    at_once = min(processes, len(pieces))
    with ProcessPoolExecutor(at_once, mp_context=get_context("spawn"), initializer=_begin, initargs=(shared,)) as pool:
        yield from pool.map(work, pieces, chunksize=1)


def _begin(shared: World) -> None:
    """Begin a process of its own: what never changes is not looked through each time that memory is cleared, and that is seldom."""
    _keep(shared)
    gc.freeze()
    gc.set_threshold(SELDOM)


def _keep(shared: World) -> None:
    """Keep the world of this process: it is the same for every piece, and large."""
    _worlds[0] = shared


def _piece(policy: str, numbers: range) -> list[Outcome]:
    return [lived(number, policy, _worlds[0]) for number in numbers]
