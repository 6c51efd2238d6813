"""Chance that belongs to a person and a purpose: the same draws whatever the programme, and whoever else is there."""

from typing import Literal, get_args

import numpy as np

Purpose = Literal[
    "who", "said_first", "course", "flares", "days", "worst", "habits", "exposures",
    "responds", "luck", "ratings", "taps", "doing", "answering", "diary",
]  # fmt: skip
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)


class Chance:
    """The random streams of one person, one for each purpose.

    Whatever is drawn for one purpose moves no other, so two programmes meet the same person with the same luck.
    """

    def __init__(self, seed: int, person: int) -> None:
        self._seed, self._person = seed, person

    def stream(self, purpose: Purpose) -> np.random.Generator:
        """Return the stream of a purpose, from its beginning."""
        key = (self._person, PURPOSES.index(purpose))
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence(self._seed, spawn_key=key)))
