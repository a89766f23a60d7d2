"""Keys of laptops and offices: making them, naming them, comparing them by telephone.

A laptop signs with Ed25519. An office opens with X25519 (HPKE, RFC 9180). Private keys are plain
32 bytes here; keeping them is the business of the encrypted database.
"""

import base64
import hashlib
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kube_desktop.exchange.errors import KeyTextError
from kube_desktop.exchange.words import WORDS

_BYTES: Final = 32
_CHECK: Final = 4
_WORDS_SHOWN: Final = 6


class Trust(Enum):
    """What an office knows of the key that signed a file."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """The signing key of one laptop."""

    private: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> "DeviceKey":
        """Make a new one."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def public(self) -> bytes:
        """What others know the laptop by."""
        return self._key().public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message."""
        return self._key().sign(message)

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.private)


@dataclass(frozen=True, slots=True)
class OfficeKey:
    """The key with which an office opens what is sent to it."""

    private: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> "OfficeKey":
        """Make a new one."""
        return cls(X25519PrivateKey.generate().private_bytes_raw())

    @property
    def public(self) -> bytes:
        """What laptops encrypt to."""
        return self.exchange_key().public_key().public_bytes_raw()

    def exchange_key(self) -> X25519PrivateKey:
        """Return the key for HPKE."""
        return X25519PrivateKey.from_private_bytes(self.private)


SAMPLE_OFFICE: Final = OfficeKey(
    hashlib.sha256(b"KUBE Desktop: kunci kantor contoh, diketahui umum").digest()
)
"""The published key of the sample office: anybody can open what is encrypted to it."""


def key_id(public: bytes) -> str:
    """Return the short name of a public key inside files."""
    return hashlib.sha256(public).hexdigest()[:16]


def words_of(public: bytes) -> str:
    """Return the fingerprint of a public key: six words to compare by telephone."""
    bits = int.from_bytes(hashlib.sha256(b"kube words v1" + public).digest()[:8], "big")
    width = (len(WORDS) - 1).bit_length()
    picked = (bits >> width * n & (len(WORDS) - 1) for n in range(_WORDS_SHOWN))
    return " ".join(WORDS[number] for number in picked)


def is_sample(public: bytes) -> bool:
    """Return whether a public key is that of the sample office."""
    return public == SAMPLE_OFFICE.public


def to_text(kind: str, key: bytes) -> str:
    """Return a key as one line of text with its kind and a check, to paste or print."""
    check = hashlib.sha256(kind.encode() + key).digest()[:_CHECK]
    return f"{kind}:{base64.urlsafe_b64encode(key + check).rstrip(b'=').decode()}"


def from_text(kind: str, text: str) -> bytes:
    """Return the key that `to_text` wrote.

    Raises:
        KeyTextError: When it is incomplete, mistyped, or of another kind.

    """
    named, _, body = "".join(text.split()).partition(":")
    try:
        content = base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True)
    except ValueError as error:
        raise KeyTextError from error
    key = content[:_BYTES]
    if named != kind or to_text(kind, key) != f"{named}:{body}":
        raise KeyTextError
    return key
