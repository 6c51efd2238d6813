"""WHAT TO DO. Pure functions from knowledge and a person's log to decisions."""
