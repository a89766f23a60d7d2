"""Reading a package file: verified from the outside in, before anything of it is believed.

size, magic, header, sample, sender, signature over the whole file, addressee, then chunk by chunk:
decryption, bounded inflation, shape of every record, and the closing count and hash.
"""

import hashlib
import os
import shutil
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kube_desktop.exchange import header
from kube_desktop.exchange.codes import check_code
from kube_desktop.exchange.errors import (
    DamagedPackageError,
    ExpandingPackageError,
    ForeignAttachmentError,
    ForeignOfficeError,
    MalformedPackageError,
    RevokedSenderError,
    SamplePackageError,
    TooLargePackageError,
    UnknownSenderError,
    UnreadableFileError,
    WorkspaceFullError,
)
from kube_desktop.exchange.keys import SAMPLE_OFFICE, BoxKey, Trust, key_id, words_of
from kube_desktop.exchange.records import MAX_LINE, LineReader, Record, piece_of
from kube_desktop.exchange.sealing import unsealed, unwrap
from kube_desktop.exchange.writing import NO_ROOM, SIGNED, Watch

_BLOCK: Final = 1 << 20
_SLICE: Final = 1 << 18
_MAX_PLAIN: Final = 1 << 30
_FREE_PLAIN: Final = 32 << 20
_MAX_GROWTH: Final = 120
_KINDS: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-")
"""How photos and scans begin: JPEG, PNG, PDF."""
_UNWATCHED: Final = Watch()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an attachment, in order; the last one completes a file whose hash is right."""

    sha256: bytes
    size: int
    position: int
    content: bytes

    @property
    def is_last(self) -> bool:
        """Whether the attachment is complete with this piece."""
        return self.position + len(self.content) == self.size


@dataclass(frozen=True, slots=True)
class _Sealed:
    """The encrypted body of a verified file."""

    path: Path
    header: header.Header
    size: int
    file_key: bytes = field(repr=False)

    def meta(self) -> dict[str, Any]:
        """Return the first line alone."""
        with _readable(), self.path.open("rb") as stream:
            for block in _Body(self._inflated(stream, _UNWATCHED)).blocks():
                return _meta_of(LineReader().read(block[:1])[0])
        raise MalformedPackageError

    def blocks(self, lines: LineReader, watch: Watch) -> Iterator[list[Any]]:
        """Yield what is between the first line and the last, which are checked here."""
        with _readable(), self.path.open("rb") as stream:
            body = _Body(self._inflated(stream, watch))
            first = True
            for block in body.blocks():
                arrays = lines.read(block)
                body.require_open()
                if first:
                    _meta_of(arrays.pop(0))
                    first = False
                if arrays and arrays[-1][0] == "END":
                    body.close(arrays.pop())
                yield arrays
            body.require_closed()

    def _inflated(self, stream: BinaryIO, watch: Watch) -> Iterator[bytes]:
        start = stream.read(self.header.body_at)
        if start[-len(self.header.raw) :] != self.header.raw:
            raise DamagedPackageError
        bound_to = hashlib.sha256(self.header.raw).digest()
        end = self.size - header.SIGNATURE
        limit = min(_MAX_PLAIN, _FREE_PLAIN + _MAX_GROWTH * self.size)
        inflate, total = zlib.decompressobj(), 0
        for chunk in unsealed(stream, end, self.file_key, bound_to):
            watch.step(stream.tell())
            waiting = chunk
            while waiting:
                try:
                    plain = inflate.decompress(waiting, _SLICE)
                except zlib.error as error:
                    raise MalformedPackageError from error
                waiting = inflate.unconsumed_tail
                if inflate.unused_data:
                    raise MalformedPackageError
                total += len(plain)
                if total > limit:
                    raise ExpandingPackageError
                yield plain
        if not inflate.eof:
            raise MalformedPackageError


@dataclass(frozen=True, slots=True)
class Opened:
    """A package whose signature and addressee are right, ready to be read.

    Attributes:
        meta: What the sender says of itself and of the content.
        code: The check code to compare with the sender's.
        trust: What is known of the key that signed it.

    """

    path: Path
    header: header.Header
    meta: dict[str, Any]
    size: int
    sha512: bytes
    code: str
    trust: Trust
    _sealed: _Sealed = field(repr=False)

    @property
    def words(self) -> str:
        """The fingerprint of the sender's key, to be compared by telephone."""
        return words_of(self.header.signer)

    def changes(
        self, keep: Callable[[Piece], None] = lambda _: None, watch: Watch = _UNWATCHED
    ) -> Iterator[Record]:
        """Yield every change, checked; the file is read once more on each call.

        Args:
            keep: Gets the pieces of attachments, which come after the changes.
            watch: Progress in bytes, and cancelling.

        Raises:
            PackageError: When the body is not as it must be; what came before is not to be kept.
            UnreadableFileError: When the medium does not answer.

        """
        lines = LineReader()
        attachments = _Attachments(keep)
        for arrays in self._sealed.blocks(lines, watch):
            yield from lines.records(arrays, attachments.add)
        attachments.close()


class _Body:
    """Cuts the inflated body into blocks of lines and keeps count and hash."""

    def __init__(self, plain: Iterator[bytes]) -> None:
        self._plain = plain
        self._digest = hashlib.sha256()
        self._lines = 0
        self._closed = False

    def blocks(self) -> Iterator[list[bytes]]:
        """Yield whole lines, in blocks."""
        rest = b""
        for plain in self._plain:
            *whole, rest = (rest + plain).split(b"\n")
            if len(rest) > MAX_LINE:
                raise MalformedPackageError
            if whole:
                yield self._counted(whole)
        if rest:
            raise MalformedPackageError

    def _counted(self, whole: list[bytes]) -> list[bytes]:
        before = whole[:-1] if whole[-1].startswith(b'["END"') else whole
        if before:
            self._digest.update(b"\n".join(before) + b"\n")
        self._lines += len(before)
        return whole

    def close(self, array: list[Any]) -> None:
        """Check the last line against what came before it."""
        if array[1:] != [self._lines, self._digest.hexdigest()]:
            raise MalformedPackageError
        self._closed = True

    def require_open(self) -> None:
        """Refuse lines after the last."""
        if self._closed:
            raise MalformedPackageError

    def require_closed(self) -> None:
        """Refuse a body without its last line."""
        if not self._closed:
            raise MalformedPackageError


class _Attachments:
    """Checks that every attachment is complete and is what its hash says."""

    def __init__(self, keep: Callable[[Piece], None]) -> None:
        self._keep = keep
        self._open: Piece | None = None
        self._digest = hashlib.sha256()

    def add(self, array: list[Any]) -> None:
        """Take the next piece."""
        piece = Piece(*piece_of(array))
        previous = self._open
        if previous is None:
            self._digest = hashlib.sha256()
            follows = piece.position == 0
        else:
            follows = (piece.sha256, piece.size, piece.position) == (
                previous.sha256,
                previous.size,
                previous.position + len(previous.content),
            )
        self._digest.update(piece.content)
        if not follows or (piece.is_last and self._digest.digest() != piece.sha256):
            raise MalformedPackageError
        if previous is None and not piece.content.startswith(_KINDS):
            raise ForeignAttachmentError
        self._keep(piece)
        self._open = None if piece.is_last else piece

    def close(self) -> None:
        """Refuse an attachment without its end."""
        if self._open is not None:
            raise MalformedPackageError


def open_package(
    path: Path,
    keys: Sequence[BoxKey],
    trust: Callable[[bytes], Trust],
    *,
    accept_unknown: bool = False,
    accept_sample: bool = False,
    watch: Watch = _UNWATCHED,
) -> Opened:
    """Verify a file and open it for reading; nothing of it is believed before.

    Args:
        path: A file on this computer; `copy_in` first when it lies on a flash disk.
        keys: The keys of this office, old ones too, or the one of this laptop. The sample office
            gives the sample key.
        trust: What is known of a signing key.
        accept_unknown: Whether an unknown key is let through, to be compared by telephone.
        accept_sample: Whether this is a sample laptop; the sample office is known by its key.
        watch: Progress in bytes, and cancelling.

    Raises:
        PackageError: One kind for each thing that can be wrong, with what to do.
        UnreadableFileError: When the medium does not answer.

    """
    with _readable(), path.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        head = header.read_header(stream, size)
        if head.sample and not accept_sample and SAMPLE_OFFICE not in keys:
            raise SamplePackageError
        standing = trust(head.signer)
        if standing is Trust.REVOKED:
            raise RevokedSenderError
        sha512 = _verified(stream, size, head, watch)
        if standing is Trust.UNKNOWN and not accept_unknown:
            raise UnknownSenderError(head.signer, words_of(head.signer))
    sealed = _Sealed(path, head, size, _file_key(head, keys))
    return Opened(
        path=path,
        header=head,
        meta=sealed.meta(),
        size=size,
        sha512=sha512,
        code=check_code(sha512),
        trust=standing,
        _sealed=sealed,
    )


def copy_in(source: Path, folder: Path) -> Path:
    """Copy a file from a flash disk to this computer and return where the copy is.

    Raises:
        PackageError: When it is too large to be a package.
        UnreadableFileError: When the flash disk does not answer.
        WorkspaceFullError: When there is no room for the copy.

    """
    with _readable():
        size = source.stat().st_size
        if size > header.MAX_FILE:
            raise TooLargePackageError(size, header.MAX_FILE)
        target = folder / source.name
        try:
            folder.mkdir(exist_ok=True)
            return Path(shutil.copyfile(source, target))
        except BaseException as error:
            with suppress(OSError):
                target.unlink()
            if isinstance(error, OSError) and error.errno in NO_ROOM:
                raise WorkspaceFullError from error
            raise


def _verified(stream: BinaryIO, size: int, head: header.Header, watch: Watch) -> bytes:
    """Return the SHA-512 of the file once its signature is right."""
    signed, left = hashlib.sha512(), size - header.SIGNATURE
    stream.seek(0)
    while left:
        block = stream.read(min(_BLOCK, left))
        if not block:
            raise DamagedPackageError
        signed.update(block)
        left -= len(block)
        watch.step(size - left)
    signature = stream.read()
    whole = signed.copy()
    whole.update(signature)
    try:
        key = Ed25519PublicKey.from_public_bytes(head.signer)
        key.verify(signature, SIGNED + signed.digest())
    except (InvalidSignature, ValueError) as error:
        raise DamagedPackageError from error
    return whole.digest()


def _file_key(head: header.Header, keys: Sequence[BoxKey]) -> bytes:
    for key in keys:
        wrapped = head.wrapped_keys.get(key_id(key.public))
        if wrapped is not None:
            return unwrap(wrapped, key)
    raise ForeignOfficeError


def _meta_of(array: list[Any]) -> dict[str, Any]:
    if len(array) != 2 or array[0] != "META" or type(array[1]) is not dict:
        raise MalformedPackageError
    meta: dict[str, Any] = array[1]
    return meta


@contextmanager
def _readable() -> Iterator[None]:
    """Turn what the operating system says about a file into a sentence."""
    try:
        yield
    except OSError as error:
        raise UnreadableFileError from error
