"""Somebody who signs in, in a clinic's installation. A personal installation has none."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from stepwell.care.models.person import Person


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts, with the e-mail address in one form."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """Return a new account; without a password nobody can sign in to it with one."""
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password or None)
        account.save()
        return account

    def get_by_natural_key(self, email: str | None) -> "Account":
        """Return the account of an address, however it is written."""
        return self.get(email=(email or "").lower())


class Account(AbstractBaseUser):
    """A way to sign in.

    Attributes:
        email: in lower case; what somebody signs in with.
        name: shown to those at the same clinic.
        person: whose programme it opens; None for an account that only works at a clinic.
        is_active: whoever may no longer sign in keeps the row, so that what they did keeps its author.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True, default="")
    person = models.OneToOneField(Person, on_delete=models.CASCADE, null=True, default=None, related_name="account")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(email=""), name="care_account_email"),)

    def __str__(self) -> str:
        return f"account {self.pk}"

    def get_full_name(self) -> str:
        """Return the name to show: the one that was given, else the part of the address before the @."""
        return self.name or self.email.partition("@")[0]
