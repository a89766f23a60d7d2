"""Package files made by hand: whatever a signer with bad intentions could put there."""

import hashlib
import json
import struct
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kube_desktop.exchange import header, records, sealing, writing
from kube_desktop.exchange.keys import DeviceKey, OfficeKey

Lines = list[bytes]

LAPTOP = DeviceKey(bytes(range(32)))
OFFICE = OfficeKey(bytes(range(1, 33)))
ABOUT = header.About(bytes(range(16)), 77, 1, 3, 1, "2026-11-19T01:42:00Z", "0.1.0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Crafted:
    """How a file departs from what the program would write.

    Attributes:
        fields: Fields of the header that are added or replaced.
        raw: The whole header as bytes, in place of JSON made from its fields.
        compress: Squeezes the body.
        seal: Makes the encrypted chunks of the body, from file key, what they are bound to, and
            the squeezed body.
        wrapped: What is encrypted to the office in place of the file key.
        about: What the header says.
        signer: Whose key signs.
        recipients: Public keys of those it is addressed to.

    """

    fields: Mapping[str, object] | None = None
    raw: bytes | None = None
    compress: Callable[[bytes], bytes] = zlib.compress
    seal: Callable[[bytes, bytes, bytes], bytes] | None = None
    wrapped: bytes | None = None
    about: header.About = ABOUT
    signer: DeviceKey = LAPTOP
    recipients: tuple[bytes, ...] = (OFFICE.public,)


def craft(lines: Iterable[bytes], how: Crafted | None = None) -> bytes:
    """Return a file with these lines as its body, signed and encrypted as it must be."""
    how = how or Crafted()
    key = sealing.new_file_key()
    start = header.compose(
        how.about, how.signer.public, how.recipients, key if how.wrapped is None else how.wrapped
    )
    raw = header.header_of(start)
    if how.fields is not None:
        raw = json.dumps({**json.loads(raw), **how.fields}).encode()
    if how.raw is not None:
        raw = how.raw
    seal = how.seal or sealed
    body = how.compress(b"".join(line + b"\n" for line in lines))
    bound_to = hashlib.sha256(raw).digest()
    return signed(framed(raw) + seal(key, bound_to, body), how.signer)


def framed(raw: bytes) -> bytes:
    """Return the beginning of a file around a header."""
    return header.MAGIC + struct.pack("<I", len(raw)) + raw


def sealed(key: bytes, bound_to: bytes, body: bytes) -> bytes:
    """Return the chunks of a body."""
    parts: list[bytes] = []
    sealer = sealing.Sealer(parts.append, key, bound_to)
    sealer.add(body)
    sealer.finish()
    return b"".join(parts)


def signed(content: bytes, signer: DeviceKey = LAPTOP) -> bytes:
    """Return everything before the signature with the signature."""
    return content + signer.sign(writing.SIGNED + hashlib.sha512(content).digest())


def closed(*arrays: object, meta: Mapping[str, Any] | None = None) -> Lines:
    """Return lines with a right first and last one around them."""
    first = ["META", dict(meta or {})]
    return ended(*(records.encode(array).encode() for array in (first, *arrays)))


def ended(*lines: bytes) -> Lines:
    """Return lines with the last one that fits them."""
    digest = hashlib.sha256(b"".join(line + b"\n" for line in lines)).hexdigest()
    return [*lines, records.encode(["END", len(lines), digest]).encode()]
