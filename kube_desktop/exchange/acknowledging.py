"""The acknowledgement code: ten characters with which an office says that a file arrived.

Read aloud on the telephone, so none of its characters looks or sounds like another one. The last
is a check: the alphabet has a prime number of characters and every place its own weight, so any
single wrong character and any two that changed places are noticed. The others are a message
authentication code under a secret that only this office and this laptop share (X25519): it cannot
be invented, and says nothing of any other laptop, file or number.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kube_desktop.exchange.errors import PackageError
from kube_desktop.exchange.keys import BoxKey

ALPHABET: Final = "0123456789ACDEFGHJKMNPQRTVWXY"
"""29 characters; without B, I, L, O, S, U and Z, which look like 8, 1, 1, 0, 5, V and 2."""
_PRIME: Final = len(ALPHABET)
LENGTH: Final = 10
_LOOK_ALIKES: Final = str.maketrans("BILOSUZ", "81105V2")
_INFO: Final = b"kube acknowledgement v1"


class CodeTypoError(PackageError):
    """A typed code that no office ever gave: a character is wrong, missing or misplaced."""

    text = (
        "Kode terima ini salah ketik. Kodenya 10 huruf dan angka, misalnya 7F3A9-2C1KX. Minta "
        "petugas provinsi membacakannya lagi."
    )


def acknowledgement(
    mine: BoxKey, other: bytes, device: bytes, check_code: str, last: Mapping[int, int]
) -> str:
    """Return the code that says a file of a laptop arrived, the same on both sides.

    Args:
        mine: The private key of this side: of the office, or the box key of the laptop.
        other: The public key of the other side.
        device: The signing key of the laptop, public.
        check_code: The check code of the file.
        last: Up to which number of each branch of the laptop the file goes.

    """
    secret = HKDF(algorithm=SHA256(), length=32, salt=None, info=_INFO).derive(mine.agree(other))
    numbers = ",".join(f"{branch}:{last[branch]}" for branch in sorted(last))
    said = b"\0".join((device, bare(check_code).encode(), numbers.encode()))
    number = int.from_bytes(hmac.digest(secret, said, hashlib.sha256))
    digits = [number // _PRIME**place % _PRIME for place in range(LENGTH - 1)]
    text = "".join(ALPHABET[digit] for digit in (*digits, _check(digits)))
    return f"{text[:5]}-{text[5:]}"


def bare(code: str) -> str:
    """Return a typed code without its dashes and in capital letters."""
    return re.sub(r"[^0-9A-Z]", "", code.upper())


def read_acknowledgement(typed: str) -> str:
    """Return a typed or heard code as `acknowledgement` writes it.

    Raises:
        CodeTypoError: When a character is wrong, missing, or two changed places.

    """
    text = bare(typed).translate(_LOOK_ALIKES)
    if len(text) != LENGTH:
        raise CodeTypoError
    digits = [ALPHABET.index(letter) for letter in text]
    if _check(digits[:-1]) != digits[-1]:
        raise CodeTypoError
    return f"{text[:5]}-{text[5:]}"


def _check(digits: list[int]) -> int:
    """Return the digit that makes the sum of place times digit divisible by the prime."""
    total = sum(place * digit for place, digit in enumerate(digits, start=1))
    return -total * pow(LENGTH, -1, _PRIME) % _PRIME
