"""Packages inside a .zip: what WhatsApp and file managers make of them on the way.

The archive is an attack until proven otherwise: its directory is measured before it is read, only
entries that have the name of a package are unpacked, each under a name of our own and no further
than a package may be large, and an archive inside is not opened.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from kube_desktop.domain.exchange import PACKAGE_SUFFIX
from kube_desktop.exchange.errors import (
    CrowdedArchiveError,
    DamagedArchiveError,
    EmptyArchiveError,
    LockedArchiveError,
    PackageError,
    TooLargePackageError,
    UnreadableFileError,
    WorkspaceFullError,
)
from kube_desktop.exchange.header import MAX_FILE
from kube_desktop.exchange.writing import NO_ROOM

ARCHIVE_SUFFIX: Final = ".zip"
MAX_ENTRIES: Final = 1000
MAX_UNPACKED: Final = 1 << 30
_MAX_ARCHIVE: Final = 1 << 30
_MAX_DIRECTORY: Final = 1 << 20
_END: Final = struct.Struct("<4s4H2LH")
_LONGEST_REMARK: Final = 0xFFFF
_START: Final = b"PK\x03\x04"
_LOCATOR: Final = b"PK\x06\x07"
_BLOCK: Final = 1 << 18
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_LOCKED: Final = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One package of an archive.

    Attributes:
        name: Its own name, without folders, for people only.
        path: Where it was unpacked; None when it could not be.
        size: How much was unpacked.
        problem: Why not.

    """

    name: str
    path: Path | None
    size: int = 0
    problem: PackageError | None = None


def is_archive(path: Path) -> bool:
    """Tell by its first bytes whether a file is a .zip, whatever its name."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(_START)) == _START
    except OSError:
        return False


def unpack(archive: Path, folder: Path, room: int = MAX_UNPACKED) -> Iterator[Entry]:
    """Unpack the packages of an archive into a folder one after the other.

    Args:
        archive: The .zip.
        folder: Where to; it is made.
        room: How many bytes may be unpacked.

    Raises:
        PackageError: When it is damaged, too large, or holds no package.
        UnreadableFileError: When the medium does not answer.
        WorkspaceFullError: When there is no room for what is unpacked.

    """
    try:
        with archive.open("rb") as stream:
            _measure(stream)
            with zipfile.ZipFile(stream) as opened:
                yield from _unpacked(opened, folder, room)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise DamagedArchiveError from error
    except (ValueError, KeyError, struct.error, OverflowError) as error:
        raise DamagedArchiveError from error
    except OSError as error:
        if error.errno in NO_ROOM:
            raise WorkspaceFullError from error
        raise UnreadableFileError from error


def _measure(stream: BinaryIO) -> None:
    """Refuse an archive whose directory would fill the memory as soon as it is opened."""
    size = stream.seek(0, 2)
    if size > _MAX_ARCHIVE:
        raise TooLargePackageError(size, _MAX_ARCHIVE)
    stream.seek(max(0, size - _END.size - _LONGEST_REMARK - len(_LOCATOR) - 16))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise DamagedArchiveError
    _, disk, first, here, entries, directory, _, _ = _END.unpack_from(tail, at)
    if disk or first or here != entries or tail[max(0, at - 20) :].startswith(_LOCATOR):
        raise DamagedArchiveError
    if entries > MAX_ENTRIES or directory > _MAX_DIRECTORY:
        raise CrowdedArchiveError


def _unpacked(opened: zipfile.ZipFile, folder: Path, room: int) -> Iterator[Entry]:
    found = [
        (info, name)
        for info in opened.infolist()
        if PACKAGE_SUFFIX in (name := _own_name(info.filename)).lower() and not info.is_dir()
    ]
    if not found:
        raise EmptyArchiveError
    folder.mkdir(parents=True, exist_ok=True)
    for number, (info, name) in enumerate(found):
        target = folder / f"{number}{PACKAGE_SUFFIX}"
        try:
            size = _unpack_one(opened, info, target, room)
        except PackageError as error:
            target.unlink(missing_ok=True)
            yield Entry(name, None, problem=error)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
            target.unlink(missing_ok=True)
            yield Entry(name, None, problem=DamagedArchiveError())
        else:
            room -= size
            yield Entry(name, target, size)


def _unpack_one(opened: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, room: int) -> int:
    if info.flag_bits & _LOCKED:
        raise LockedArchiveError
    if info.compress_type not in _METHODS:
        raise DamagedArchiveError
    if info.file_size > MAX_FILE:
        raise TooLargePackageError(info.file_size, MAX_FILE)
    size = 0
    with opened.open(info) as packed, target.open("wb") as plain:
        while block := packed.read(_BLOCK):
            size += len(block)
            # What the directory says of the size binds nobody.
            if size > MAX_FILE:
                raise TooLargePackageError(size, MAX_FILE)
            if size > room:
                raise CrowdedArchiveError
            plain.write(block)
    return size


def _own_name(filename: str) -> str:
    """Return the last part of a path inside an archive, as it can be shown on one line."""
    name = PurePosixPath(filename.replace("\\", "/")).name
    return "".join(letter for letter in name if letter.isprintable())[:100]
