"""What Django's checks of a new password leave out."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

_REPEATS = re.compile(r"(.+?)\1+", re.DOTALL | re.IGNORECASE)
_BETWEEN = re.compile(r"[\W_]+")


class NoRepetition:
    """Refuse a word said over again: it is as easy to guess as the word.

    Source: NIST SP 800-63B, 5.1.1.2, which names repetitive characters beside common passwords.
    """

    def __init__(self, min_length: int) -> None:
        self.min_length = min_length

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError where all of it is something repeated that alone would be too short."""
        found = _REPEATS.fullmatch(_BETWEEN.sub("", password) or password)
        if found is not None and len(found[1]) < self.min_length:
            raise ValidationError(gettext("This password says the same few letters over again. Choose one that does not."))

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return gettext("It must not be the same few letters over again.")
