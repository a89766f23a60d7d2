"""The clear part of a package file: what anybody may see, and how the file is laid out.

Kept small on purpose: no names, no region, no counts; those are in the encrypted body.
"""

import base64
import json
import struct
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeAlias

from kube_desktop.exchange.errors import (
    DamagedPackageError,
    EmptyPackageError,
    NewerPackageError,
    NotAPackageError,
    TooLargePackageError,
    UnreadableFileError,
)
from kube_desktop.exchange.keys import is_sample, key_id
from kube_desktop.exchange.sealing import wrap

MAGIC: Final = b"KUBEPKG\x01"
FORMAT: Final = 1
SIGNATURE: Final = 64
MAX_FILE: Final = 300 << 20
_MAX_HEADER: Final = 16_384
_MAX_RECIPIENTS: Final = 16
_LENGTH: Final = struct.Struct("<I")
_START: Final = len(MAGIC) + _LENGTH.size
_KEY: Final = 32


@dataclass(frozen=True, slots=True)
class About:
    """What the maker of a file says about it, in the clear.

    Attributes:
        pkg_id: Id of the file, 16 bytes.
        replica: The branch that made it.
        from_seq: First number of that branch in the file; 0 when there is none.
        to_seq: Last number of that branch in the file.
        schema: Schema of the program that made it.
        made_at: When, ISO 8601 in UTC.
        app: Version of the program.
        sample: Whether it is sample data: made by a sample laptop, or addressed to the sample
            office. Real offices keep it out.

    """

    pkg_id: bytes
    replica: int
    from_seq: int
    to_seq: int
    schema: int
    made_at: str
    app: str
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """The clear part, read.

    Attributes:
        signer: Public key of the laptop.
        wrapped_keys: The key of the file for each recipient, by key id.
        raw: Its bytes, to which the body is bound.

    """

    about: About
    signer: bytes
    wrapped_keys: dict[str, bytes]
    raw: bytes

    @property
    def sample(self) -> bool:
        """Whether it is sample data, which real offices keep out."""
        return self.about.sample

    @property
    def body_at(self) -> int:
        """Where the encrypted body begins."""
        return _START + len(self.raw)


def compose(about: About, signer: bytes, recipients: tuple[bytes, ...], file_key: bytes) -> bytes:
    """Return the beginning of a file: magic, length and header."""
    if not 0 < len(recipients) <= _MAX_RECIPIENTS:
        raise ValueError("a package has one to sixteen recipients")
    fields: dict[str, object] = {
        "fmt": FORMAT,
        "pkg": about.pkg_id.hex(),
        "replica": about.replica,
        "from_seq": about.from_seq,
        "to_seq": about.to_seq,
        "schema": about.schema,
        "made": about.made_at,
        "app": about.app,
        "signer": _text(signer),
        "rcpt": [{"k": key_id(key), "ct": _text(wrap(file_key, key))} for key in recipients],
    }
    if about.sample or any(is_sample(key) for key in recipients):
        fields["sample"] = True
    raw = json.dumps(fields, separators=(",", ":")).encode()
    return MAGIC + _LENGTH.pack(len(raw)) + raw


def header_of(composed: bytes) -> bytes:
    """Return the header bytes within what `compose` made."""
    return composed[_START:]


def is_package(start: bytes) -> bool:
    """Tell by its first bytes whether a file is a package, of this program or a newer one."""
    return start.startswith(MAGIC[:-1])


def inspect(path: Path) -> Header:
    """Read the clear part of a file, unverified: enough to sort files, never to trust them.

    Raises:
        PackageError: When it is no package this program can read.
        UnreadableFileError: When the medium does not answer.

    """
    try:
        with path.open("rb") as stream:
            return read_header(stream, path.stat().st_size)
    except OSError as error:
        raise UnreadableFileError from error


def read_header(stream: BinaryIO, size: int) -> Header:
    """Read the header at the beginning of a file of `size` bytes."""
    if size == 0:
        raise EmptyPackageError
    if size > MAX_FILE:
        raise TooLargePackageError(size, MAX_FILE)
    start = stream.read(_START)
    if not is_package(start):
        whole = len(start) >= len(MAGIC) or not MAGIC.startswith(start)
        raise NotAPackageError if whole else DamagedPackageError
    if start[len(MAGIC) - 1 : len(MAGIC)] > MAGIC[-1:]:
        raise NewerPackageError("")
    if len(start) < _START or not start.startswith(MAGIC):
        raise DamagedPackageError
    (length,) = _LENGTH.unpack(start[len(MAGIC) :])
    if length > _MAX_HEADER or _START + length + SIGNATURE > size:
        raise DamagedPackageError
    return parse(stream.read(length))


def parse(raw: bytes) -> Header:
    """Read the header from its bytes alone."""
    try:
        fields = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_once_each, parse_constant=_number
        )
        fmt = _number(fields["fmt"])
        if fmt > FORMAT:
            raise NewerPackageError(fields.get("app", ""))
        header = Header(
            about=About(
                pkg_id=_exactly(bytes.fromhex(fields["pkg"]), 16),
                replica=_number(fields["replica"]),
                from_seq=_number(fields["from_seq"]),
                to_seq=_number(fields["to_seq"]),
                schema=_number(fields["schema"]),
                made_at=_instant(fields["made"]),
                app=_short(fields["app"]),
                sample=fields.get("sample", False) is True,
            ),
            signer=_exactly(_bytes(fields["signer"]), _KEY),
            wrapped_keys=_once_each(
                [(_short(one["k"]), _bytes(one["ct"])) for one in fields["rcpt"]]
            ),
            raw=raw,
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DamagedPackageError from error
    if fmt != FORMAT or not 0 < len(header.wrapped_keys) <= _MAX_RECIPIENTS:
        raise DamagedPackageError
    return header


_Json: TypeAlias = Any


def _once_each(pairs: list[tuple[str, _Json]]) -> dict[str, _Json]:
    """Return a mapping, refusing a name that is said twice: readers would believe either."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("said twice")
    return found


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(text: _Json) -> bytes:
    return base64.b64decode(text, validate=True)


def _exactly(content: bytes, length: int) -> bytes:
    if len(content) != length:
        raise ValueError("wrong length")
    return content


def _number(value: _Json) -> int:
    if type(value) is not int or not 0 <= value < 1 << 63:
        raise ValueError("not a number")
    return value


def _short(value: _Json) -> str:
    if type(value) is not str or len(value) > 64 or not value.isprintable():
        raise ValueError("not a short text")
    return value


def _instant(value: _Json) -> str:
    if datetime.fromisoformat(_short(value)).tzinfo is None:
        raise ValueError("not an instant")
    return str(value)
