"""What every sample office and laptop has alike, as if the province had sent its settings.

Officials, settings, targets and packages, and two groups that all sample laptops share.
"""

from collections.abc import Iterator
from typing import Any, Final

from kube_desktop.db.types import canonical_json
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.settings import DEFAULT_PATTERN, Duty, SettingKey
from kube_desktop.services.sample import words
from kube_desktop.services.sample.changes import TableRow
from kube_desktop.services.sample.plan import Inventor, Mentor

SHARED_GROUPS: Final = 2
_YEARS: Final = (2024, 2025, 2026)
_INSTITUTION: Final = "Dinas Sosial Provinsi Kalimantan Timur"
_OFFICIALS: Final = (
    (Duty.COMMITMENT, "Contoh Pejabat, S.Sos., M.Si.", "197001011995039001",
     "Pejabat Pembuat Komitmen", "Pembina (IV/a)"),
    (Duty.DIVISION, "Contoh Kabid, S.H.", "197503122000039002",
     "Kepala Bidang Penanganan Fakir Miskin", "Pembina (IV/a)"),
    (Duty.HEAD, "Contoh Kepala, M.A.P.", "196812051993039003", "Kepala Dinas Sosial",
     "Pembina Utama Muda (IV/c)"),
    (Duty.TREASURER, "Contoh Bendahara, S.E.", "198206172008049004", "Bendahara Pengeluaran",
     "Penata (III/c)"),
)  # fmt: skip
_LETTERHEAD: Final = {
    "government": "PEMERINTAH PROVINSI KALIMANTAN TIMUR",
    "office": "DINAS SOSIAL",
    "address": "Jalan Contoh No. 1, Samarinda 75000",
    "contact": "Telepon (0541) 000000 · Laman dinsos.contoh.example",
}
SINGLE_DECREE: Final = "460/218/DINSOS/2026"
"""Number of the SK of people who get aid of their own."""
DECREED_ON: Final = "2026-02-10"
_DECREE: Final = {
    "issuer": "Kepala Dinas Sosial Provinsi Kalimantan Timur",
    "about": "Penerima Bantuan Kelompok Usaha Bersama Tahun Anggaran {tahun}",
}
_RECITALS: Final = (
    "Undang-Undang Nomor 13 Tahun 2011 tentang Penanganan Fakir Miskin",
    (
        "Peraturan Menteri Sosial Nomor 2 Tahun 2019 tentang Bantuan Sosial Usaha Ekonomi "
        "Produktif kepada Kelompok Usaha Bersama untuk Penanganan Fakir Miskin"
    ),
)


def starter_rows(inventor: Inventor) -> Iterator[TableRow]:
    """Yield the rows that all sample installations have alike, in a fixed order."""
    mentor = Mentor(inventor.new_id(), "Dinas Sosial (contoh)", "")
    yield "mentors", {
        "id": mentor.id.bytes, "name": mentor.name, "mentor_kind": "ASN", "regency_code": "",
    }  # fmt: skip
    first: dict[str, Any] = {}
    for duty, name, nip, position, rank in _OFFICIALS:
        official = {
            "id": inventor.new_id().bytes, "name": name, "nip": nip, "rank": rank,
            "position": position, "institution": _INSTITUTION, "address": _LETTERHEAD["address"],
            "duty": duty.value, "appointment": "definitif", "valid_from": "2024-01-01",
        }  # fmt: skip
        first = first or official
        yield "officials", official
    yield from _settings(inventor)
    for year in _YEARS:
        for code in REGENCIES:
            yield "targets", {
                "id": inventor.new_id().bytes, "year": year, "regency_code": code,
                "scheme": "KUBE", "count": 20, "budget": 20 * 20_000_000,
            }  # fmt: skip
    for kind, business, goods in words.BUSINESSES:
        yield "goods_packages", {
            "id": inventor.new_id().bytes, "name": f"Paket {business.lower()}",
            "business_type": kind, "items": canonical_json(_package(goods)),
        }  # fmt: skip
    for number in range(SHARED_GROUPS):
        regency = words.REGENCY_WEIGHTS[number][0]
        yield from inventor.group(regency, 900 + number, mentor, official_facts(first))


def official_facts(official: dict[str, Any]) -> dict[str, Any]:
    """Return what handovers need to know of the official who signs."""
    snapshot = {
        "name": official["name"], "title": official["position"], "number": official["nip"],
        "institution": official["institution"], "address": official["address"],
        "rank": official["rank"],
    }  # fmt: skip
    return {
        "id": official["id"],
        "snapshot": canonical_json(snapshot),
        "recitals": canonical_json(list(_RECITALS)),
        "letterhead": canonical_json(_LETTERHEAD),
        "decree": _decree("460/217/DINSOS/2026", "Kelompok Usaha Bersama"),
        "single_decree": _decree(SINGLE_DECREE, "Usaha Ekonomi Produktif"),
    }


def _settings(inventor: Inventor) -> Iterator[TableRow]:
    values = {
        SettingKey.LETTERHEAD: _LETTERHEAD,
        SettingKey.DECREE: _DECREE,
        SettingKey.RECITALS: list(_RECITALS),
        SettingKey.CEILINGS: {"KUBE": 20_000_000, "UEP": 5_000_000},
        SettingKey.NUMBER_PATTERN: DEFAULT_PATTERN,
        SettingKey.MEMBERS: 5,
        SettingKey.COPIES: 3,
    }
    for key, value in values.items():
        yield "office_settings", {
            "id": inventor.new_id().bytes, "key": key.value, "valid_from": "2024-01-01",
            "value": canonical_json(value),
        }  # fmt: skip


def _package(goods: tuple[tuple[str, int, str, int], ...]) -> list[dict[str, Any]]:
    return [
        {"name": name, "quantity_milli": quantity * 1000, "unit": unit, "unit_price": price}
        for name, quantity, unit, price in goods
    ]


def _decree(number: str, aid: str) -> str:
    return canonical_json(
        {
            "number": number,
            "issued_on": DECREED_ON,
            "issuer": _DECREE["issuer"],
            "about": f"Penerima Bantuan {aid} Tahun Anggaran 2026",
        }
    )
