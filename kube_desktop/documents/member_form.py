"""Formulir anggota: what the member form on the screen asks, in its order, one sheet a member."""

from dataclasses import dataclass, field
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak

from kube_desktop.documents import style
from kube_desktop.documents.blocks import Blanks, gap, key_values, optional_cell, paragraph
from kube_desktop.documents.content import Imprint, Letterhead, Party, Scheme
from kube_desktop.documents.grid import Grid
from kube_desktop.documents.heading import recipient_name
from kube_desktop.documents.page import LetterheadBlock, Paper, Sheet, lay_out
from kube_desktop.documents.pen import Boxes, FormCode, FormHead, Line, PenRow, Ticks
from kube_desktop.documents.signatures import Signature, SignatureRow, dated_line
from kube_desktop.domain.members import (
    DATA_SOURCES,
    EDUCATIONS,
    FAMILY_RELATIONS,
    MARITAL_STATUSES,
    OTHER_PROGRAMMES,
    Role,
)
from kube_desktop.domain.values import Sex

_LABEL: Final = 36 * mm
_IN_FOURS: Final = (4, 4, 4, 4)
_DATE: Final = (2, 2, 4)
_CONSENT: Final = (
    "Saya mengisi data ini dengan benar dan setuju data ini disimpan serta dipakai Dinas Sosial "
    "hanya untuk program KUBE, sesuai UU Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFormContent:
    """Sheets to write members on.

    Attributes:
        location: Desa, kecamatan and kabupaten on one line.
        sheets: How many members are still to be written down, at least one.

    """

    letterhead: Letterhead
    code: FormCode
    group_name: str | None
    business_type: str | None
    location: str | None
    mentor: Party
    sheets: int = 1
    imprint: Imprint = field(default_factory=Imprint)


def render_member_form(content: MemberFormContent, paper: Paper, *, preview: bool = False) -> bytes:
    """Return the form as a PDF; with `preview`, missing values stand out in red."""
    composer = _MemberForm(content, paper, Blanks(preview))
    sheet = Sheet(
        title=f"Formulir Anggota – {composer.recipient}",
        author=content.letterhead.office,
        subject="Formulir anggota KUBE",
        running_head=f"Formulir Anggota  ·  {composer.recipient}",
        imprint=content.imprint,
        has_code_square=False,
    )
    return lay_out(paper, sheet, composer.story)


class _MemberForm:
    """Puts the parts of one form in order."""

    def __init__(self, content: MemberFormContent, paper: Paper, blanks: Blanks) -> None:
        self._content = content
        self._width = paper.text_width
        self._blanks = blanks

    @property
    def recipient(self) -> str:
        """Name of the group as running text."""
        return recipient_name(Scheme.KUBE, self._content.group_name)

    def story(self) -> list[Flowable]:
        """Return a sheet for each member."""
        count = max(1, self._content.sheets)
        story: list[Flowable] = [LetterheadBlock(self._content.letterhead, self._width), gap(2.5)]
        for number in range(1, count + 1):
            story += [*self._sheet(number, count), PageBreak()]
        return story[:-1]

    def _sheet(self, number: int, count: int) -> list[Flowable]:
        notes = (f"Lembar {number} dari {count}, satu lembar untuk satu anggota",
                 "Tulis dengan huruf cetak, sesuai KTP dan kartu keluarga")  # fmt: skip
        return [
            FormHead("FORMULIR ANGGOTA KUBE", notes, self._content.code, self._width),
            gap(1),
            self._facts(),
            gap(4),
            *self._needed(),
            *self._additional(),
            KeepTogether([gap(1), *self._consent()]),
        ]

    def _facts(self) -> Grid:
        content, blanks, look = self._content, self._blanks, style.DENSE
        rows = [
            ("Nama KUBE", blanks.cell(content.group_name, style.DENSE_BOLD)),
            ("Jenis usaha", optional_cell(content.business_type, look)),
            ("Alamat kelompok", blanks.cell(content.location, look)),
        ]
        return key_values(rows, FormHead.beside(self._width), label_width=_LABEL, look=look)

    def _needed(self) -> list[Flowable]:
        width = self._width
        roles = tuple(one.label for one in Role)
        return [
            PenRow([Boxes("NIK (16 angka di KTP)", _IN_FOURS)], width),
            PenRow([Boxes("Nomor KK (16 angka di kartu keluarga)", _IN_FOURS)], width),
            PenRow([Line("Nama lengkap"), Ticks("Jabatan", roles)], width, (5, 6)),
            PenRow([
                Line("Tempat lahir"), Boxes("Tanggal lahir", _DATE, "-"),
                Ticks("Jenis kelamin", tuple(one.label for one in Sex)),
            ], width, (3, 4, 4)),
            PenRow([
                Line("Alamat"), Boxes("RT", (3,)), Boxes("RW", (3,)), Line("Kampung atau kelurahan")
            ], width, (6, 2, 2, 4)),
            PenRow([
                Boxes("Nomor HP", (4, 4, 5), "-"),
                Boxes("Penghasilan sebulan (Rp)", (2, 3, 3), "."),
            ], width, (8, 6)),
            PenRow([
                Ticks("Sumber data", DATA_SOURCES), Boxes("Desil (1–10)", (2,)),
            ], width, (6, 1)),
        ]  # fmt: skip

    def _additional(self) -> list[Flowable]:
        width = self._width
        return [
            paragraph("Keterangan tambahan (boleh kosong)", style.CELL_BOLD),
            gap(1.5),
            PenRow([
                Line("Nama panggilan"), Ticks("Hubungan keluarga", FAMILY_RELATIONS),
            ], width, (4, 11)),
            PenRow([Ticks("Status kawin", MARITAL_STATUSES), Boxes("Tanggungan", (2,))],
                   width, (5, 1)),
            PenRow([Ticks("Pendidikan", EDUCATIONS)], width),
            PenRow([Line("Pekerjaan"), Line("Keterampilan")], width),
            PenRow([
                Boxes("Tanggal cek desil", _DATE, "-"), Boxes("Tanggal masuk kelompok", _DATE, "-"),
            ], width),
            PenRow([Ticks("Program lain yang diterima", OTHER_PROGRAMMES)], width),
        ]  # fmt: skip

    def _consent(self) -> list[Flowable]:
        blanks = Blanks(preview=False)
        signatures = [
            Signature(("Pendamping,",), self._content.mentor),
            Signature(("Anggota,",), Party(), hint="tanda tangan atau cap jempol"),
        ]
        return [
            paragraph(_CONSENT, style.DENSE),
            gap(1.5),
            dated_line(None, None, self._width, blanks, look=style.DENSE_ROLE),
            SignatureRow(signatures, self._width, blanks, space=12 * mm, is_dense=True),
        ]
