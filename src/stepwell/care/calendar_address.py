"""The secret part of a calendar's address: a random key, and a signature that only this site can make.

The database holds the key alone, so a backup that is lost opens no calendar, and the address can still be shown again.
A guess is refused before any row is looked for, in a time that says nothing of how near it was.
"""

import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

_SALT = "stepwell.care.calendar"
_KEY_BYTES = 16
_KEY_LENGTH = 22
_SIGNATURE_LENGTH = 32


def new_key() -> str:
    """Return a random key of 128 bits that may stand in an address."""
    return secrets.token_urlsafe(_KEY_BYTES)


def address_of(key: str) -> str:
    """Return the secret part of the address that opens the calendar of a key."""
    return key + salted_hmac(_SALT, key, algorithm="sha256").hexdigest()[:_SIGNATURE_LENGTH]


def key_in(address: str) -> str | None:
    """Return the key in the secret part of an address, or None when this site did not make it."""
    key = address[:_KEY_LENGTH]
    return key if constant_time_compare(address, address_of(key)) else None
