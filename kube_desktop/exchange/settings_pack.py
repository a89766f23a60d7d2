"""The settings pack of an office: one readable, signed file that every laptop of it takes.

JSON, not encrypted, for nothing in it is secret. The signature covers the canonical form (keys in
order, no spaces), so a program that lays the text out anew does no harm, and any other change of it
is noticed. The rows carry the changes of the office's log, under their own numbers: taking a pack
is a merge, and laptops end with the very rows of the office.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kube_desktop.domain.settings_rows import SETTINGS_TABLES, row_problems, row_title
from kube_desktop.exchange import header
from kube_desktop.exchange.errors import (
    KeyTextError,
    MalformedPackageError,
    NewerPackageError,
    PackageError,
    megabytes,
)
from kube_desktop.exchange.keys import OfficePublic, SigningKey
from kube_desktop.exchange.records import LineReader, Record

SUFFIX: Final = ".kube-pengaturan"
KIND: Final = "paket pengaturan KUBE Desktop"
FORMAT: Final = 1
MAX_SIZE: Final = 8 << 20
_MAX_ROWS: Final = 20_000
_MAX_BRANCHES: Final = 1000
_SIGNED: Final = b"kube settings v1"
_BEGINNING: Final = 400
_CREATED: Final = "I"
_SUPERSEDED: Final = "S"

_canonical: Final = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode


class NotASettingsPackError(PackageError):
    """Some other file."""

    text = (
        "Berkas ini bukan paket pengaturan KUBE Desktop. Pilih berkas yang namanya berakhiran "
        f"{SUFFIX}, atau minta kantor mengirimnya lagi."
    )


class EmptySettingsPackError(PackageError):
    """A file of no bytes."""

    text = "Berkas ini kosong; penyalinannya belum selesai. Minta kantor mengirimnya lagi."


class LargeSettingsPackError(PackageError):
    """Larger than a pack can be."""

    def __init__(self, size: int) -> None:
        super().__init__(
            f"Paket pengaturan ini terlalu besar: {megabytes(size)}, batasnya "
            f"{megabytes(MAX_SIZE)}. Minta kantor memeriksa berkasnya."
        )


class DamagedSettingsPackError(PackageError):
    """Cut short, or changed after the office signed it."""

    text = (
        "Paket pengaturan ini rusak atau diubah sesudah dibuat kantor (tanda tangannya tidak "
        "cocok). Tidak ada yang diubah. Minta kantor mengirimnya lagi."
    )


class BadRowsError(PackageError):
    """Signed, but some rows cannot be used.

    Attributes:
        rows: One sentence for each.

    """

    def __init__(self, rows: Iterable[str]) -> None:
        self.rows = tuple(rows)
        listed = "\n".join(f"  {one}" for one in self.rows)
        super().__init__(
            f"Paket pengaturan ini tidak dipakai dan tidak ada yang diubah; {len(self.rows)} baris "
            f"bermasalah:\n{listed}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PackAbout:
    """What an office says of a pack.

    Attributes:
        number: Counts the packs of the office.
        issued_at: When, ISO 8601 in UTC.
        keys: What laptops encrypt to and what the pack is signed with.
        branches: Replicas the office writes under: their settings win.
        sample: Whether it is of a sample office.

    """

    pkg_id: bytes
    number: int
    issued_at: str
    office: str
    keys: OfficePublic
    branches: tuple[int, ...]
    schema: int
    app: str
    sample: bool = False


@dataclass(frozen=True)
class PackRow:
    """One row with all its changes."""

    table: str
    row_id: bytes
    changes: tuple[Record, ...]

    @cached_property
    def values(self) -> dict[str, Any]:
        """What the row shows: of each field the latest version, as merging decides it too."""
        shown: dict[str, Any] = {}
        for change in sorted(
            (one for one in self.changes if one[0] in {_CREATED, "U"}),
            key=lambda one: (one[3], one[1], one[2]),
        ):
            if change[0] == _CREATED:
                shown |= dict(zip(change[6], change[7], strict=True))
            else:
                shown[change[6]] = change[7]
        return shown


@dataclass(frozen=True, slots=True)
class SettingsPack:
    """A pack, read and checked."""

    about: PackAbout
    rows: tuple[PackRow, ...]
    sha512: bytes = b""

    @property
    def changes(self) -> tuple[Record, ...]:
        """Every change of every row."""
        return tuple(change for row in self.rows for change in row.changes)


def compose(about: PackAbout, rows: Iterable[PackRow], key: SigningKey) -> bytes:
    """Return the file of a pack.

    Raises:
        BadRowsError: When the office itself holds a row that laptops would refuse.

    """
    kept = tuple(rows)
    _must_be_usable(kept)
    content: dict[str, Any] = {
        "jenis": KIND,
        "format": FORMAT,
        "nomor": about.number,
        "terbit": about.issued_at,
        "kantor": {
            "nama": about.office,
            "kunci": about.keys.text,
            "cabang": list(about.branches),
        },
        "contoh": about.sample,
        "aplikasi": about.app,
        "skema": about.schema,
        "id": about.pkg_id.hex(),
        "baris": [
            {
                "tabel": row.table,
                "id": row.row_id.hex(),
                "perubahan": [_shown(change) for change in row.changes],
            }
            for row in kept
        ],
    }
    content["tanda_tangan"] = base64.b64encode(key.sign(_message(content))).decode()
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def is_pack(start: bytes) -> bool:
    """Tell by its first bytes whether a file is a settings pack."""
    return KIND.encode() in start[:_BEGINNING]


def parse(content: bytes) -> SettingsPack:
    """Return the pack a file holds: size, kind, version, signature, then every row.

    Whether its signer is the office of this laptop is for the caller to know.

    Raises:
        PackageError: With a sentence; `BadRowsError` names every row that cannot be used.

    """
    data = _opened(content)
    about = _about(data)
    try:
        signature = base64.b64decode(data["tanda_tangan"], validate=True)
        signing = about.keys.signing or b""
        Ed25519PublicKey.from_public_bytes(signing).verify(signature, _message(data))
    except (InvalidSignature, binascii.Error, KeyError, TypeError, ValueError) as error:
        raise DamagedSettingsPackError from error
    rows, problems = list[PackRow](), list[str]()
    for number, one in enumerate(data["baris"], 1):
        try:
            rows.append(_row(one))
        except (ValueError, TypeError, KeyError, MalformedPackageError):
            problems.append(f"Baris {number}: isinya tidak sesuai aturan paket")
            rows.append(PackRow("", b"", ()))
    _must_be_usable(rows, problems)
    return SettingsPack(about, tuple(rows), hashlib.sha512(content).digest())


def _opened(content: bytes) -> dict[str, Any]:
    if not content:
        raise EmptySettingsPackError
    if len(content) > MAX_SIZE:
        raise LargeSettingsPackError(len(content))
    if header.is_package(content) or not is_pack(content):
        raise NotASettingsPackError
    try:
        data = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
        _canonical(data).encode()  # half of a surrogate pair is no text
    except (ValueError, RecursionError) as error:
        raise DamagedSettingsPackError from error
    if not isinstance(data, dict) or data.get("jenis") != KIND:
        raise NotASettingsPackError
    if type(data.get("format")) is not int:
        raise DamagedSettingsPackError
    if data["format"] > FORMAT:
        raise NewerPackageError(data.get("aplikasi", ""))
    return data


def _refuse(text: str) -> None:
    raise ValueError(text)


def _about(data: Mapping[str, Any]) -> PackAbout:
    try:
        office = data["kantor"]
        about = PackAbout(
            pkg_id=bytes.fromhex(_text(data["id"], 32)),
            number=_number(data["nomor"], 1, 10**6),
            issued_at=datetime.fromisoformat(_text(data["terbit"], 40)).isoformat(),
            office=_text(office["nama"], 200),
            keys=OfficePublic.from_text(_text(office["kunci"], 300)),
            branches=tuple(_number(one, 1, (1 << 63) - 1) for one in office["cabang"]),
            schema=_number(data["skema"], 0, 10**6),
            app=_text(data["aplikasi"], 64),
            sample=data["contoh"] is True,
        )
        whole = len(about.pkg_id) == 16 and 0 < len(about.branches) <= _MAX_BRANCHES
        if not whole or not isinstance(data["baris"], list) or len(data["baris"]) > _MAX_ROWS:
            raise DamagedSettingsPackError
    except (ValueError, TypeError, KeyError, KeyTextError) as error:
        raise DamagedSettingsPackError from error
    return about


def _row(one: Mapping[str, Any]) -> PackRow:
    table, row_id = one["tabel"], _text(one["id"], 32)
    arrays: list[list[Any]] = []
    for number, change in enumerate(one["perubahan"]):
        arrays += _arrays(table, row_id, change, number)
    found = LineReader().records(arrays, _refuse_attachment)
    return PackRow(str(table), bytes.fromhex(row_id), tuple(found))


def _refuse_attachment(_: object) -> None:
    raise ValueError("a pack carries no attachments")


def _shown(change: Record) -> dict[str, Any]:
    """Return a change as the file shows it: names instead of places."""
    if change[0] == _SUPERSEDED:
        return {"op": "S", "nomor": list(change[1:3]), "induk": list(change[3:5])}
    shown: dict[str, Any] = {"op": change[0], "nomor": list(change[1:3]), "jam": change[3]}
    if change[0] == _CREATED:
        shown["isi"] = dict(zip(change[6], change[7], strict=True))
        who = change[8:11]
    else:
        shown |= {"kolom": change[6], "nilai": change[7]}
        if change[8] is not None:
            shown["induk"] = list(change[8:10])
        if change[10] is not None:
            shown["tahu"] = change[10]
        who = change[11:14]
    names = ("oleh", "skema", "alasan")
    shown |= {name: one for name, one in zip(names, who, strict=True) if one is not None}
    if who[0] is not None:
        shown["oleh"] = who[0].hex()
    return shown


def _arrays(table: str, row_id: str, change: Mapping[str, Any], number: int) -> list[list[Any]]:
    """Return the lines of a body that say the same, so that one reader checks both."""
    operation, (replica, seq) = change["op"], change["nomor"]
    if operation == _SUPERSEDED:
        return [["S", replica, seq, *change["induk"]]]
    who = [change.get("oleh"), change.get("skema"), change.get("alasan")]
    if operation == _CREATED:
        values = change["isi"]
        if type(values) is not dict:
            raise ValueError("not the fields of a row")
        announced = ["T", number, table, list(values)]
        return [
            announced,
            ["I", replica, seq, change["jam"], number, row_id, [*values.values()], *who],
        ]
    parent = change.get("induk") or [None, None]
    line = ["U" if operation == "U" else operation, replica, seq, change["jam"], table, row_id,
            change["kolom"], change["nilai"], *parent, change.get("tahu"), *who]  # fmt: skip
    return [line]


def _must_be_usable(rows: Iterable[PackRow], known: Iterable[str] = ()) -> None:
    problems = list(known)
    named = {one.partition(":")[0] for one in problems}
    for number, row in enumerate(rows, 1):
        if f"Baris {number}" in named:
            continue
        if row.table not in SETTINGS_TABLES:
            problems.append(f"Baris {number}: “{row.table[:40]}” bukan bagian paket pengaturan")
        elif not any(change[0] == _CREATED for change in row.changes):
            problems.append(f"Baris {number}: asal barisnya tidak ada di dalam paket")
        else:
            title = row_title(row.table, row.values)
            problems += [
                f"Baris {number}, {title}: {_small(text)}"
                for text in row_problems(row.table, row.values)
            ]
    if problems:
        raise BadRowsError(sorted(problems, key=_row_number))


def _row_number(problem: str) -> int:
    return int(problem.removeprefix("Baris ").replace(",", ":").partition(":")[0])


def _small(text: str) -> str:
    """Return a sentence as it goes on behind a colon; names in capitals stay."""
    return text[0].lower() + text[1:] if text[1:2].islower() else text


def _message(data: Mapping[str, Any]) -> bytes:
    content = {name: value for name, value in data.items() if name != "tanda_tangan"}
    return _SIGNED + hashlib.sha512(_canonical(content).encode()).digest()


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest or not value.isprintable():
        raise ValueError("not a short text")
    return value


def _number(value: object, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise ValueError("not a number")
    return value
