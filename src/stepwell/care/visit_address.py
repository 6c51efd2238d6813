"""The secret in the address by which whoever asked for a visit can see, move and cancel it.

It is the visit's id with a signature that only this site can make, so it can be put into every mail; of it the database holds
a hash alone, so a copy of the records that is lost opens no visit.
"""

from hashlib import sha256
from uuid import UUID

from django.utils.crypto import salted_hmac

_SALT = "stepwell.care.visit"
_SIGNATURE_LENGTH = 40


def secret_of(visit: UUID) -> str:
    """Return the secret in a visit's address."""
    return visit.hex + salted_hmac(_SALT, visit.hex, algorithm="sha256").hexdigest()[:_SIGNATURE_LENGTH]


def hashed(secret: str) -> str:
    """Return what is kept of a secret."""
    return sha256(secret.encode()).hexdigest()
