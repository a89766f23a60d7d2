"""Checking what the office sets, the same for a form of the window and for a row of a pack."""

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from kube_desktop.domain.aid import GoodsItem, Scheme
from kube_desktop.domain.checks import Problem, too_long
from kube_desktop.domain.groups import BUSINESS_TYPES
from kube_desktop.domain.papers import PaperKind
from kube_desktop.domain.plain import from_plain
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.settings import (
    LetterheadDraft,
    SettingKey,
    check_letterhead,
    document_number,
    logo_bytes,
)
from kube_desktop.domain.values import MAX_RUPIAH, storable, tidy_name

MOST_TARGET: Final = 10_000
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100
USUAL_TARGET: Final = 20
"""Groups a regency is to reach in a year (domain.md 1.1)."""
YEAR_TARGET: Final = 200
PERIOD_TARGET: Final = 600
PERIOD: Final = (2024, 2025, 2026)
"""The years whose targets add up to `PERIOD_TARGET`."""
MOST_LOGO: Final = 200 * 1024
MOST_LOGO_SIDE: Final = 2000
_MOST_RECITALS: Final = 30
_MOST_TEXT: Final = 500
_MOST_ITEMS: Final = 200

NUMBERED_PAPERS: Final = (
    PaperKind.RECEIPT, PaperKind.VERIFICATION, PaperKind.REPLACEMENT, PaperKind.TAKEOVER,
    PaperKind.CANCELLATION, PaperKind.COVER_LETTER, PaperKind.MERGE_MINUTES,
)  # fmt: skip
"""Papers besides the BAST that bear a number; its running part comes from the agenda book."""

SETTING_LABELS: Final = {
    SettingKey.LETTERHEAD: "Kop surat",
    SettingKey.LOGO: "Logo kop surat",
    SettingKey.DECREE: "SK penetapan penerima",
    SettingKey.RECITALS: "Dasar hukum",
    SettingKey.CEILINGS: "Batas bantuan",
    SettingKey.NUMBER_PATTERN: "Pola nomor BAST",
    SettingKey.NUMBER_PATTERNS: "Pola nomor kertas lain",
    SettingKey.MEMBERS: "Jumlah anggota",
    SettingKey.COPIES: "Rangkap BAST",
    SettingKey.PAPER_COPIES: "Rangkap kertas lain",
    SettingKey.REPORT_DUE_DAY: "Batas tanggal lapor",
}
"""How each setting is called."""


def check_value(key: SettingKey, value: Any) -> tuple[Problem, ...]:  # noqa: ANN401  JSON
    """Return every problem of the value of a setting; the fields are those of its form."""
    return tuple(_CHECKS[key](value))


def _kind(expected: str) -> list[Problem]:
    return [Problem("value", f"Isinya harus {expected}")]


def _letterhead(value: object) -> list[Problem]:
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        return _kind("baris-baris kop surat")
    return list(check_letterhead(from_plain(LetterheadDraft, value)))


def _logo(value: object) -> list[Problem]:
    if value == {}:
        return []
    content = logo_bytes(value)
    return [Problem("logo", "Gambar logo tidak dapat dibaca")] if not content else check_logo(
        content
    )  # fmt: skip


def check_logo(content: bytes) -> list[Problem]:
    """Return every problem of the picture of a letterhead, judged by its first bytes."""
    if len(content) > MOST_LOGO:
        text = f"Gambar logo paling besar {MOST_LOGO // 1024} KB; ini {len(content) // 1024} KB"
        return [Problem("logo", text)]
    size = _png_size(content) or _jpeg_size(content)
    if size is None:
        return [Problem("logo", "Logo harus gambar PNG atau JPEG")]
    if not all(1 <= side <= MOST_LOGO_SIDE for side in size):
        text = f"Gambar logo paling besar {MOST_LOGO_SIDE} × {MOST_LOGO_SIDE} titik"
        return [Problem("logo", text)]
    return []


def _png_size(content: bytes) -> tuple[int, int] | None:
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or content[12:16] != b"IHDR":
        return None
    found: tuple[int, int] | None = None
    if len(content) >= 24:
        found = struct.unpack(">II", content[16:24])
    return found


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    if not content.startswith(b"\xff\xd8"):
        return None
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        mark, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4], "big")
        if 0xC0 <= mark <= 0xCF and mark not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        place += 2 + max(length, 2)
    return None


def _decree(value: object) -> list[Problem]:
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        return _kind("penerbit dan perihal SK")
    return [
        Problem(name, f"{label} paling panjang {_MOST_TEXT} huruf")
        for name, label in (("issuer", "Penerbit SK"), ("about", "Perihal SK"))
        if len(value.get(name, "")) > _MOST_TEXT
    ]


def _recitals(value: object) -> list[Problem]:
    if isinstance(value, list):
        value = {Scheme.GROUP.value: value}
    if not isinstance(value, dict):
        return _kind("daftar dasar hukum")
    problems = []
    for name, lines in value.items():
        if name not in set(Scheme) or not isinstance(lines, list):
            return _kind("daftar dasar hukum untuk KUBE dan UEP")
        problems += _recital_lines(name, lines)
    return problems


def _recital_lines(scheme: str, lines: list[Any]) -> list[Problem]:
    if len(lines) > _MOST_RECITALS:
        return [Problem(scheme, f"Dasar hukum {scheme} paling banyak {_MOST_RECITALS} baris")]
    for number, line in enumerate(lines, 1):
        if not isinstance(line, str) or not line.strip():
            return [Problem(scheme, f"Dasar hukum {scheme} baris {number} kosong")]
        if len(line) > _MOST_TEXT:
            text = f"Dasar hukum {scheme} baris {number} paling panjang {_MOST_TEXT} huruf"
            return [Problem(scheme, text)]
    return []


def _ceilings(value: object) -> list[Problem]:
    if not isinstance(value, dict) or not set(value) <= set(Scheme):
        return _kind("batas rupiah untuk KUBE dan UEP")
    return [
        Problem(scheme.value, f"Batas bantuan {scheme.value} harus Rp1 sampai Rp10.000.000.000")
        for scheme in Scheme
        if not _whole(value.get(scheme.value), 1, 10**10)
    ]


def _pattern(value: object) -> list[Problem]:
    if not isinstance(value, str):
        return _kind("satu pola nomor")
    return pattern_problems("value", value)


def pattern_problems(field: str, pattern: str) -> list[Problem]:
    """Return every problem of a number pattern."""
    if len(pattern) > 100:
        return [Problem(field, "Pola nomor paling panjang 100 huruf")]
    try:
        made = document_number(pattern, 1, "64.02", date(2026, 1, 1))
    except ValueError:
        text = (
            "Pola nomor harus memuat {urut} tepat satu kali, dan hanya {wilayah}, {bulan}, "
            "{bulan_romawi}, {tahun} di samping itu"
        )
        return [Problem(field, text)]
    if not made.isprintable():
        return [Problem(field, "Pola nomor memuat tanda yang tidak dapat dicetak")]
    return []


def _patterns(value: object) -> list[Problem]:
    known = {kind.value for kind in NUMBERED_PAPERS}
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        return _kind("pola nomor menurut jenis kertas")
    problems = [
        Problem(kind, f"Kertas “{kind}” tidak dikenal atau tidak bernomor")
        for kind in value
        if kind not in known
    ]
    return problems + [
        problem for kind, one in value.items() if one for problem in pattern_problems(kind, one)
    ]


def _members(value: object) -> list[Problem]:
    return [] if _whole(value, 1, 100) else [
        Problem("value", "Jumlah anggota harus 1 sampai 100")
    ]  # fmt: skip


def _copies(value: object) -> list[Problem]:
    return [] if _whole(value, 1, 20) else [Problem("value", "Rangkap harus 1 sampai 20")]


def _due_day(value: object) -> list[Problem]:
    return [] if _whole(value, 1, 28) else [
        Problem("value", "Batas tanggal lapor harus tanggal 1 sampai 28")
    ]  # fmt: skip


def _paper_copies(value: object) -> list[Problem]:
    if not isinstance(value, dict):
        return _kind("rangkap menurut jenis kertas")
    return [
        Problem(str(kind), f"Rangkap “{kind}” harus 1 sampai 20, untuk kertas yang dikenal")
        for kind, copies in value.items()
        if kind not in set(PaperKind) or not _whole(copies, 1, 20)
    ]


_CHECKS: Final[Mapping[SettingKey, Callable[[Any], list[Problem]]]] = {
    SettingKey.LETTERHEAD: _letterhead,
    SettingKey.LOGO: _logo,
    SettingKey.DECREE: _decree,
    SettingKey.RECITALS: _recitals,
    SettingKey.CEILINGS: _ceilings,
    SettingKey.NUMBER_PATTERN: _pattern,
    SettingKey.NUMBER_PATTERNS: _patterns,
    SettingKey.MEMBERS: _members,
    SettingKey.COPIES: _copies,
    SettingKey.PAPER_COPIES: _paper_copies,
    SettingKey.REPORT_DUE_DAY: _due_day,
}


def _whole(value: object, least: int, most: int) -> bool:
    return type(value) is int and least <= value <= most


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetDraft:
    """What a regency is to reach in a year."""

    year: int
    regency_code: str
    scheme: str
    count: int
    budget: int | None = None


def check_target(draft: TargetDraft) -> tuple[Problem, ...]:
    """Return every problem of a target."""
    problems = []
    if not _whole(draft.year, FIRST_YEAR, LAST_YEAR):
        problems.append(Problem("year", f"tahun harus {FIRST_YEAR}–{LAST_YEAR}"))
    if draft.regency_code not in REGENCIES:
        problems.append(Problem("regency_code", "kabupaten/kota tidak dikenal"))
    if draft.scheme not in set(Scheme):
        problems.append(Problem("scheme", "skema harus KUBE atau UEP"))
    if not _whole(draft.count, 0, MOST_TARGET):
        problems.append(Problem("count", "jumlah harus 0–10.000"))
    if draft.budget is not None and not _whole(draft.budget, 0, MAX_RUPIAH):
        problems.append(Problem("budget", "anggaran harus Rp0 atau lebih"))
    return tuple(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsPackageDraft:
    """A usual set of goods as the office edits it."""

    name: str = ""
    business_type: str = ""
    items: tuple[GoodsItem, ...] = ()

    def tidied(self) -> "GoodsPackageDraft":
        """Return this draft in its stored form, without blank rows."""
        kept = storable(self)
        return GoodsPackageDraft(
            name=tidy_name(kept.name),
            business_type=kept.business_type.strip(),
            items=tuple(one for one in kept.items if not one.is_blank),
        )


def check_goods_package(draft: GoodsPackageDraft) -> tuple[Problem, ...]:
    """Return every problem of a package of goods; prices may stay open."""
    problems = []
    if len(draft.name) < 2:
        problems.append(Problem("name", "Isi nama paket barang"))
    if draft.business_type and draft.business_type not in BUSINESS_TYPES:
        problems.append(Problem("business_type", "Jenis usaha paket ini tidak dikenal"))
    if not draft.items:
        problems.append(Problem("items", "Isi paling sedikit satu barang"))
    if len(draft.items) > _MOST_ITEMS:
        problems.append(Problem("items", f"Barang dalam paket paling banyak {_MOST_ITEMS} baris"))
    for number, item in enumerate(draft.items[:_MOST_ITEMS]):
        problems += _item_problems(number, item)
    return (*problems, *too_long(draft, {"name": 100}, {"name": "Nama paket"}))


def _item_problems(number: int, item: GoodsItem) -> list[Problem]:
    at, shown = f"items[{number}].", f"Barang {number + 1}"
    problems = []
    if not item.name.strip():
        problems.append(Problem(at + "name", f"{shown} belum bernama"))
    if not _whole(item.quantity_milli, 1, 10**9):
        problems.append(Problem(at + "quantity_milli", f"{shown}: isi jumlahnya, lebih dari 0"))
    if item.unit_price is not None and not _whole(item.unit_price, 0, MAX_RUPIAH):
        problems.append(Problem(at + "unit_price", f"{shown}: harga harus Rp0 atau lebih"))
    limits = {"name": 200, "specification": 500, "unit": 30, "condition": 50}
    labels = {
        "name": f"{shown}: nama", "specification": f"{shown}: spesifikasi",
        "unit": f"{shown}: satuan", "condition": f"{shown}: kondisi",
    }  # fmt: skip
    return [*problems, *too_long(item, limits, labels, at)]


def check_start(day: date, today: date, *, may_be_past: bool = False) -> tuple[Problem, ...]:
    """Return the problem of the day from which a setting holds: papers made before keep theirs."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return (Problem("valid_from", f"Tahun berlaku harus {FIRST_YEAR}–{LAST_YEAR}"),)
    if day < today and not may_be_past:
        text = "Berlaku paling awal hari ini, agar kertas yang sudah dibuat tidak berubah"
        return (Problem("valid_from", text),)
    return ()
