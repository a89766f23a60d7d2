"""What is behind the numbers of a preview: which records, and what they would show instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MOST_LISTED: Final = 1000
"""Rows a list holds at most; the number above it counts all."""


class ListName(StrEnum):
    """Which number a list is behind; the value says it in words."""

    NEW = "baru"
    CHANGED = "diubah"
    PARALLEL = "sejajar"
    OPENED = "perlu diputuskan"
    LOST = "hilang"
    VANISHED = "tidak ada lagi"
    BACK = "kembali ke isi lain"
    WAITING = "isian menunggu catatannya"
    GROUNDLESS = "putusan tanpa dasarnya"
    SETTLED = "tidak perlu diputuskan lagi"


EMPTY_WORDS: Final[Mapping[ListName, str]] = {
    ListName.NEW: "Tidak ada catatan baru.",
    ListName.CHANGED: "Tidak ada catatan yang berubah.",
    ListName.PARALLEL: "Tidak ada catatan yang diubah dua pihak.",
    ListName.OPENED: "Tidak ada yang perlu diputuskan.",
    ListName.LOST: (
        "Tidak ada yang hilang. Nilai yang tidak ditampilkan tetap ada di Riwayat catatannya."
    ),
    ListName.VANISHED: "Tidak ada catatan yang hanya dibawa berkas ini.",
    ListName.BACK: "Tidak ada catatan yang berubah isinya.",
    ListName.WAITING: "Tidak ada isian lain pada catatan yang hilang.",
    ListName.GROUNDLESS: "Tidak ada putusan tentang isi berkas ini.",
    ListName.SETTLED: "Tidak ada perbedaan yang hilang karenanya.",
}
"""What is said where a list is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldShift:
    """One field that would show something else, in words.

    Attributes:
        who: Who wrote what it would show, and when; empty when nobody did.

    """

    label: str
    old: str
    new: str
    who: str = ""

    @property
    def words(self) -> str:
        """In one line: `Nomor HP: 0812 → 0813 (Rina Wulandari, 4 Nov 2026)`."""
        by = f" ({self.who})" if self.who else ""
        return f"{self.label}: {self.old} → {self.new}{by}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeseenRow:
    """One record of a list.

    Attributes:
        kind: What it is: `Anggota`.
        title: Its name or number.
        where: Group, village and regency as far as known.
        remark: A sentence where the fields alone do not say it.
        shifts: Fields that would show something else.

    """

    kind: str
    title: str
    where: str = ""
    remark: str = ""
    shifts: tuple[FieldShift, ...] = ()

    @property
    def words(self) -> str:
        """What happens to it, in one line."""
        return self.remark or " · ".join(one.words for one in self.shifts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeseenList:
    """The records behind one number; at most the first thousand of `total`."""

    name: ListName
    total: int
    rows: tuple[ForeseenRow, ...] = ()

    @property
    def words(self) -> str:
        """What stands under the title: how many are shown, or why there is nothing."""
        if not self.total:
            return EMPTY_WORDS[self.name]
        if self.total > len(self.rows):
            return f"{len(self.rows)} yang pertama dari {self.total}."
        return ""


def time_left(seconds: float) -> str:
    """Return how long work still takes: `sisa sekitar 3 menit`."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return "sisa kurang dari 1 menit"
    if minutes < _HOUR:
        return f"sisa sekitar {minutes} menit"
    hours, rest = divmod(minutes, _HOUR)
    return f"sisa sekitar {hours} jam" + (f" {rest} menit" if rest else "")


_HOUR: Final = 60
