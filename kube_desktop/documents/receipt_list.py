"""Daftar tanda terima: every member signs for the aid, or puts a thumb (domain.md 3.3)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from kube_desktop.documents import style
from kube_desktop.documents.annexes import SIGNING_HEIGHT, signing_cell, table_head
from kube_desktop.documents.blocks import (
    Blanks,
    bast_reference,
    full_money,
    gap,
    key_values,
    money,
    optional_cell,
    optional_lines,
    paragraph,
)
from kube_desktop.documents.content import (
    AnnexMember,
    Imprint,
    Letterhead,
    Party,
    RupiahStyle,
    Scheme,
)
from kube_desktop.documents.grid import Cell, Grid, Row
from kube_desktop.documents.heading import aid_title, heading, recipient_name
from kube_desktop.documents.page import Paper, Sheet, lay_out
from kube_desktop.documents.signatures import SignatureRow, acknowledgement, dated_line, signing
from kube_desktop.documents.style import DOTS, printable
from kube_desktop.domain import wording

_LABEL: Final = 36 * mm
_SHARES: Final = (0.045, 0.195, 0.055, 0.11, 0.135, 0.12, 0.1, 0.16, 0.08)
_SIGNING: Final = 13 * mm
_EMPTY_ROWS: Final = 5
"""So many rows are left for the pen when no member is recorded."""
_PEN: Final = "……"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptListContent:
    """Who of the recipients received which part of the aid of one BAST.

    Attributes:
        recipient_name: Name of the group; for UEP of the person.
        location: Desa, kecamatan and kabupaten on one line.
        value: Value of the aid in rupiah.
        signers: Who signs below, ketua first.
        acknowledged_by: Head of the village.

    """

    letterhead: Letterhead
    scheme: Scheme
    fiscal_year: int | None
    recipient_name: str | None
    business_type: str | None
    location: str | None
    bast_number: str | None
    bast_date: date | None
    value: int | None
    signed_at: str | None
    signed_on: date | None
    members: tuple[AnnexMember, ...]
    signers: tuple[Party, ...]
    acknowledged_by: Party | None = None
    aid_name: str | None = None
    rupiah_style: RupiahStyle = RupiahStyle.FORMAL
    imprint: Imprint = field(default_factory=Imprint)


def render_receipt_list(
    content: ReceiptListContent, paper: Paper, *, preview: bool = False
) -> bytes:
    """Return the list as a PDF; with `preview`, missing values stand out in red."""
    composer = _ReceiptList(content, paper, Blanks(preview))
    sheet = Sheet(
        title=f"Daftar Tanda Terima Bantuan – {composer.recipient}",
        author=content.letterhead.office,
        subject="Daftar tanda terima bantuan per anggota",
        running_head="Daftar Tanda Terima Bantuan  ·  BAST Nomor: "
        f"{content.bast_number or DOTS}  ·  {composer.recipient}",
        imprint=content.imprint,
    )
    return lay_out(paper, sheet, composer.story)


class _ReceiptList:
    """Puts the parts of one list in order."""

    def __init__(self, content: ReceiptListContent, paper: Paper, blanks: Blanks) -> None:
        self._content = content
        self._width = paper.text_width
        self._blanks = blanks

    @property
    def recipient(self) -> str:
        """Name of the recipient as running text."""
        return recipient_name(self._content.scheme, self._content.recipient_name)

    def story(self) -> list[Flowable]:
        """Return the whole list in reading order."""
        content, blanks = self._content, self._blanks
        title = aid_title(
            "DAFTAR TANDA TERIMA", content.scheme, content.fiscal_year, blanks, content.aid_name
        )
        return [
            *heading(content.letterhead, title, self._width),
            self._facts(),
            gap(2.5),
            self._table(content.members or (AnnexMember(name=None),) * _EMPTY_ROWS),
            KeepTogether([gap(3), *self._closing()]),
        ]

    def _facts(self) -> Grid:
        content, blanks = self._content, self._blanks
        look = style.FIELD
        has_basis = bool(content.bast_number) and content.bast_date is not None
        basis = bast_reference(content.bast_number, content.bast_date)
        name = "Nama KUBE" if content.scheme is Scheme.KUBE else "Nama penerima"
        value = full_money(content.value, content.rupiah_style)
        rows = [
            (name, blanks.cell(content.recipient_name, style.FIELD_BOLD)),
            ("Jenis usaha", blanks.cell(content.business_type, look)),
            ("Alamat", blanks.cell(content.location, look)),
            ("BAST", Cell(basis, look if has_basis else blanks.look(look))),
            ("Nilai bantuan", blanks.cell(value, look)),
        ]
        return key_values(rows, self._width, label_width=_LABEL)

    def _table(self, members: Sequence[AnnexMember]) -> Grid:
        rows = [self._row(number, one) for number, one in enumerate(members, start=1)]
        count = len(self._content.members)
        people = f"{count} ({wording.terbilang(count)})" if count else DOTS
        value = self._content.value
        worth = (
            "" if value is None else f", nilai bantuan {money(value, self._content.rupiah_style)}"
        )
        total = Cell(f"Jumlah penerima: {people} orang{worth}", style.CELL_BOLD, len(_SHARES))
        rows.append(Row((total,), is_kept=True))
        head = table_head(
            "No", "Nama dan NIK", "L/P", "Jabatan", "Alamat", "Barang / bagian diterima", "Jumlah",
            "Tanda Tangan / Cap Jempol", "Ket.",
        )  # fmt: skip
        return Grid([share * self._width for share in _SHARES], rows, head=head)

    def _row(self, number: int, member: AnnexMember) -> Row:
        blanks, look, centred = self._blanks, style.SMALL_CELL, style.SMALL_CELL_CENTER
        name = printable(member.name or "")
        who = Cell(f"{name}\n{printable(member.nik or '') or _PEN}", look)
        return Row(
            (
                Cell(str(number), centred),
                who if name else blanks.cell(None, look, dots=_PEN),
                optional_cell(member.sex, centred) if name else Cell("", centred),
                optional_cell(member.position, look) if name else Cell("", look),
                optional_lines(member.address, look) if name else Cell("", look),
                blanks.cell(member.portion, look, dots=_PEN),
                blanks.cell(member.portion_amount, look, dots=_PEN),
                signing_cell(number, style.SIGN_RIGHT_NARROW),
                Cell(printable(member.note or ""), look),
            ),
            min_height=SIGNING_HEIGHT,
            is_centred=True,
        )

    def _closing(self) -> list[Flowable]:
        content, blanks = self._content, self._blanks
        flowables: list[Flowable] = [
            paragraph(
                "Yang tidak dapat menulis membubuhkan cap jempol kiri pada kolom tanda tangan; "
                "pada kolom keterangan ditulis “cap jempol”.",
                style.DENSE,
            ),
            gap(1.5),
            paragraph(
                "Daftar ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."
            ),
            gap(3),
            dated_line(content.signed_at, content.signed_on, self._width, blanks),
        ]
        signatures = [signing("", party) for party in content.signers]
        if content.acknowledged_by is not None:
            signatures.append(acknowledgement(content.acknowledged_by))
        for start in range(0, len(signatures), 2):
            pair = signatures[start : start + 2]
            flowables += [SignatureRow(pair, self._width, blanks, space=_SIGNING), gap(3)]
        return flowables[:-1]
