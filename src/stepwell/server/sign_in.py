"""How Stepwell signs people in: by invitation only, with words and mail of its own."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up without an invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: an account begins with an invitation."""
        return False


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Names the site in an authenticator app and in a passkey."""

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        """Return what a passkey is bound to: the site's host name."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Stepwell"}
