"""What a paper says of itself in its QR code: which paper it is, signed by the laptop that made it.

The words of the code are those that a QR code packs most tightly (digits, capitals, nine signs), so
that any telephone shows what the paper is; no NIK, no name of a person or a group is among them.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

MARK: Final = "KUBE1"
"""First word of the code of a paper; a later format has another number."""
PAGE_MARK: Final = "KUBE1P"
"""First word of the small code on the second and later pages."""
SIGNED: Final = b"KUBE Desktop paper v1\n"
"""Stands before what is signed, so that no other signature of the laptop can pass for this one."""

Facts = Mapping[str, str | int | None]
"""Everything a paper says, one value a place, as `lines.0.name`."""

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BASE_45: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_LOOK_ALIKES: Final = str.maketrans("OIL", "011")
_BETWEEN: Final = "*"
_SIGNATURE: Final = 64
_MOST_NUMBER: Final = 40
_HASH: Final = 16
_KEY: Final = 8
_SUBJECT: Final = 10
_CODE: Final = 11


class NotAProofError(ValueError):
    """A code that is none of ours, or was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What the code of a paper states.

    Attributes:
        kind: Word of the kind of paper in capitals, as `BAST`.
        number: Number of the paper in the letters a code can hold, see `number_token`.
        subject: Short id of the record the paper is about.
        total: Whole rupiah.
        count: How many lines of goods.
        content: Hash of everything the paper says.
        key: Short name of the key that signs.

    """

    kind: str
    number: str
    subject: str
    day: date | None
    total: int | None
    count: int | None
    content: str
    key: str

    @property
    def statement(self) -> str:
        """The words that are signed."""
        return _BETWEEN.join(
            (
                MARK,
                self.kind,
                self.number,
                self.subject,
                f"{self.day:%Y%m%d}" if self.day else "",
                "" if self.total is None else str(self.total),
                "" if self.count is None else str(self.count),
                self.content,
                self.key,
            )
        )

    @property
    def message(self) -> bytes:
        """The bytes that are signed."""
        return SIGNED + self.statement.encode("ascii")

    @property
    def code(self) -> str:
        """The code to type, as `7F3A-92C1-KX40`."""
        return code_of(self.content)

    def payload(self, signature: bytes) -> str:
        """Return the text of the QR code."""
        return f"{self.statement}{_BETWEEN}{to_base45(signature)}"


def read_payload(text: str) -> tuple[Proof, bytes]:
    """Return what a QR code states and its signature.

    Raises:
        NotAProofError: When it is not the code of a paper, or damaged.

    """
    parts = text.split(_BETWEEN, 9)
    if len(parts) != 10 or parts[0] != MARK:
        raise NotAProofError(text[:20])
    _, kind, number, subject, day, total, count, content, key, signature = parts
    try:
        proof = Proof(
            kind=kind,
            number=number,
            subject=subject,
            day=date(int(day[:4]), int(day[4:6]), int(day[6:])) if day else None,
            total=int(total) if total else None,
            count=int(count) if count else None,
            content=content,
            key=key,
        )
        raw = from_base45(signature)
    except (ValueError, OverflowError) as error:
        raise NotAProofError(text[:20]) from error
    names = ((subject, _SUBJECT), (content, _HASH), (key, _KEY))
    is_ours = all(len(name) == size and set(name) <= set(_ALPHABET) for name, size in names)
    is_whole = proof.statement == text[: len(proof.statement)] and len(raw) == _SIGNATURE
    if not (is_ours and is_whole):
        raise NotAProofError(text[:20])
    return proof, raw


def page_payload(code: str, page: int, pages: int) -> str:
    """Return the text of the small code on a later page: of which paper it is, and which page."""
    return _BETWEEN.join((PAGE_MARK, bare_code(code), str(page), str(pages)))


@dataclass(frozen=True, slots=True)
class PageMark:
    """What the small code of a later page states."""

    code: str
    page: int
    pages: int


def read_page_payload(text: str) -> PageMark:
    """Return what the small code of a later page states.

    Raises:
        NotAProofError: When it is not such a code.

    """
    match = re.fullmatch(r"KUBE1P\*([0-9A-Z]{12})\*([0-9]{1,3})\*([0-9]{1,3})", text)
    code = read_code(match[1]) if match else None
    if match is None or code is None:
        raise NotAProofError(text[:20])
    return PageMark(code, int(match[2]), int(match[3]))


def content_hash(kind: str, subject: UUID, facts: Facts) -> str:
    """Return the hash of everything a paper says, 16 letters of Crockford's base 32."""
    content = json.dumps(
        [kind, subject.hex, sorted(facts.items())], ensure_ascii=False, separators=(",", ":")
    )
    import hashlib  # noqa: PLC0415  four megabytes that the first paint can spare

    return _letters(hashlib.sha256(content.encode()).digest(), _HASH)


def short_key(public: bytes) -> str:
    """Return the short name of a signing key."""
    import hashlib  # noqa: PLC0415  four megabytes that the first paint can spare

    return _letters(hashlib.sha256(public).digest(), _KEY)


def short_id(record_id: UUID) -> str:
    """Return the short name of a record: the end of its id, which is random."""
    number, letters = record_id.int, []
    for _ in range(_SUBJECT):
        number, digit = divmod(number, 32)
        letters.append(_ALPHABET[digit])
    return "".join(reversed(letters))


def number_token(number: str | None) -> str:
    """Return a document number in the letters a code can hold; the hash covers every letter."""
    plain = unicodedata.normalize("NFKD", number or "").upper()
    return re.sub(r"[^0-9A-Z ./-]", "-", plain.strip())[:_MOST_NUMBER]


# --- the code to type --------------------------------------------------------------------------


def code_of(content: str) -> str:
    """Return the code to type for a hash, with a check letter: one wrong letter is noticed."""
    data = content[:_CODE]
    code = data + _ALPHABET[_check(data)]
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def bare_code(code: str) -> str:
    """Return a typed code without dashes, spaces and look-alikes."""
    return re.sub(r"[^0-9A-Z]", "", code.upper()).translate(_LOOK_ALIKES)


def read_code(typed: str) -> str | None:
    """Return a typed code as it is printed, or None when it is not whole or mistyped."""
    bare = bare_code(typed)
    if len(bare) != _CODE + 1 or set(bare) - set(_ALPHABET):
        return None
    return code_of(bare[:_CODE]) if _ALPHABET[_check(bare[:_CODE])] == bare[_CODE] else None


def _check(data: str) -> int:
    """Return a check digit that notices every wrong letter and every two that changed places.

    Each digit is multiplied by another power of two in the field of 32 elements.
    """
    result = 0
    for letter in data:
        result = _doubled(result ^ _ALPHABET.index(letter))
    return result


def _doubled(element: int) -> int:
    return element << 1 if element < 16 else (element << 1) ^ 0b100101


def _letters(digest: bytes, count: int) -> str:
    number = int.from_bytes(digest, "big") >> (len(digest) * 8 - count * 5)
    return "".join(_ALPHABET[number >> 5 * at & 31] for at in range(count - 1, -1, -1))


# --- RFC 9285 ----------------------------------------------------------------------------------


def to_base45(content: bytes) -> str:
    """Return bytes in the 45 letters that a QR code packs two to eleven bits."""
    letters = []
    for at in range(0, len(content), 2):
        pair = content[at : at + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            number, digit = divmod(number, 45)
            letters.append(_BASE_45[digit])
    return "".join(letters)


def from_base45(text: str) -> bytes:
    """Return the bytes of such a text.

    Raises:
        ValueError: When it is none.

    """
    content = bytearray()
    for at in range(0, len(text), 3):
        group = text[at : at + 3]
        number = sum(_BASE_45.index(letter) * 45**place for place, letter in enumerate(group))
        size = len(group) - 1
        if not size or number >= 256**size:
            raise ValueError("not base 45")
        content += number.to_bytes(size, "big")
    return bytes(content)
