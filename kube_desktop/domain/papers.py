"""Which papers there are, on which sheets, and one paper as it was made."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class PaperKind(StrEnum):
    """Which paper."""

    BAST = "bast"
    RECEIPT = "kuitansi"
    VISIT_REPORT = "kunjungan"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            PaperKind.BAST: "BAST",
            PaperKind.RECEIPT: "Tanda terima",
            PaperKind.VISIT_REPORT: "Laporan kunjungan",
        }[self]


class PaperSize(StrEnum):
    """Which sheet; every paper is laid out for both (domain.md 3.0)."""

    A4 = "A4"
    F4 = "F4"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return "A4 (210 × 297 mm)" if self is PaperSize.A4 else "F4 / Folio (215 × 330 mm)"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePaper:
    """One paper as PDF.

    Attributes:
        title: What it is, for the head of the print page.
        filename: Plain name for a flash disk or a copy shop.

    """

    kind: PaperKind
    record_id: UUID | None
    title: str
    filename: str
    size: PaperSize
    pdf: bytes
