"""Everything a paper says, as plain facts: to hash it, keep it, and tell how two papers differ."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Final
from uuid import UUID

from kube_desktop.domain.labels import field_label, shown_value
from kube_desktop.domain.proof import Facts
from kube_desktop.domain.values import mask_nik

_NOT_CONTENT: Final = frozenset({"imprint", "columns", "bars", "nothing"})
"""The small print, and how reports look: their charts show what their tables say."""
_NUMBERS: Final = ("number", "bast_number")
_DAYS: Final = ("handed_over_on", "signed_on", "visited_on", "issued_on", "made_on", "evaluated_on",
                 "cancelled_on")  # fmt: skip
_TOTALS: Final = ("total", "amount")
_PARTS: Final[Mapping[str, str]] = {
    "lines": "Barang", "goods": "Barang", "members": "Anggota", "attendees": "Hadir",
    "witnesses": "Saksi", "photos": "Foto", "topics": "Materi", "recitals": "Dasar",
    "statements": "Pernyataan", "first_party": "Pihak pertama", "second_party": "Pihak kedua",
    "handed_over_by": "Petugas", "acknowledged_by": "Mengetahui", "receiver": "Penerima",
    "giver": "Pemberi", "letterhead": "Kop", "decree": "SK", "mentor": "Pendamping",
    "treasurer": "Bendahara", "approved_by": "Setuju dibayar", "paid_by": "Lunas dibayar",
    "co_receiver": "Penerima kedua", "group_signer": "Penanda tangan", "details": "Rincian",
    "contact_lines": "Alamat", "sections": "Bagian", "table": "Tabel", "rows": "Baris",
    "paragraphs": "Kalimat", "facts": "Keterangan", "figures": "Angka", "visits": "Kunjungan",
    "plans": "Rencana", "mentor_facts": "Pendamping", "handovers": "Serah terima",
    "assets": "Barang", "evaluations": "Evaluasi", "trend": "Usaha", "others": "Lainnya",
    "signer": "Penanda tangan",
}  # fmt: skip
_FIELDS: Final[Mapping[str, str]] = {
    "number": "Nomor", "position": "Jabatan", "nip": "NIP", "rank": "Pangkat", "copies": "Rangkap",
    "recipient_name": "Penerima", "handed_over_at": "Tempat", "signed_at": "Tempat tanda tangan",
    "signed_on": "Tanggal", "money_amount": "Jumlah uang", "fiscal_year": "Tahun anggaran",
    "purpose": "Untuk", "received_from": "Diterima dari", "group_name": "Kelompok",
    "image": "Gambar", "bast_date": "Tanggal BAST", "correction": "Perbaikan", "agency": "Instansi",
    "government": "Pemerintah", "office": "Kantor", "issuer": "Penerbit", "about": "Tentang",
    "location": "Lokasi", "label": "Uraian", "solutions": "Upaya", "due_on": "Batas waktu",
    "sex": "L/P", "portion": "Bagian", "activities": "Kegiatan", "kind": "Jenis", "title": "Judul",
    "subtitle": "Cakupan", "heading": "Judul", "following": "Bulan berikutnya", "as_of": "Keadaan",
    "handed_over": "Bantuan diterima", "progress": "Progres", "when": "Rencana", "day": "Tanggal",
    "left_out_photos": "Foto lain", "reached": "Kelas", "seen_on": "Diperiksa", "age": "Umur",
    "eligibility": "Kelayakan", "quantity": "Jumlah", "value": "Isi",
}  # fmt: skip
_MONEY: Final = frozenset({"money_amount"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a paper says otherwise than the database, in words."""

    label: str
    paper: str
    database: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The few facts of a paper that its code names in clear."""

    number: str | None
    day: date | None
    total: int | None
    count: int | None


def facts_of(content: object) -> dict[str, str | int | None]:
    """Return everything a content says, by place.

    What has its usual value is left out, so that a paper made before a field existed says the same.
    """
    facts: dict[str, str | int | None] = {}
    _walk("", content, facts)
    return facts


def summary_of(content: object) -> Summary:
    """Return number, day, total and count of goods of any content, as far as it has them."""

    def first(names: Iterable[str], kind: type) -> object:
        values = (getattr(content, name, None) for name in names)
        return next((one for one in values if isinstance(one, kind)), None)

    others = (field.name for field in fields(content)) if is_dataclass(content) else ()
    number, total = first(_NUMBERS, str), first(_TOTALS, int)
    day = first((*_DAYS, *others), date)
    lines = getattr(content, "lines", None)
    return Summary(
        number=number if isinstance(number, str) else None,
        day=day if isinstance(day, date) else None,
        total=total if isinstance(total, int) else None,
        count=len(lines) if isinstance(lines, tuple) else None,
    )


def _walk(place: str, value: object, facts: dict[str, str | int | None]) -> None:
    if value is None or value == "":
        return
    kind: Any = type(value)
    if isinstance(value, str):  # the most by far; an enumeration of words is one too
        facts[place] = str(value)
    elif (parts := _parts_of(kind)) is not None:
        before = f"{place}." if place else ""
        for name, usual in parts:
            part = getattr(value, name)
            if usual is MISSING or part != usual:
                _walk(before + name, part, facts)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            _walk(f"{place}.{key}", part, facts)
    elif isinstance(value, tuple | list | frozenset):
        for number, part in enumerate(value):
            _walk(f"{place}.{number}", part, facts)
    else:
        facts[place] = _plain(value)


@cache
def _parts_of(kind: Any) -> tuple[tuple[str, Any], ...] | None:  # noqa: ANN401  any class
    """Return the fields of a dataclass that are content, with their usual values."""
    if not is_dataclass(kind):
        return None
    return tuple((one.name, one.default) for one in fields(kind) if one.name not in _NOT_CONTENT)


def _plain(value: object) -> str | int:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()[:32]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if not isinstance(value, UUID) else value.hex


def differences(paper: Facts, database: Facts) -> tuple[Difference, ...]:
    """Return in words where a paper and the database differ.

    Photos that were added after the paper was made are no difference: they are not on it.
    """
    places = [place for place in dict.fromkeys((*paper, *database))
              if paper.get(place) != database.get(place)
              and not (place.startswith("photos.") and place not in paper)]  # fmt: skip
    return tuple(
        Difference(
            label=_label(place),
            paper=_shown(place, paper.get(place)),
            database=_shown(place, database.get(place)),
        )
        for place in places
    )


def _label(place: str) -> str:
    words = []
    *parts, last = place.split(".")
    for part in parts:
        if part.isdigit():
            words.append(str(int(part) + 1))
        else:
            words.append(_PARTS.get(part, field_label(part)))
    if last.isdigit():
        words.append(str(int(last) + 1))
        return " ".join(words)
    label = _FIELDS.get(last, field_label(last))
    if not words:
        return label
    return f"{' '.join(words)} · {label.lower() if label[1:].islower() else label}"


def _shown(place: str, value: str | int | None) -> str:
    name = place.rpartition(".")[2]
    if value is None:
        return "(kosong)"
    if name == "nik":
        return mask_nik(str(value).replace(" ", ""))
    if name == "image":
        return f"gambar {str(value)[:6]}"
    return shown_value("amount" if name in _MONEY else name, value)
