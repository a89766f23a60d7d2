"""`bongkar`: millions of spoiled packages; each must be told apart from a good one in a sentence.

The outer format is spoiled in memory at four depths: bytes of the whole file, its header, its
encrypted chunks, its squeezed body; what lies behind the signature is signed again, so that the
reader gets there. One in ten is signed and verified in earnest; for the others every signature is
taken as right, because checking one costs more than all the rest and lets nothing through to it.
"""

import base64
import hashlib
import json
import os
import time
import traceback
import zlib
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Final
from unittest import mock

from campaigns.breaking import odd_json, spoil
from campaigns.crafting import ABOUT, LAPTOP, OFFICE, framed, sealed, signed
from campaigns.report import Report
from kube_desktop.exchange import header, reading, sealing, writing
from kube_desktop.exchange.errors import PackageError
from kube_desktop.exchange.keys import OfficeKey, Trust
from kube_desktop.exchange.reading import open_package
from kube_desktop.exchange.records import Record

READ: Final = "dibaca"
_SLOW_S: Final = 5.0
_ROUND: Final = 1000
_IN_EARNEST: Final = 100
_MOST_KEPT: Final = 20
_ROW: Final = bytes(15) + b"\x01"
_CHANGES: Final[list[Record]] = [
    ("I", 77, 1, 1 << 40, "people", _ROW, ("name", "nik"), ("Siti Aminah", "6402010101909001"),
     _ROW, 1, None),
    ("U", 77, 2, 2 << 40, "people", _ROW, "name", 'Siti "é" \n 😀', 77, 1, None, None, 1, "ketik"),
    ("U", 77, 3, 3 << 40, "people", _ROW, "deleted", 1, 77, 2, '{"77":2}', None, 1, None),
    ("S", 77, 3, 77, 1),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Whole:
    """A good file in its parts.

    Attributes:
        raw: Its header.
        key: The key of its chunks.
        chunks: The encrypted chunks with their lengths.
        body: What is in them, squeezed.

    """

    content: bytes
    raw: bytes
    key: bytes
    chunks: tuple[bytes, ...]
    body: bytes


def break_packages(folder: Path, times: int, seed: int) -> Report:
    """Spoil good files so many times and note what is not refused in a sentence."""
    report = Report(f"{times} kiriman dirusak (bentuk luar)")
    draw = Random(seed)  # noqa: S311  no secret
    wholes = good_files(folder)
    found: Counter[str] = Counter()
    judge = Judge(report, folder)
    begun = time.perf_counter()
    with InMemory() as memory:
        for start in range(0, times, _ROUND):
            earnest = min(_IN_EARNEST, times - start)
            found += _round(earnest, wholes, draw, (memory, judge), is_earnest=True)
            with believing(wholes):
                rest = min(_ROUND, times - start) - earnest
                found += _round(rest, wholes, draw, (memory, judge), is_earnest=False)
            if judge.has_enough:
                break
    seconds = time.perf_counter() - begun
    report.facts |= {
        "dijalankan": found.total(),
        "per detik": round(found.total() / seconds),
        **dict(sorted(found.items())),
    }
    return report


def _round(
    times: int,
    wholes: list[Whole],
    draw: Random,
    tools: "tuple[InMemory, Judge]",
    *,
    is_earnest: bool,
) -> Counter[str]:
    memory, judge = tools
    found: Counter[str] = Counter()
    for _ in range(times):
        chance = draw.random()
        whole = wholes[0 if chance < 0.6 else int((chance - 0.6) * 7.5) if chance < 0.99 else -1]
        depth, content, may_be_good = spoiled(whole, draw, wholes, is_earnest=is_earnest)
        attempt = partial(_held_and_read, memory, content)
        ended = judge.ended(attempt, content, may_be_good=may_be_good or not is_earnest)
        found[f"{depth}: {ended}"] += 1
    return found


class _Believed:
    """Stands for a public key that finds every signature right."""

    @classmethod
    def from_public_bytes(cls, _: bytes) -> "_Believed":
        return cls()

    def verify(self, *_: bytes) -> None:
        return


@contextmanager
def believing(wholes: Sequence[Whole]) -> Generator[None]:
    """Take every signature as right and open the keys of good files without computing."""
    keys = {
        wrapped: whole.key
        for whole in wholes
        for wrapped in header.parse(whole.raw).wrapped_keys.values()
    }

    def unwrapped(wrapped: bytes, key: OfficeKey) -> bytes:
        return keys.get(wrapped) or sealing.unwrap(wrapped, key)

    with (
        mock.patch.object(reading, "Ed25519PublicKey", _Believed),
        mock.patch.object(reading, "unwrap", unwrapped),
    ):
        yield


def good_files(folder: Path) -> list[Whole]:
    """Return small good files: changes alone, with a photo, with nothing, and one of some chunks.

    The first is spoiled most; a large one would only slow the others down.
    """
    photo = b"\xff\xd8\xff\xe0" + Random(1).randbytes(700)  # noqa: S311  no secret
    attachment = writing.Attachment(hashlib.sha256(photo).digest(), len(photo), [photo])
    noise = Random(2).randbytes(40_000).hex()  # noqa: S311  no secret
    many = [(*_CHANGES[1][:7], noise, *_CHANGES[1][8:])] * 2
    recovery = OfficeKey(bytes(range(2, 34)))
    contents = (
        writing.Content({"sender": "Rina", "known": {"9": 5}}, _CHANGES),
        writing.Content({"sender": "Rina"}, _CHANGES[:1], [attachment]),
        writing.Content({}, ()),
        writing.Content({}, many),
    )
    found = []
    for number, content in enumerate(contents):
        path = folder / f"utuh-{number}.kube"
        about = replace(ABOUT, sample=number == 2)
        to = (OFFICE.public, recovery.public)[: 1 + number % 2]
        writing.write_package(path, content, about, LAPTOP, to)
        found.append(_apart(path.read_bytes()))
    return found


def spoiled(
    whole: Whole, draw: Random, wholes: list[Whole], *, is_earnest: bool = True
) -> tuple[str, bytes, bool]:
    """Return how deep a file was spoiled, the file, and whether it may be a good one still."""
    chance = draw.random()
    sign = signed if is_earnest else _unsigned
    if chance < 0.3:
        content = spoil(whole.content, draw, wholes[int(draw.random() * 3)].content)
        return "berkas", content, content == whole.content
    if chance < 0.7:
        return _header_spoiled(whole, draw, sign)
    start = framed(whole.raw)
    if chance < 0.85:
        return "potongan", sign(start + _chunks_spoiled(whole, draw)), True
    body = _body_spoiled(whole, draw)
    bound_to = hashlib.sha256(whole.raw).digest()
    return "isi terkompresi", sign(start + sealed(whole.key, bound_to, body)), True


def _unsigned(content: bytes) -> bytes:
    return content + bytes(header.SIGNATURE)


def _header_spoiled(
    whole: Whole, draw: Random, sign: Callable[[bytes], bytes]
) -> tuple[str, bytes, bool]:
    chance = draw.random()
    rest = whole.content[len(framed(whole.raw)) :]
    if chance < 0.05:
        fields = json.loads(whole.raw)
        odd_key = draw.choice(_odd_keys())
        raw = json.dumps({**fields, "rcpt": [{**fields["rcpt"][0], "ct": odd_key}]}).encode()
    else:
        fields = json.loads(whole.raw)
        raw = spoil(whole.raw, draw) if chance < 0.4 else odd_json(fields, draw)
        if draw.random() < 0.4:
            return "kepala", framed(raw) + rest, raw == whole.raw
    if draw.random() < 0.5:  # the chunks are bound to the header
        rest = sealed(whole.key, hashlib.sha256(raw).digest(), whole.body)
    else:
        rest = rest[: -header.SIGNATURE]
    return "kepala ditandatangani", sign(framed(raw) + rest), True


@cache
def _odd_keys() -> list[str]:
    """Return what is no key of a file, encrypted to the office as one."""
    contents = (b"", b"k", bytes(16), bytes(31), bytes(33), bytes(1000))
    return [base64.b64encode(sealing.wrap(one, OFFICE.public)).decode() for one in contents]


def _chunks_spoiled(whole: Whole, draw: Random) -> bytes:
    chunks = list(whole.chunks)
    at, other = int(draw.random() * len(chunks)), int(draw.random() * len(chunks))
    match int(draw.random() * 5):
        case 0:
            chunks[at] = spoil(chunks[at], draw)
        case 1:
            chunks[at], chunks[other] = chunks[other], chunks[at]
        case 2:
            del chunks[at]
        case 3:
            chunks.insert(at, chunks[other])
        case _:  # cut in other places than the program cuts
            pieces: list[bytes] = []
            bound_to = hashlib.sha256(whole.raw).digest()
            sealer = sealing.Sealer(pieces.append, whole.key, bound_to)
            for piece in _pieces(whole.body, draw):
                sealer.add(piece)
                if draw.random() < 0.5:
                    sealer.finish()
                    sealer._waiting.clear()  # noqa: SLF001  what no program would do
            sealer.finish()
            chunks = pieces
    return b"".join(chunks)


def _pieces(body: bytes, draw: Random) -> list[bytes]:
    middle = int(draw.random() * (len(body) + 1))
    return [body[:middle], body[middle:]]


def _body_spoiled(whole: Whole, draw: Random) -> bytes:
    if draw.random() < 0.4:
        return spoil(whole.body, draw)
    plain = spoil(zlib.decompress(whole.body), draw)
    squeezed = zlib.compress(plain, int(draw.random() * 3))
    return squeezed + (b"" if draw.random() < 0.9 else squeezed)


def _apart(content: bytes) -> Whole:
    length = int.from_bytes(content[8:12], "little")
    raw, at, chunks = content[12 : 12 + length], 12 + length, []
    while at < len(content) - header.SIGNATURE:
        size = 4 + int.from_bytes(content[at : at + 4], "little")
        chunks.append(content[at : at + size])
        at += size
    (to, *_) = json.loads(raw)["rcpt"]
    key = sealing.unwrap(header.parse(raw).wrapped_keys[to["k"]], OFFICE)
    cipher = sealing.ChaCha20Poly1305(key)
    bound_to = hashlib.sha256(raw).digest()
    body = b"".join(
        cipher.decrypt(n.to_bytes(8, "big") + (n == len(chunks) - 1).to_bytes(4, "big"), one[4:],
                       bound_to)
        for n, one in enumerate(chunks)
    )  # fmt: skip
    return Whole(content, raw, key, tuple(chunks), body)


class InMemory:
    """A file that exists in memory only and is written anew each time."""

    def __enter__(self) -> "InMemory":
        self._handle = os.memfd_create("kube")
        self.path = Path(f"/proc/self/fd/{self._handle}")
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._handle)

    def hold(self, content: bytes) -> Path:
        """Write the file anew and return where it is."""
        os.ftruncate(self._handle, 0)
        os.pwrite(self._handle, content, 0)
        return self.path


def _known(_: bytes) -> Trust:
    return Trust.KNOWN


class _OurKey(OfficeKey):
    """The key of the office, its public half computed once."""

    @property
    def public(self) -> bytes:
        return _OUR_PUBLIC


_OUR_PUBLIC: Final = OFFICE.public
_OURS: Final = _OurKey(OFFICE.private)


def read_whole(path: Path) -> str:
    """Read a file as an office does and say how that ended."""
    try:
        opened = open_package(path, [_OURS], _known)
        for _ in opened.changes():
            pass
    except PackageError as error:
        return type(error).__name__ if str(error).endswith(".") else f"tanpa kalimat: {error}"
    return READ


def _held_and_read(memory: InMemory, content: bytes) -> str:
    return read_whole(memory.hold(content))


@dataclass(frozen=True, slots=True)
class Judge:
    """Tries files and notes in a report, and keeps, those that ended as none may end."""

    report: Report
    folder: Path

    def ended(self, attempt: Callable[[], str], content: bytes, *, may_be_good: bool = True) -> str:
        """Try one file and return how that ended."""
        begun = time.perf_counter()
        try:
            ended = attempt()
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            ended = f"GALAT {type(error).__name__} di {Path(place.filename).name}:{place.lineno}"
            self._keep(content, f"{ended}: {str(error)[:200]}")
        seconds = time.perf_counter() - begun
        if ended == READ and not may_be_good:
            self._keep(content, "Berkas yang berubah diterima")
        if "kalimat" in ended:
            self._keep(content, ended)
        if seconds > _SLOW_S:
            self._keep(content, f"Perlu {seconds:.1f} detik: {ended}")
        return ended

    @property
    def has_enough(self) -> bool:
        """Whether so much went wrong that more says nothing new."""
        return len(self.report.failures) >= _MOST_KEPT

    def _keep(self, content: bytes, failure: str) -> None:
        if failure not in self.report.failures and not self.has_enough:
            (self.folder / f"cacat-{len(self.report.failures)}.kube").write_bytes(content)
            self.report.failures.append(failure)
