"""Stepwell: a home programme for people with sciatica that adapts day by day and explains itself."""

__version__ = "0.1.0"
