"""Static files: named by their content, compressed once, and prepared again only when one has changed."""

import hashlib
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage, MissingFileError

__all__ = ["HashedStatic", "MissingFileError", "fingerprint", "prepare"]


class HashedStatic(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Hashed names also inside JavaScript modules' imports, so that a release is never half in a browser's cache."""

    support_js_module_import_aggregation = True


def prepare() -> None:
    """Collect and compress the static files into STATIC_ROOT, unless it holds these very files already."""
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    now = fingerprint()
    if stamp.is_file() and stamp.read_text() == now:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, stdout=StringIO())
    stamp.write_text(now)


def fingerprint() -> str:
    """Return a text that changes when any static file's name, size or time of change does."""
    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            seen.update(f"{name}|{stat.st_size}|{stat.st_mtime_ns}\n".encode())
    return seen.hexdigest()
