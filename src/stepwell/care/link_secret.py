"""Secrets in the addresses that are mailed: made here, and kept as a hash only."""

import hashlib
import secrets

_BYTES = 32


def made() -> str:
    """Return a new secret, too long to be guessed."""
    return secrets.token_urlsafe(_BYTES)


def hashed(secret: str) -> str:
    """Return what is kept of a secret. It is long and random, so a plain hash cannot be turned back."""
    return hashlib.sha256(secret.encode()).hexdigest()
