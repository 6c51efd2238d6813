"""One backup file: the records and the clinic's pictures in a ZIP, with a list that says what each part must be.

The list comes first, so that the first bytes of the file say whose it is. Nothing is taken out of a file whose parts do not all
fit the list.
"""

import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import IO

import msgspec
from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from msgspec import Struct

from stepwell.care.errors import CannotWrite, NotABackup

FORMAT = "stepwell-backup/3"
LIST = "stepwell.json"
RECORDS = ("records.sqlite3", "records.json")
PICTURES = "pictures/"
PICTURE = re.compile(r"[0-9A-Za-z-]{1,80}\.(jpg|mp4|webm)")
"""What a picture, still or moving, is called: nothing that could lead out of a folder."""
LIST_BYTES_MOST = 32 * 1024 * 1024
_ON_1_JANUARY_1980 = (1980, 1, 1, 0, 0, 0)
"""The time that every part has: a ZIP needs one, and the same content gives the same file."""


class _List(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """format: which kind of file. migrations: of our rows, as far as the records have them. digests: sha256 of each part by its name."""

    format: str
    migrations: tuple[str, ...]
    digests: dict[str, str]


class _AnyList(Struct, frozen=True):
    format: str


def is_one(start: bytes) -> bool:
    """Whether a file that starts so (64 bytes are enough) is one of these."""
    return start.startswith(b"PK\x03\x04") and start[30:].startswith(LIST.encode())


def picture_folder() -> Path:
    """Return where this installation keeps its pictures."""
    return Path(settings.MEDIA_ROOT)


def pictures_here() -> list[Path]:
    """Return the pictures that this installation has."""
    return sorted(path for path in picture_folder().glob("*") if PICTURE.fullmatch(path.name))


def pack(path: Path, records: Path, migrations: tuple[str, ...]) -> None:
    """Write records, made before under one of the names in ``RECORDS``, and the pictures that are here into an empty file."""
    parts = {records.name: records, **{f"{PICTURES}{picture.name}": picture for picture in pictures_here()}}
    digests = {name: digest for name, part in parts.items() if (digest := _digest_of(part)) is not None}
    contents = _List(format=FORMAT, migrations=migrations, digests=digests)
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(zipfile.ZipInfo(LIST, _ON_1_JANUARY_1980), msgspec.json.encode(contents))
        for name in digests:
            part = zipfile.ZipInfo(name, _ON_1_JANUARY_1980)
            # A JPEG and a video get no smaller.
            part.compress_type = zipfile.ZIP_STORED if name.startswith(PICTURES) else zipfile.ZIP_DEFLATED
            part.file_size = parts[name].stat().st_size
            with parts[name].open("rb") as source, packed.open(part, "w") as target:
                shutil.copyfileobj(source, target)


def check(path: Path) -> None:
    """Make sure that every part is what the list says. Raises NotABackup."""
    with _opened(path) as packed:
        _listed(packed)


@contextmanager
def unpacked(path: Path) -> Iterator[tuple[Path, list[Path]]]:
    """Give the records and the pictures of a file in a private folder that goes afterwards.

    Raises:
        NotABackup: a part is missing, too much, changed or cut, or a newer Stepwell made the file.
        CannotWrite: there is no room for them.
    """
    with _private_folder() as folder:
        yield _taken_out(path, folder)


def _taken_out(path: Path, folder: Path) -> tuple[Path, list[Path]]:
    with _opened(path) as packed:
        parts = {name: folder / Path(name).name for name in _listed(packed).digests}
        for name, target in parts.items():
            with packed.open(name) as source, _written(target) as file:
                shutil.copyfileobj(source, file)
    records = next(target for name, target in parts.items() if name in RECORDS)
    return records, [target for target in parts.values() if target != records]


def bring_in(pictures: list[Path]) -> list[Path]:
    """Copy pictures to where this installation keeps its own, each whole or not at all; return those that were not there before.

    Raises:
        CannotWrite: the folder cannot be written. What was there is unchanged.
    """
    folder = picture_folder()
    new: list[Path] = []
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for picture in pictures:
            target, half = folder / picture.name, folder / f"{picture.stem}.part"
            new += [] if target.exists() else [target]
            shutil.copyfile(picture, half)
            half.chmod(0o600)
            half.replace(target)
    except OSError as error:
        remove(new)
        raise _cannot(error) from error
    return new


def remove(pictures: list[Path]) -> None:
    """Remove pictures; those that are gone already, or that cannot be removed, are left."""
    for picture in pictures:
        with suppress(OSError):
            picture.unlink(missing_ok=True)


def _listed(packed: zipfile.ZipFile) -> _List:
    """Return the list of a file whose parts all fit it."""
    names = packed.namelist()
    if {part.compress_type for part in packed.infolist()} - {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise NotABackup("it is damaged or of another kind")  # other kinds of packing name the memory that they want
    if names[:1] != [LIST] or packed.getinfo(LIST).file_size > LIST_BYTES_MOST:
        raise NotABackup("it holds something else")
    said = packed.read(LIST)
    if (stated := msgspec.json.decode(said, type=_AnyList).format) != FORMAT:
        raise NotABackup("it was made by a newer Stepwell" if _is_newer(stated) else "it is damaged or of another kind")
    contents = msgspec.json.decode(said, type=_List)
    if sorted(names) != sorted([LIST, *contents.digests]) or not all(map(_is_a_part, contents.digests)):
        raise NotABackup("a part of it is missing or does not belong to it")
    if sum(name in RECORDS for name in names) != 1:
        raise NotABackup("it holds no records")
    if set(contents.migrations) - {name for app, name in MigrationLoader(None).disk_migrations if app == "care"}:
        raise NotABackup("it was made by a newer Stepwell")
    for name, digest in contents.digests.items():
        with packed.open(name) as part:
            if _digest(part) != digest:
                raise NotABackup("it was changed or cut")
    return contents


def _is_newer(stated: str) -> bool:
    kind, _, number = stated.partition("/")
    return kind == FORMAT.partition("/")[0] and number.isdecimal() and int(number) > int(FORMAT.partition("/")[2])


def _is_a_part(name: str) -> bool:
    return name in RECORDS or (name.startswith(PICTURES) and PICTURE.fullmatch(name.removeprefix(PICTURES)) is not None)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as packed:
            yield packed
    except OSError as error:
        raise NotABackup("it cannot be read") from error
    except (zipfile.BadZipFile, zlib.error, msgspec.MsgspecError, EOFError, KeyError, NotImplementedError, RuntimeError) as error:
        raise NotABackup("it is damaged or of another kind") from error


@contextmanager
def _private_folder() -> Iterator[Path]:
    """Give a folder that only this account can open, on the disk where the pictures are."""
    beside = picture_folder().parent
    try:
        beside.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = tempfile.TemporaryDirectory(dir=beside, prefix=".restoring-")
    except OSError as error:
        raise _cannot(error) from error
    with folder as name:
        yield Path(name)


@contextmanager
def _written(target: Path) -> Iterator[IO[bytes]]:
    try:
        with target.open("wb") as file:
            yield file
    except OSError as error:
        raise _cannot(error) from error


def _cannot(error: OSError) -> CannotWrite:
    return CannotWrite((error.strerror or "the system refused").lower())


def _digest_of(path: Path) -> str | None:
    """Return the digest of a file; None for a picture that was deleted meanwhile."""
    try:
        with path.open("rb") as file:
            return _digest(file)
    except FileNotFoundError:
        return None


def _digest(file: IO[bytes]) -> str:
    digest = sha256()
    while block := file.read(1 << 20):
        digest.update(block)
    return digest.hexdigest()
