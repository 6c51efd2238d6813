"""Whose turn it is to write."""

from contextlib import AbstractContextManager, nullcontext
from threading import RLock

from django.db import connection

_TURN = RLock()


def turn() -> AbstractContextManager[object]:
    """Let the threads of a process write one after the other on SQLite: there a waiting writer sleeps, longer each time.

    Take it before the transaction. Whoever is in a transaction already holds SQLite's own lock, and must not wait for one who waits
    for that: for them there is nothing to take.
    """
    return _TURN if connection.vendor == "sqlite" and not connection.in_atomic_block else nullcontext()
