"""What a clinic's installation has and a personal one has not: accounts, sign-in, mail, and cookies for a public address."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

APPS = (
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
)

MIDDLEWARE = (
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "stepwell.server.large_bodies.only_from_therapists",
    "allauth.account.middleware.AccountMiddleware",
    "stepwell.server.seen_browsers.SeenBrowsers",
    "stepwell.server.limits.Limits",
    "stepwell.server.gatekeeper.Gatekeeper",
    "stepwell.server.witness.Witness",
    "axes.middleware.AxesMiddleware",
)

MIDDLEWARE_AROUND = ("stepwell.api.answers.only_outcomes", "stepwell.api.v1.problems.only_problems")
"""What stands around whatever refuses a request: programs are never answered with a page."""

IDLE_S = {"therapist": 15 * 60, "patient": 30 * 60}
"""How long a signed-in browser may be left alone. Source: the dossier's checklist for a site with health data (design)."""

COOL_OFF_S = 15 * 60
"""How long sign-in waits after five wrong passwords (design)."""

PASSWORD_LEAST = 12
"""Letters of a password (design: beyond the 8 of NIST SP 800-63B, as there is health data behind it)."""

SESSION_S = 12 * 3600
"""After so long one signs in again, however busy the session was (design)."""


def settings(environment: Any, home: Path) -> dict[str, Any]:
    """Return Django's settings that a clinic's installation adds or changes."""
    address = urlsplit(environment.address)
    is_secure = address.scheme == "https"
    return {
        "AUTHENTICATION_BACKENDS": [
            "axes.backends.AxesStandaloneBackend",
            "django.contrib.auth.backends.ModelBackend",
            "allauth.account.auth_backends.AuthenticationBackend",
        ],
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": PASSWORD_LEAST}},
            {
                "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
                "OPTIONS": {"user_attributes": ("email", "name")},
            },
            {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
            {"NAME": "stepwell.server.passwords.NoRepetition", "OPTIONS": {"min_length": PASSWORD_LEAST}},
        ],
        # Rows, so that a browser can be signed out from another one.
        "SESSION_ENGINE": "django.contrib.sessions.backends.db",
        "SESSION_COOKIE_AGE": SESSION_S,
        "SESSION_COOKIE_SECURE": is_secure,
        "CSRF_COOKIE_SECURE": is_secure,
        "SECURE_SSL_REDIRECT": is_secure,
        "SECURE_HSTS_SECONDS": 31_536_000 if is_secure else 0,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": is_secure,
        # To be on the lists inside browsers binds the whole domain for years: its owner decides that, not a program.
        "SILENCED_SYSTEM_CHECKS": ["security.W021"],
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if is_secure else None,
        "CSRF_TRUSTED_ORIGINS": [environment.address] if is_secure else [],
        "LOGIN_URL": "demo:look_around" if environment.demo else "account_login",
        "LOGIN_REDIRECT_URL": "/",
        "ACCOUNT_ADAPTER": "stepwell.server.sign_in.AccountAdapter",
        "MFA_ADAPTER": "stepwell.server.sign_in.MfaAdapter",
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",  # the invitation went to the address
        "ACCOUNT_PREVENT_ENUMERATION": True,
        "ACCOUNT_LOGOUT_ON_GET": False,
        "ACCOUNT_LOGOUT_REDIRECT_URL": "clinic:signed_out",
        "ACCOUNT_SESSION_REMEMBER": True,  # no box to tick: every session has the same age
        "ACCOUNT_LOGIN_ON_PASSWORD_RESET": False,
        "ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE": False,  # this browser stays; Django ends the others
        # allauth's limits and ours (limits.py) are counted in the database: by all processes together.
        "CACHES": {
            "default": {
                "BACKEND": "django.core.cache.backends.db.DatabaseCache",
                "LOCATION": "stepwell_counts",
                "KEY_FUNCTION": "stepwell.server.limits.hashed",
                "OPTIONS": {"MAX_ENTRIES": 20_000},
            }
        },
        "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
        "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,  # nobody gets mail because somebody typed their address
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": address.scheme,
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": not is_secure,
        "MFA_TOTP_ISSUER": "Stepwell",
        "USERSESSIONS_TRACK_ACTIVITY": True,
        "AXES_FAILURE_LIMIT": 5,
        "AXES_COOLOFF_TIME": timedelta(seconds=COOL_OFF_S),
        "AXES_LOCKOUT_PARAMETERS": [["username", "ip_address"]],
        "AXES_CLIENT_IP_CALLABLE": "stepwell.server.limits.network_of",
        "AXES_USERNAME_FORM_FIELD": "login",
        "AXES_USERNAME_CALLABLE": "stepwell.server.sign_in.address_of",
        "AXES_RESET_ON_SUCCESS": True,
        "AXES_VERBOSE": False,
        "AXES_SENSITIVE_PARAMETERS": ["username", "ip_address", "password"],
        "AXES_LOCKOUT_CALLABLE": "stepwell.server.errors.locked_out",
        **_mail(environment.mail_url, environment.mail_from, home),
    }


def _mail(url: str, sender: str, home: Path) -> Mapping[str, Any]:
    """Return where mail goes: a server, or a folder while none is named."""
    if not url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": home / "mail",
            "DEFAULT_FROM_EMAIL": sender,
        }
    parts = urlsplit(url)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": sender,
    }
