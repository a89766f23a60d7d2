"""Berita acara verifikasi: what a field check of a group found before the SK (domain.md 1.7)."""

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable
from typing_extensions import override

from kube_desktop.documents import style
from kube_desktop.documents.blocks import gap, led, long_date, optional_cell, paragraph
from kube_desktop.documents.content import Party, Scheme
from kube_desktop.documents.grid import Cell
from kube_desktop.documents.heading import recipient_name
from kube_desktop.documents.minutes import Minutes, MinutesContent, render_minutes
from kube_desktop.documents.page import Paper
from kube_desktop.documents.signatures import Signature, acknowledgement, signing
from kube_desktop.documents.style import printable


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was checked.

    Attributes:
        is_right: None when nobody looked yet.
        detail: What was found, as `5 dari 5 orang`.

    """

    label: str
    is_right: bool | None
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedMember:
    """A member as the check found them; the poverty data as `DTSEN desil 2`."""

    name: str
    nik: str | None = None
    position: str | None = None
    address: str | None = None
    poverty: str | None = None
    is_eligible: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationContent(MinutesContent):
    """What was found of one group, and whether it may be proposed.

    Attributes:
        verdict: The conclusion as it is printed, as `LAYAK`.
        verifier: Who checked, usually the facilitator.
        official: Who signs for the office of the regency.

    """

    group_name: str | None
    register_number: str | None
    business_type: str | None
    location: str | None
    formed_on: date | None
    budget_year: int | None
    findings: tuple[Finding, ...]
    checked: tuple[CheckedMember, ...]
    verdict: str | None
    note: str | None
    verifier: Party
    chair: Party
    official: Party
    acknowledged_by: Party


def render_verification(
    content: VerificationContent, paper: Paper, *, preview: bool = False
) -> bytes:
    """Return the minutes as a PDF; with `preview`, missing values stand out in red."""
    return render_minutes(_Verification, content, paper, preview=preview)


class _Verification(Minutes[VerificationContent]):
    name = "Berita Acara Verifikasi"

    @override
    def title(self) -> list[str]:
        year = str(self._content.budget_year) if self._content.budget_year else None
        return [
            "BERITA ACARA VERIFIKASI",
            "CALON PENERIMA BANTUAN KELOMPOK USAHA BERSAMA (KUBE)",
            f"TAHUN ANGGARAN {self._blanks.markup(year)}",
        ]

    @override
    def whose(self) -> str:
        return recipient_name(Scheme.KUBE, self._content.group_name)

    @override
    def body(self) -> list[Flowable]:
        content = self._content
        return [
            self.opening("telah dilakukan verifikasi lapangan terhadap kelompok:"),
            gap(2),
            self.facts(
                [
                    ("Nama KUBE", content.group_name),
                    ("Nomor register", content.register_number),
                    ("Jenis usaha", content.business_type),
                    ("Alamat", content.location),
                    ("Terbentuk", long_date(content.formed_on)),
                ]
            ),
            gap(2.5),
            *led(
                "Hasil pemeriksaan kelompok:",
                self.table(
                    (0.06, 0.4, 0.2, 0.34),
                    ("Yang diperiksa", "Hasil", "Keterangan"),
                    [self._finding(one) for one in content.findings],
                ),
            ),
            gap(3),
            *led(
                "Hasil pemeriksaan anggota:",
                self.table(
                    (0.05, 0.19, 0.205, 0.115, 0.2, 0.13, 0.11),
                    ("Nama", "NIK", "Jabatan", "Alamat", "Data kemiskinan", "Hasil"),
                    [self._member(one) for one in content.checked],
                ),
            ),
            gap(3),
        ]

    @override
    def conclusion(self) -> list[Flowable]:
        content, blanks = self._content, self._blanks
        verdict = blanks.markup(content.verdict)
        note = f" Catatan: {blanks.markup(content.note)}." if content.note else ""
        return [
            paragraph(
                f"Berdasarkan hasil tersebut, kelompok dinyatakan <b>{verdict}</b> untuk diusulkan "
                f"sebagai penerima bantuan.{note}"
            ),
            gap(2.5),
        ]

    @override
    def signatures(self) -> list[list[Signature]]:
        content = self._content
        return [
            [signing("Ketua kelompok,", content.chair), signing("Verifikator,", content.verifier)],
            [acknowledgement(content.acknowledged_by), signing("", content.official)],
        ]

    def _finding(self, finding: Finding) -> tuple[Cell, ...]:
        look = style.SMALL_CELL
        result = None if finding.is_right is None else ("Perlu dilengkapi", "Sesuai")[
            finding.is_right
        ]  # fmt: skip
        return (
            optional_cell(finding.label, look),
            self._blanks.cell(result, look),
            optional_cell(finding.detail, look),
        )

    def _member(self, member: CheckedMember) -> tuple[Cell, ...]:
        look = style.SMALL_CELL
        result = None
        if member.is_eligible is not None:
            result = "Memenuhi" if member.is_eligible else "Perlu dicek"
        return (
            Cell(printable(member.name), look),
            optional_cell(member.nik, look),
            optional_cell(member.position, look),
            optional_cell(member.address, look),
            self._blanks.cell(member.poverty, look),
            self._blanks.cell(result, look),
        )
