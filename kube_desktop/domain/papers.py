"""Which papers there are, on which sheets, and one paper as it was made."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid5

from kube_desktop.domain.proof import Facts


class About(StrEnum):
    """What the subject of a paper is; where a record is shown, its papers are offered."""

    HANDOVER = "handover"
    VISIT = "visit"
    GROUP = "group"
    MEMBER = "member"
    PERIOD = "period"
    OTHER = "other"


class PaperKind(StrEnum):
    """Which paper."""

    BAST = "bast"
    RECEIPT = "kuitansi"
    RECEIPT_LIST = "daftar-terima"
    PLEDGE = "pernyataan"
    VERIFICATION = "verifikasi"
    REPLACEMENT = "penggantian"
    TAKEOVER = "serah-pendampingan"
    COVER_LETTER = "pengantar"
    MERGE_MINUTES = "penggabungan"
    VISIT_REPORT = "kunjungan"
    MONTH_REPORT = "bulanan"
    CANCELLATION = "pembatalan"
    GROUP_PROFILE = "profil"
    EVALUATION = "evaluasi"
    BLANK_EVALUATION = "evaluasi-kosong"
    VISIT_FORM = "formulir-kunjungan"
    MEMBER_FORM = "formulir-anggota"
    RECAP = "rekap"
    GROUP_LIST = "daftar-kube"
    QUARTER_REPORT = "triwulan"
    YEAR_REPORT = "tahunan"

    @property
    def is_of_handover(self) -> bool:
        """Whether its subject is a handover of aid."""
        return self.about is About.HANDOVER

    @property
    def is_blank(self) -> bool:
        """Whether it is a form for the pen, which states nothing that could be proved."""
        return self in {
            PaperKind.BLANK_EVALUATION, PaperKind.VISIT_FORM, PaperKind.MEMBER_FORM
        }  # fmt: skip

    @property
    def about(self) -> About:
        """What its subject is; kinds that no record offers are about something else."""
        return _ABOUT.get(self, About.OTHER)

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            PaperKind.BAST: "BAST",
            PaperKind.RECEIPT: "Tanda terima",
            PaperKind.RECEIPT_LIST: "Daftar tanda terima",
            PaperKind.PLEDGE: "Pernyataan kesanggupan",
            PaperKind.VERIFICATION: "Berita acara verifikasi",
            PaperKind.REPLACEMENT: "Berita acara penggantian anggota",
            PaperKind.TAKEOVER: "Berita acara serah terima pendampingan",
            PaperKind.COVER_LETTER: "Surat pengantar",
            PaperKind.MERGE_MINUTES: "Berita acara penggabungan data",
            PaperKind.VISIT_REPORT: "Laporan kunjungan",
            PaperKind.MONTH_REPORT: "Laporan bulanan",
            PaperKind.CANCELLATION: "Berita acara pembatalan",
            PaperKind.GROUP_PROFILE: "Profil KUBE",
            PaperKind.EVALUATION: "Evaluasi",
            PaperKind.BLANK_EVALUATION: "Formulir evaluasi",
            PaperKind.VISIT_FORM: "Formulir kunjungan",
            PaperKind.MEMBER_FORM: "Formulir anggota",
            PaperKind.RECAP: "Rekap kabupaten/kota",
            PaperKind.GROUP_LIST: "Daftar KUBE",
            PaperKind.QUARTER_REPORT: "Laporan triwulan",
            PaperKind.YEAR_REPORT: "Laporan tahunan",
        }[self]


_ABOUT: Final = {
    PaperKind.BAST: About.HANDOVER,
    PaperKind.RECEIPT: About.HANDOVER,
    PaperKind.RECEIPT_LIST: About.HANDOVER,
    PaperKind.PLEDGE: About.HANDOVER,
    PaperKind.VISIT_REPORT: About.VISIT,
    PaperKind.MONTH_REPORT: About.PERIOD,
    PaperKind.GROUP_PROFILE: About.GROUP,
    PaperKind.EVALUATION: About.OTHER,
    PaperKind.BLANK_EVALUATION: About.GROUP,
    PaperKind.VISIT_FORM: About.GROUP,
    PaperKind.MEMBER_FORM: About.GROUP,
    PaperKind.RECAP: About.PERIOD,
    PaperKind.GROUP_LIST: About.PERIOD,
    PaperKind.QUARTER_REPORT: About.PERIOD,
    PaperKind.YEAR_REPORT: About.PERIOD,
}

_SCOPES = UUID("6b756265-0000-5000-8000-000000000000")
"""Namespace of the ids of scopes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a report is about, which is no single record.

    Attributes:
        period: `2026`, a quarter `2026-T3`, or a month `2026-11`.
        mentor_id: The facilitator it reports about, or None for everybody.
        region: Kemendagri code of a regency, or empty for the province.

    """

    period: str
    mentor_id: UUID | None = None
    region: str = ""

    @property
    def id(self) -> UUID:
        """The same id everywhere for the same scope, to note prints under."""
        return uuid5(_SCOPES, f"{self.period}|{self.mentor_id or ''}|{self.region}")


Subject = UUID | Scope
"""What a paper is about: a record, or the scope of a report."""


def id_of(subject: Subject) -> UUID:
    """Return the id under which prints of a subject are noted."""
    return subject.id if isinstance(subject, Scope) else subject


class PaperSize(StrEnum):
    """Which sheet; every paper is laid out for both (domain.md 3.0)."""

    A4 = "A4"
    F4 = "F4"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return "A4 (210 × 297 mm)" if self is PaperSize.A4 else "F4 / Folio (215 × 330 mm)"


class SealStatus(StrEnum):
    """How far one version of a paper has come."""

    DRAFT = "draf"
    """Asked for, as a correction, and not printed yet."""
    PRINTED = "dicetak"
    SIGNED = "ditandatangani"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What proves a paper: the text of its code, and everything it says.

    Attributes:
        code: The code to type, as `7F3A-92C1-KX40`.
        payload: Text of the QR code, signed.
        content: Hash of everything the paper says.
        facts: Everything it says, by place.
        number: Its number; empty when it is filled in by hand.
        is_kept: Whether these are the bytes of a signed paper, kept for ever.

    """

    code: str
    payload: str
    content: str
    facts: Facts
    number: str
    day: date | None = None
    is_kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePaper:
    """One paper as PDF.

    Attributes:
        title: What it is, for the head of the print page.
        filename: Plain name for a flash disk or a copy shop.
        seal: What proves it; None on a paper that states nothing.

    """

    kind: PaperKind
    subject: Subject
    title: str
    filename: str
    size: PaperSize
    pdf: bytes
    seal: Seal | None = None
