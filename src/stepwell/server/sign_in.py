"""How Stepwell signs people in: by invitation only, with words and mail of its own."""

import logging
from smtplib import SMTPException
from threading import Thread
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

logger = logging.getLogger("stepwell.server")
MAIL = "mail of a new password"
"""What the thread is called in which it is sent."""


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

    def send_password_reset_mail(self, user: AbstractBaseUser, email: str, context: dict[str, Any]) -> None:
        """Send the way to a new password beside the answer: how long that takes, or that it fails, must not tell of the account."""
        message = self.render_mail("account/email/password_reset_key", email, context | {"request": self.request, "email": email})
        Thread(target=_send, args=(message,), name=MAIL).start()

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


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except (OSError, SMTPException) as error:
        logger.error("the mail of a new password could not be sent: %s", type(error).__name__)


def just_proved(*, request: HttpRequest, user: AbstractBaseUser, **_: Any) -> None:
    """Count signing in as having just proved who one is: setting up a passkey right after it asks for nothing twice.

    allauth asks again once ``ACCOUNT_REAUTHENTICATION_TIMEOUT`` (five minutes) is over.
    """
    if records := get_authentication_records(request, user):
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [*records[:-1], {**records[-1], "reauthenticated": True}]


def sign_out_others(*, request: HttpRequest, user: AbstractBaseUser, **_: Any) -> None:
    """End the account's other sessions when its first second factor is set up: they began with a password alone."""
    if apps.get_model("mfa", "Authenticator").objects.filter(user=user).exclude(type="recovery_codes").count() > 1:
        return
    for session in apps.get_model("usersessions", "UserSession").objects.filter(user=user):
        if session.session_key != request.session.session_key:
            session.end()
