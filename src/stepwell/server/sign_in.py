"""How Stepwell signs people in: by invitation only, with words and mail of its own."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up without an invitation."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy("The email address and the password do not fit together."),
        "incorrect_password": gettext_lazy("That password is not right."),
        "too_many_login_attempts": gettext_lazy("Too many tries. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: an account begins with an invitation."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave counting wrong passwords to axes: it counts in the database, for all processes, with one page of words."""

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Return whether it is the password of whoever is signed in; by their address, as at sign-in."""
        known = self.authenticate(self.request, email=getattr(user, "email", ""), password=password)
        return known is not None and known.pk == user.pk


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Names the site in an authenticator app and in a passkey."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("That code is not right. Look at the newest one and try again."),
    }

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:
        """Return what a new passkey is called until its owner says something better."""
        return gettext("My passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        """Return what a passkey is bound to: the site's host name."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Stepwell"}


def address_of(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return the address that somebody tries to sign in with, in one form, so that axes counts its wrong tries together."""
    given = (credentials or {}).get("email") or request.POST.get("login") or ""
    return str(given).strip().lower()


def sign_out_others(*, request: HttpRequest, user: AbstractBaseUser, **_: Any) -> None:
    """End the account's other sessions when its first second factor is set up: they began with a password alone."""
    if apps.get_model("mfa", "Authenticator").objects.filter(user=user).exclude(type="recovery_codes").count() > 1:
        return
    for session in apps.get_model("usersessions", "UserSession").objects.filter(user=user):
        if session.session_key != request.session.session_key:
            session.end()
