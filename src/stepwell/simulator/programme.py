"""What a programme is: for each day it says what to do, and it hears how it went."""

from collections.abc import Sequence
from typing import Protocol

from stepwell.simulator.movements import Task
from stepwell.simulator.voice import Felt, Morning


class Programme(Protocol):
    """One person's programme from the first day on.

    Attributes:
        sessions: how often a day's tasks are to be done.
    """

    sessions: int

    def tasks(self, day: int, said: Morning | None) -> Sequence[Task]:
        """Return what to do on a day; nothing is a day of rest.

        Args:
            day: from 0.
            said: the check-in; None when the person made none.
        """

    def heard(self, day: int, felt: Felt) -> None:
        """Take in how the day's session went."""
