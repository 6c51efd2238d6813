"""PEOPLE WHO DO NOT EXIST. Virtual patients driving the engine; no database."""

from stepwell.simulator.diary import person_log

__all__ = ["person_log"]
