"""Regions of Kalimantan Timur and the names people use for them."""

from dataclasses import dataclass
from typing import Final

PROVINCE_CODE: Final = "64"
REGENCIES: Final = {
    "64.01": "Paser",
    "64.02": "Kutai Kartanegara",
    "64.03": "Berau",
    "64.07": "Kutai Barat",
    "64.08": "Kutai Timur",
    "64.09": "Penajam Paser Utara",
    "64.11": "Mahakam Ulu",
    "64.71": "Balikpapan",
    "64.72": "Samarinda",
    "64.74": "Bontang",
}
"""Kabupaten and kota by Kemendagri code (domain.md 4.1)."""

ALIASES: Final = {
    "kubar": "64.07", "kukar": "64.02", "kutim": "64.08", "ppu": "64.09", "bpp": "64.71",
    "smd": "64.72", "mahulu": "64.11", "mahakam hulu": "64.11", "pasir": "64.01",
    "kutai kertanegara": "64.02",
}  # fmt: skip
"""Abbreviations and old spellings people type (domain.md 4.4)."""

HISTORICAL_NIK_REGIONS: Final = frozenset({"64.04", "64.05", "64.06", "64.10", "64.73"})
"""Kalimantan Utara before 2012: real in old NIKs, absent from today's list (domain.md 2.4)."""

PROVINCE_CODES: Final = frozenset(
    f"{code:02d}"
    for code in (*range(11, 20), 21, *range(31, 37), 51, 52, 53, *range(61, 66), *range(71, 77),
                 81, 82, *range(91, 97))
)  # fmt: skip
"""Province codes that may start a NIK (Kemendagri)."""

EXPECTED_COUNTS: Final = {"regency": 10, "district": 105, "village": 1038}
"""How many regions the list must hold; checked after loading (domain.md 8.5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VillagePath:
    """A village with the regions it lies in; names repeat, so all of them are always shown.

    Attributes:
        code: Kemendagri code, as `64.07.05.2001`.
        kind: `Desa` or `Kelurahan`.

    """

    code: str
    village: str
    kind: str
    district: str
    regency: str

    @property
    def term(self) -> str:
        """The word used there: villages of Berau, Kubar and Mahulu are called kampung."""
        if self.kind == "Desa" and self.code[:5] in {"64.03", "64.07", "64.11"}:
            return "Kampung"
        return self.kind

    @property
    def head_title(self) -> str:
        """Title of the village head who signs *Mengetahui*."""
        return {"Kelurahan": "Lurah", "Kampung": "Petinggi Kampung"}.get(self.term, "Kepala Desa")

    @property
    def short(self) -> str:
        """Village and district, for lists: Melak Ulu, Melak."""
        return f"{self.village}, {self.district}"

    @property
    def regency_short(self) -> str:
        """Regency without its kind: Kutai Barat."""
        return self.regency.removeprefix("Kabupaten ").removeprefix("Kota ")

    @property
    def full(self) -> str:
        """All of it, for papers: Kampung Melak Ulu, Kecamatan Melak, Kabupaten Kutai Barat."""
        return f"{self.term} {self.village}, Kecamatan {self.district}, {self.regency}"
