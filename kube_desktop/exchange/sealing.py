"""Encryption of the body: 64 KiB chunks, each bound to its place and to the header (STREAM)."""

import os
import struct
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from kube_desktop.exchange.errors import (
    DamagedPackageError,
    MalformedPackageError,
    WrongKeyError,
)
from kube_desktop.exchange.keys import BoxKey

CHUNK: Final = 65_536
_KEY: Final = 32
_TAG: Final = 16
_LENGTH: Final = struct.Struct("<I")
_NONCE: Final = struct.Struct(">QI")
_INFO: Final = b"kube file key v1"
_SUITE: Final = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


def new_file_key() -> bytes:
    """Return a fresh key for one file."""
    return os.urandom(_KEY)


def wrap(file_key: bytes, recipient: bytes) -> bytes:
    """Encrypt the key of a file to one recipient."""
    return _SUITE.encrypt(file_key, X25519PublicKey.from_public_bytes(recipient), _INFO)


def unwrap(wrapped: bytes, key: BoxKey) -> bytes:
    """Return the key of a file.

    Raises:
        WrongKeyError: When it was not encrypted to this key.
        MalformedPackageError: When what was encrypted is no key of a file.

    """
    try:
        file_key = _SUITE.decrypt(wrapped, key.exchange_key(), _INFO)
    except (InvalidTag, ValueError) as error:
        raise WrongKeyError from error
    if len(file_key) != _KEY:
        raise MalformedPackageError
    return file_key


class Sealer:
    """Encrypts a body piece by piece into `write`."""

    def __init__(self, write: Callable[[bytes], None], file_key: bytes, bound_to: bytes) -> None:
        self._write = write
        self._cipher = ChaCha20Poly1305(file_key)
        self._bound_to = bound_to
        self._waiting = bytearray()
        self._number = 0

    def add(self, data: bytes) -> None:
        """Encrypt more of the body."""
        self._waiting += data
        # The last chunk is marked, so at least one byte waits until `finish`.
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]

    def finish(self) -> None:
        """Encrypt what is left, marked as the end."""
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        nonce = _NONCE.pack(self._number, last)
        sealed = self._cipher.encrypt(nonce, chunk, self._bound_to)
        self._write(_LENGTH.pack(len(sealed)) + sealed)
        self._number += 1


def unsealed(stream: BinaryIO, end: int, file_key: bytes, bound_to: bytes) -> Iterator[bytes]:
    """Yield the body from the position of `stream` up to `end`.

    Only the last chunk may be short: millions of tiny ones would keep the reader busy for hours.

    Raises:
        DamagedPackageError: At the first chunk that is not as it was written.

    """
    cipher = ChaCha20Poly1305(file_key)
    position, number, last = stream.tell(), 0, False
    while position < end:
        head = stream.read(_LENGTH.size)
        if len(head) < _LENGTH.size:
            raise DamagedPackageError
        (length,) = _LENGTH.unpack(head)
        position += _LENGTH.size + length
        last = position == end
        if position > end or not (_TAG if last else CHUNK + _TAG) <= length <= CHUNK + _TAG:
            raise DamagedPackageError
        try:
            yield cipher.decrypt(_NONCE.pack(number, last), stream.read(length), bound_to)
        except InvalidTag as error:
            raise DamagedPackageError from error
        number += 1
    if not last:
        raise DamagedPackageError
