"""A hand that works a page and counts: how long a trained person would need, by the keystroke-level model.

Seconds for each act, as the model's authors give them (Card, Moran and Newell 1980): a key 0.28, pointing 1.1, a press of the
button 0.2, a hand moved between mouse and keys 0.4, a thought before a step 1.35. What the site takes is measured and added.
"""

import time
from dataclasses import dataclass

from playwright.sync_api import Locator

KEY_S, POINT_S, PRESS_S, HOME_S, THINK_S = 0.28, 1.1, 0.2, 0.4, 1.35


@dataclass
class Hand:
    """What was done so far. think: once for each decision."""

    clicks: int = 0
    keys: int = 0
    thoughts: int = 0
    homes: int = 0
    waited_s: float = 0.0

    def click(self, what: Locator, *, think: bool = True) -> None:
        """Point at something and press."""
        what.click()
        self.clicks += 1
        self.thoughts += think

    def follow(self, what: Locator, *, think: bool = True) -> None:
        """Press what leads to another page, and wait until that page is there."""
        begun = time.monotonic()
        with what.page.expect_navigation():
            self.click(what, think=think)
        self.waited_s += time.monotonic() - begun

    def write(self, where: Locator, words: str) -> None:
        """Press into a field, go over to the keys, write, and come back."""
        where.fill(words)
        self.clicks += 1
        self.keys += len(words)
        self.homes += 2
        self.thoughts += 1

    def choose(self, where: Locator, value: str, first_letters: int = 3) -> None:
        """Open a list and type the first letters of a choice."""
        where.select_option(value)
        self.clicks += 1
        self.keys += first_letters + 1
        self.homes += 2
        self.thoughts += 1

    @property
    def seconds(self) -> float:
        """The estimate, reading left out: every act, and what the site took."""
        acts = self.clicks * (POINT_S + PRESS_S) + self.keys * KEY_S + self.homes * HOME_S + self.thoughts * THINK_S
        return acts + self.waited_s
