"""Keys of laptops and offices: making them, naming them, comparing them by telephone.

Laptops and offices sign with Ed25519 and open what is sent to them with X25519 (HPKE, RFC 9180).
Private keys are plain 32 bytes here; keeping them is the business of the encrypted database.
"""

import base64
import hashlib
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kube_desktop.exchange.errors import KeyTextError
from kube_desktop.exchange.words import WORDS

_BYTES: Final = 32
_CHECK: Final = 4
_WORDS_SHOWN: Final = 6
_BOX_INFO: Final = b"kube laptop box key v1"
OFFICE_KIND: Final = "KUBE-KANTOR"
"""Kind of the one-line text that carries the public keys of an office."""
_OFFICE_KIND_2: Final = "KUBE-KANTOR2"


class Trust(Enum):
    """What an office knows of the key that signed a file."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An Ed25519 key: that of one laptop, or that of an office."""

    private: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> Self:
        """Make a new one."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def public(self) -> bytes:
        """What others know its owner by."""
        return self._key().public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message."""
        return self._key().sign(message)

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.private)


@dataclass(frozen=True, slots=True)
class BoxKey:
    """An X25519 key: opens what was encrypted to its public half."""

    private: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> Self:
        """Make a new one."""
        return cls(X25519PrivateKey.generate().private_bytes_raw())

    @property
    def public(self) -> bytes:
        """What others encrypt to."""
        return self.exchange_key().public_key().public_bytes_raw()

    def exchange_key(self) -> X25519PrivateKey:
        """Return the key for HPKE."""
        return X25519PrivateKey.from_private_bytes(self.private)

    def agree(self, other: bytes) -> bytes:
        """Return the secret this key shares with another public one, the same on both sides.

        Raises:
            ValueError: When the other is no usable key.

        """
        return self.exchange_key().exchange(X25519PublicKey.from_public_bytes(other))


@dataclass(frozen=True, slots=True)
class DeviceKey(SigningKey):
    """The signing key of one laptop."""

    @property
    def box(self) -> BoxKey:
        """The key that opens what the office sends back; derived, so nothing more is kept."""
        derive = HKDF(algorithm=SHA256(), length=_BYTES, salt=None, info=_BOX_INFO)
        return BoxKey(derive.derive(self.private))


@dataclass(frozen=True, slots=True)
class OfficeKey(BoxKey):
    """The key with which an office opens what is sent to it."""


@dataclass(frozen=True, slots=True)
class OfficePublic:
    """What laptops know of their office.

    Attributes:
        box: What they encrypt to.
        signing: What the office signs with; None while the laptop knows the older key text only.

    """

    box: bytes
    signing: bytes | None = None

    @property
    def text(self) -> str:
        """Both keys as one line of text, to paste or print."""
        if self.signing is None:
            return to_text(OFFICE_KIND, self.box)
        return to_text(_OFFICE_KIND_2, self.box + self.signing)

    @classmethod
    def from_text(cls, text: str) -> "OfficePublic":
        """Read what `text` wrote, in its older form too.

        Raises:
            KeyTextError: When it is incomplete, mistyped, or no key of an office.

        """
        if not "".join(text.split()).startswith(f"{_OFFICE_KIND_2}:"):
            return cls(from_text(OFFICE_KIND, text))
        both = from_text(_OFFICE_KIND_2, text, 2 * _BYTES)
        return cls(both[:_BYTES], both[_BYTES:])


SAMPLE_OFFICE: Final = OfficeKey(
    hashlib.sha256(b"KUBE Desktop: kunci kantor contoh, diketahui umum").digest()
)
"""The published key of the sample office: anybody can open what is encrypted to it."""
SAMPLE_OFFICE_SIGNING: Final = SigningKey(
    hashlib.sha256(b"KUBE Desktop: kunci tanda tangan kantor contoh, diketahui umum").digest()
)
"""The published key the sample office signs with: only sample laptops believe it."""


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
    """Return whether a public key is one of the sample office."""
    return public in (SAMPLE_OFFICE.public, SAMPLE_OFFICE_SIGNING.public)


def to_text(kind: str, key: bytes) -> str:
    """Return a key as one line of text with its kind and a check, to paste or print."""
    check = hashlib.sha256(kind.encode() + key).digest()[:_CHECK]
    return f"{kind}:{base64.urlsafe_b64encode(key + check).rstrip(b'=').decode()}"


def from_text(kind: str, text: str, size: int = _BYTES) -> bytes:
    """Return the key, or keys of `size` bytes in all, that `to_text` wrote.

    Raises:
        KeyTextError: When it is incomplete, mistyped, or of another kind.

    """
    named, _, body = "".join(text.split()).partition(":")
    try:
        content = base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True)
    except ValueError as error:
        raise KeyTextError from error
    key = content[:size]
    if named != kind or to_text(kind, key) != f"{named}:{body}":
        raise KeyTextError
    return key
