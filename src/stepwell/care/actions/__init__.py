"""Every write: keyword-only functions, in a module named for the noun."""
