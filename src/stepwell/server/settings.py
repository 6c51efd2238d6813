"""Django's settings, made from the environment. No other file reads it."""

import os
import sys

from stepwell.server import clinic, database, env, home, values

# `stepwell doctor` sees an installation as it is: nothing is made, closed or upgraded on its way in (looking.py).
ONLY_LOOKS = os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith(".looking")

try:
    ENVIRONMENT = env.read(os.environ)
    SECRETS_IN_THE_OPEN = env.secrets_in_the_open(os.environ)
    if ONLY_LOOKS:
        HOME, DEMO = home.present(ENVIRONMENT.home), ENVIRONMENT.demo
        SECRET_KEY = ENVIRONMENT.secret_key or home.kept_key(HOME)
        DATABASES = {"default": database.read_only(ENVIRONMENT.database_url, HOME)}
    else:
        HOME = home.prepared(ENVIRONMENT.home)
        DEMO = home.kept_apart(HOME, ENVIRONMENT.database_url, demo=ENVIRONMENT.demo)
        SECRET_KEY = ENVIRONMENT.secret_key or home.secret_key(HOME)
        DATABASES = {"default": database.configured(ENVIRONMENT.database_url, HOME)}
    DATABASE_FILE = database.file_of(ENVIRONMENT.database_url, HOME)
except values.SettingError as wrong:
    # Not an exception with a trace: the person who starts the program needs one line they can act on.
    sys.exit(f"Stepwell cannot start: {wrong}")

DEBUG = False
MODE = ENVIRONMENT.mode
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
ROOT_URLCONF = "stepwell.server.urls"
WSGI_APPLICATION = "stepwell.server.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

IS_CLINIC = MODE == "clinic"
AUTH_USER_MODEL = "care.Account"

# A personal installation has no accounts, so neither auth nor contenttypes: one person, one machine.
INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_cotton",
    "csp",
    "lucide",
    "django_tasks",
    "django_tasks_db",
    "stepwell.care",
    "stepwell.web",
    "stepwell.server",
    *(clinic.APPS if IS_CLINIC else ()),  # after our own, so that our templates come before theirs
]

MIDDLEWARE = [
    "stepwell.server.proxy.named_servers_only",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pages shrink to a quarter; it pads them so that their size tells nothing
    "stepwell.server.middleware.private_pages",
    "csp.middleware.CSPMiddleware",  # around whatever refuses a request: those pages are pages too
    *(clinic.MIDDLEWARE_AROUND if IS_CLINIC else ()),
    "stepwell.server.middleware.limited_body",
    "stepwell.server.middleware.plain_refusals",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    *(clinic.MIDDLEWARE if IS_CLINIC else ()),
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "stepwell.server.middleware.StorageTrouble",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                *(["stepwell.server.clinic_words.visitor"] if IS_CLINIC else []),
            ],
        },
    }
]
COTTON_DIR = "cotton"

# --- words and time -------------------------------------------------------------------------

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en-us", "English (US)")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = ENVIRONMENT.time_zone

# --- what a browser may do ------------------------------------------------------------------

# Everything comes from this server: no other host learns that the page was opened.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "media-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# Signed cookies cost no query. They can be read by whoever holds the browser: no answers and no notes go in.
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_NAME = "stepwell_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# Names of their own: cookies of localhost are shared by every port.
CSRF_COOKIE_NAME = "stepwell_csrf"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "stepwell.server.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# Ten years of daily notes are about 6 MB; a larger body is refused with a page that says so.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024

# --- files ----------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "stepwell.web.fonts.FontFinder",
]
FONT_CACHE = HOME / "fonts"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "stepwell.server.static.HashedStatic"},
}
MEDIA_ROOT = HOME / "files"
VIDEO_BYTES_PER_CLINIC = ENVIRONMENT.video_mb * 1024 * 1024
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

# --- background work ------------------------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# --- what is written to the terminal ----------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "stepwell.server.logs.Plain"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["terminal"], "level": ENVIRONMENT.log_level.upper()},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # "Not Found: /..." for every stray path helps nobody.
        "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
        "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL", "propagate": True},
        "fontTools": {"handlers": [], "level": "WARNING", "propagate": True},
        "fido2": {"handlers": [], "level": "WARNING", "propagate": True},  # it would write down every passkey's id
        "axes": {"handlers": [], "level": "WARNING", "propagate": True},
        "django_tasks": {"handlers": [], "level": "WARNING", "propagate": True},
        "django_tasks_db": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}

if IS_CLINIC:
    globals().update(clinic.settings(ENVIRONMENT, HOME))
