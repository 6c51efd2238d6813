"""Commands that the terminal room calls by name."""
