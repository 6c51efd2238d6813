"""The site's own settings for tests: a home that ends with the run, and the database that the run chose.

STEPWELL_TEST_DATABASE is a database URL; without it each run has an SQLite file of its own.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from uuid import uuid4

_home = Path(tempfile.gettempdir()) / f"sw-home-{uuid4().hex}"  # pages name it: an underscore in it would look like an identifier of code
_home.mkdir(mode=0o700)
(_home / "static").mkdir()
atexit.register(shutil.rmtree, _home, ignore_errors=True)

# Whatever the developer's own shell says, a test never sees his notes.
for _name in [name for name in os.environ if name.startswith("STEPWELL_") and not name.startswith("STEPWELL_TEST_")]:
    del os.environ[_name]
os.environ["STEPWELL_HOME"] = str(_home)
os.environ["STEPWELL_SECRET_KEY"] = "a key that only the tests use, and no one else"
os.environ["STEPWELL_TIME_ZONE"] = "America/New_York"
os.environ["STEPWELL_MODE"] = os.environ.get("STEPWELL_TEST_MODE", "personal")
os.environ["STEPWELL_DATABASE_URL"] = os.environ.get("STEPWELL_TEST_DATABASE", "")

from stepwell.server.settings import *  # noqa: E402, F403
from stepwell.server.settings import DATABASES, MIDDLEWARE, STORAGES  # noqa: E402

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]

# Files as they lie in the source: no collecting before each run. test_static.py tries the real storage.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
MIDDLEWARE[MIDDLEWARE.index("whitenoise.middleware.WhiteNoiseMiddleware")] = "tests.files_found_once.FilesFoundOnce"

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in real use: the live server's threads and WAL behave as they will for people.
    DATABASES["default"]["TEST"] = {"NAME": str(_home / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "; PRAGMA synchronous = OFF"
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick; the real one takes a fifth of a second on purpose
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
