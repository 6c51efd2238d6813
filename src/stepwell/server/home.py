"""The data folder and the secret key in it: private to the person who runs the program."""

import os
import secrets
import tempfile
from pathlib import Path

from stepwell.server.values import SettingError


def prepared(folder: Path) -> Path:
    """Return the data folder, made with mode 0700 when it is missing and closed to others when it was open.

    From here on every file this process makes is its owner's alone.

    Raises:
        SettingError: it cannot be made or written to.
    """
    os.umask(0o077)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)
    except OSError as error:
        raise _unusable(folder, error) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise SettingError("STEPWELL_HOME", f"is {str(folder)!r}, where this user may not write", "Name a folder of your own.")
    return folder


def present(folder: Path) -> Path:
    """Return the data folder as it is.

    Raises:
        SettingError: it is not there, or cannot be looked into.
    """
    if not folder.is_dir() or not os.access(folder, os.R_OK | os.X_OK):
        raise _nothing_yet(folder)
    return folder


def kept_apart(folder: Path, database_url: str, *, demo: bool) -> bool:
    """Make sure that made-up notes and real ones never share a folder or a database, and return whether these are made up.

    A folder is marked before anything made up is written into it. A demo takes a new folder or a marked one, and nothing
    else; a site with real notes takes any but a marked one.

    Raises:
        SettingError: it would mix the two.
    """
    mark = folder / "made_up_person"
    if not demo:
        if mark.exists():
            raise SettingError(
                "STEPWELL_HOME", f"is {str(folder)!r}, which holds a made-up person", "Name another folder, or use ./run demo."
            )
        return False
    if database_url:
        raise SettingError("STEPWELL_DEMO", "cannot be used with a database of your own", "Leave STEPWELL_DATABASE_URL out.")
    if not mark.exists() and any(folder.iterdir()):
        raise SettingError("STEPWELL_DEMO", f"cannot use {str(folder)!r}, which is not empty", "Use ./run demo: it takes a new folder.")
    mark.touch()
    return True


def secret_key(folder: Path) -> str:
    """Return the key kept in the folder; the first call makes it, mode 0600.

    It is written whole under another name and then linked, so that two first starts at the same
    moment end up with the same key.
    """
    kept = folder / "secret_key"
    try:
        if not kept.exists():
            _write_once(kept, secrets.token_urlsafe(48))
        key = kept.read_text().strip()
    except OSError as error:
        raise _unusable(folder, error) from None
    if len(key) < 32:
        raise SettingError("STEPWELL_SECRET_KEY", f"is kept in {kept}, which is damaged", "Delete that file; a new key is made.")
    return key


def kept_key(folder: Path) -> str:
    """Return the key in the folder as it is.

    Raises:
        SettingError: there is none, or it cannot be read.
    """
    try:
        return (folder / "secret_key").read_text().strip() or "empty"
    except OSError:
        raise _nothing_yet(folder) from None


def _write_once(path: Path, text: str) -> None:
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".key-")
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)


def _nothing_yet(folder: Path) -> SettingError:
    return SettingError(
        "STEPWELL_HOME", f"is {str(folder)!r}, where nothing is that could be looked at", "Start Stepwell once, or name its folder."
    )


def _unusable(folder: Path, error: OSError) -> SettingError:
    return SettingError(
        "STEPWELL_HOME", f"is {str(folder)!r}, which cannot be used: {error.strerror}", "Free some space, or name another folder."
    )
