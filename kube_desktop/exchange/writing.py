"""Writing a package file: all of it or nothing, read back before it gets its name."""

import errno
import hashlib
import os
import re
import secrets
import shutil
import stat
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from kube_desktop.domain.errors import EnvironmentProblem
from kube_desktop.exchange import header, records
from kube_desktop.exchange.codes import check_code
from kube_desktop.exchange.errors import (
    CancelledError,
    OccupiedTargetError,
    TargetForbiddenError,
    TargetFullError,
    TargetGoneError,
    TargetNameError,
    TooLargePackageError,
    UnfaithfulTargetError,
)
from kube_desktop.exchange.keys import SigningKey
from kube_desktop.exchange.sealing import Sealer, new_file_key

SIGNED: Final = b"kube package v1"
_LEVEL: Final = 6
_EVERY: Final = 500
_BEGINNING: Final = 400
_BLOCK: Final = 1 << 20
_FRESH: Final = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the operating system says when a medium is full."""
_LEFTOVER: Final = re.compile(r"kube-[0-9a-f]{16}\.part")
_DAY: Final = 24 * 60 * 60
_NOT_ALLOWED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@dataclass(frozen=True, slots=True)
class Attachment:
    """A photo or scan that goes with the changes.

    Attributes:
        pieces: Its bytes, from the start; read once.

    """

    sha256: bytes
    size: int
    pieces: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Content:
    """What goes into the encrypted body.

    Attributes:
        meta: For the office: name of the sender, region, counts, watermarks; JSON values only.
        changes: Records in the tuple forms of the change log.

    """

    meta: Mapping[str, object]
    changes: Iterable[records.Record]
    attachments: Iterable[Attachment] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A finished file.

    Attributes:
        code: The check code both sides compare.
        changes: How many changes it carries.

    """

    path: Path
    size: int
    sha512: bytes
    code: str
    changes: int


@dataclass(frozen=True, slots=True)
class Watch:
    """How a long writing or reading is followed and stopped.

    Attributes:
        progress: Told how many changes (writing) or bytes (reading) are done.
        cancelled: Asked from time to time.

    """

    progress: Callable[[int], None] = lambda _: None
    cancelled: Callable[[], bool] = lambda: False

    def step(self, done: int) -> None:
        """Report, and stop here if the person wants so."""
        self.progress(done)
        if self.cancelled():
            raise CancelledError


_UNWATCHED: Final = Watch()


def write_package(
    path: Path,
    content: Content,
    about: header.About,
    sign_with: SigningKey,
    recipients: tuple[bytes, ...],
    watch: Watch = _UNWATCHED,
) -> Written:
    """Write one package file at `path`, replacing a package of that name only when all is well.

    Two at once to the same name do not disturb each other: the last to finish has the name.

    Args:
        path: Where it goes; the folder exists.
        content: The body.
        about: The clear header.
        sign_with: The key of this laptop or office.
        recipients: Public keys of the office and of its recovery.
        watch: Progress and cancelling.

    Raises:
        CancelledError: When the person stopped it.
        OccupiedTargetError: When something else than a package has the name.
        EnvironmentProblem: When the place is full, gone, forbidden or unfaithful. Whatever is
            raised, no new file has the name and an old one is as it was.

    """
    changes = 0

    def fill(target: "_Target") -> None:
        nonlocal changes
        changes = _write_all(target, content, about, sign_with, recipients, watch)

    target = _place(path, header.is_package, fill)
    digest = target.whole.digest()
    return Written(path, target.size, digest, check_code(digest), changes)


def write_file(path: Path, content: bytes, is_ours: Callable[[bytes], bool]) -> bytes:
    """Write a small file as carefully as a package, and return its SHA-512.

    Args:
        path: Where it goes; the folder exists.
        content: The whole file.
        is_ours: Whether a file that begins like this may be replaced.

    Raises:
        OccupiedTargetError: When something else has the name.
        EnvironmentProblem: As `write_package`.

    """
    return _place(path, is_ours, lambda target: target.write(content)).whole.digest()


def _place(
    path: Path, is_ours: Callable[[bytes], bool], fill: Callable[["_Target"], None]
) -> "_Target":
    """Let a file appear under its name only when it is whole and was read back."""
    with explained(path.parent):
        _must_be_free_or_ours(path, is_ours)
        _remove_leftovers(path.parent)
        # Not made of the final name: a name just short enough must not become too long by it.
        part = path.with_name(f"kube-{secrets.token_hex(8)}.part")
        target = _Target(part)
        try:
            try:
                fill(target)
                target.finish()
            finally:
                target.close()
            _read_back(part, target)
            part.replace(path)
            _make_durable(path.parent)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise
    return target


def _must_be_free_or_ours(path: Path, is_ours: Callable[[bytes], bool]) -> None:
    """Refuse to replace anything but an older file of ours: a database, a photo, a link."""
    try:
        kind = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(kind):
        raise OccupiedTargetError(path)
    with path.open("rb") as stream:
        if not is_ours(stream.read(_BEGINNING)):
            raise OccupiedTargetError(path)


def _remove_leftovers(folder: Path) -> None:
    """Remove what killed runs left here; younger ones may belong to a run that still writes."""
    with suppress(OSError):
        for one in folder.iterdir():
            if not _LEFTOVER.fullmatch(one.name):
                continue
            with suppress(OSError):
                if time.time() - one.lstat().st_mtime > _DAY:
                    one.unlink()


class _Target:
    """The unfinished file: writes, hashes, and after running out of room only counts."""

    def __init__(self, part: Path) -> None:
        self._path = part
        self._stream: BinaryIO = os.fdopen(os.open(part, _FRESH, 0o600), "wb", buffering=0)
        self.whole = hashlib.sha512()
        self.size = 0
        self._full = False

    def write(self, data: bytes) -> None:
        """Write to the end of the file, or learn how much room it would have needed."""
        self.size += len(data)
        self.whole.update(data)
        if self._full:
            return
        view = memoryview(data)
        try:
            while view:
                view = view[self._stream.write(view) :]
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            self._full = True

    def finish(self) -> None:
        """Bring everything to the medium, or say how much room is missing."""
        try:
            if not self._full:
                os.fsync(self._stream.fileno())
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            self._full = True
        if self.size > header.MAX_FILE:
            raise TooLargePackageError(self.size, header.MAX_FILE)
        if self._full:
            os.ftruncate(self._stream.fileno(), 0)
            raise TargetFullError(self.size, shutil.disk_usage(self._path.parent).free)

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()


def _write_all(
    target: _Target,
    content: Content,
    about: header.About,
    sign_with: SigningKey,
    recipients: tuple[bytes, ...],
    watch: Watch,
) -> int:
    file_key = new_file_key()
    start = header.compose(about, sign_with.public, recipients, file_key)
    target.write(start)
    bound_to = hashlib.sha256(header.header_of(start)).digest()
    sealer = Sealer(target.write, file_key, bound_to)
    body = _Body(sealer)
    body.add(records.encode(["META", dict(content.meta)]))
    changes = 0
    for line in records.change_lines(content.changes):
        body.add(line)
        changes += not line.startswith('["T"')
        if body.lines % _EVERY == 0:
            watch.step(changes)
    for line in _attachment_lines(content.attachments):
        body.add(line)
        watch.step(changes)
    watch.step(changes)
    body.finish()
    target.write(sign_with.sign(SIGNED + target.whole.digest()))
    return changes


class _Body:
    """Collects lines, compresses them and hands them to the sealer."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer
        self._squeeze = zlib.compressobj(_LEVEL)
        self._digest = hashlib.sha256()
        self._waiting: list[str] = []
        self.lines = 0

    def add(self, line: str) -> None:
        """Add one line."""
        self._waiting.append(line)
        self.lines += 1
        if len(self._waiting) >= _EVERY or len(line) >= records.PIECE:
            self._pass_on()

    def finish(self) -> None:
        """Add the last line, with count and hash of those before it."""
        self._pass_on()
        end = records.encode(["END", self.lines, self._digest.hexdigest()])
        self._sealer.add(self._squeeze.compress(f"{end}\n".encode()))
        self._sealer.add(self._squeeze.flush())
        self._sealer.finish()

    def _pass_on(self) -> None:
        block = "".join(f"{line}\n" for line in self._waiting).encode()
        self._digest.update(block)
        self._sealer.add(self._squeeze.compress(block))
        self._waiting.clear()


def _attachment_lines(attachments: Iterable[Attachment]) -> Iterator[str]:
    for attachment in attachments:
        yield from records.attachment_lines(attachment.sha256, attachment.size, attachment.pieces)


def _read_back(part: Path, target: _Target) -> None:
    """Compare what the medium holds with what was written, past the memory of the system."""
    found = hashlib.sha512()
    with part.open("rb", buffering=0) as stream:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while block := stream.read(_BLOCK):
            found.update(block)
    if found.digest() != target.whole.digest():
        raise UnfaithfulTargetError


def _make_durable(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows keeps the new name without this
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems of flash disks cannot
            os.fsync(handle)
    finally:
        os.close(handle)


class explained:  # noqa: N801  read as a word in the with statement
    """Turns what the operating system says about the target into a sentence."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            raise self._explanation(error) from error

    def _explanation(self, error: OSError) -> EnvironmentProblem:
        if error.errno in NO_ROOM:
            free = shutil.disk_usage(self._folder).free if self._folder.is_dir() else 0
            return TargetFullError(0, free)
        if error.errno == errno.ENAMETOOLONG:
            return TargetNameError()
        if error.errno in _NOT_ALLOWED:
            return TargetForbiddenError()
        return TargetGoneError()
