"""How far ahead a day may lie that somebody sets: a visit, a pause, a task."""

from datetime import timedelta

AHEAD_MOST = timedelta(days=366)
"""What lies further ahead is a slip of the keys, such as a year 2206 (design)."""
