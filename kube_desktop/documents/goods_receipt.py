"""Tanda terima barang: proof that goods were received; it never speaks of money received.

A kuitansi that names money in the hands of people who got a freezer is an audit finding, so this
paper says what was received and, only as its value, what it cost (domain.md 3.2 and 3.3).
"""

from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from kube_desktop.documents import style
from kube_desktop.documents.annexes import annex_head, receipt_list
from kube_desktop.documents.blocks import (
    Blanks,
    full_money,
    gap,
    goods_table,
    key_values,
    long_date,
    optional_cell,
    paragraph,
)
from kube_desktop.documents.content import GoodsReceiptContent, Party, Scheme
from kube_desktop.documents.grid import Cell, Grid
from kube_desktop.documents.page import LetterheadBlock, Paper, Sheet, lay_out
from kube_desktop.documents.signatures import (
    Signature,
    SignatureRow,
    WitnessLines,
    acknowledgement,
    dated_line,
)
from kube_desktop.documents.style import DOTS, LONG_DOTS, printable

_LABEL: Final = 36 * mm
_SIGNING: Final = 16 * mm


def render_goods_receipt(
    content: GoodsReceiptContent, paper: Paper, *, preview: bool = False
) -> bytes:
    """Return the tanda terima barang as a PDF; with `preview`, missing values stand out in red."""
    composer = _GoodsReceipt(content, paper, Blanks(preview))
    sheet = Sheet(
        title=f"Tanda Terima Barang {content.number or ''} – {composer.recipient}",
        author=content.letterhead.office,
        subject="Tanda terima barang bantuan",
        running_head=f"Tanda Terima Barang  ·  Nomor: {content.number or DOTS}"
        f"  ·  {composer.recipient}",
        imprint=content.imprint,
    )
    return lay_out(paper, sheet, composer.story)


class _GoodsReceipt:
    """Puts the parts of one tanda terima barang in order."""

    def __init__(self, content: GoodsReceiptContent, paper: Paper, blanks: Blanks) -> None:
        self._content = content
        self._width = paper.text_width
        self._blanks = blanks

    @property
    def recipient(self) -> str:
        """Name of the recipient as running text."""
        name = printable(self._content.recipient_name or "") or DOTS
        return f"KUBE {name}" if self._content.scheme is Scheme.KUBE else name

    def story(self) -> list[Flowable]:
        """Return the whole paper in reading order."""
        content = self._content
        story: list[Flowable] = [
            LetterheadBlock(content.letterhead, self._width),
            gap(4),
            *self._title(),
            gap(4),
            paragraph("Yang bertanda tangan di bawah ini telah menerima barang bantuan:"),
            gap(2),
            self._facts(),
            gap(3),
            goods_table(content.lines, content.total, self._width, self._blanks),
            KeepTogether([gap(4), *self._closing()]),
        ]
        if content.members:
            story += self._member_list()
        return story

    def _title(self) -> list[Flowable]:
        content, blanks = self._content, self._blanks
        aid = f"{content.aid_name} " if content.aid_name else ""
        year = str(content.fiscal_year) if content.fiscal_year else None
        subtitle = blanks.markup(f"BANTUAN {aid}{content.scheme.whole_name}".upper())
        title = f"<u>TANDA TERIMA BARANG</u><br/>{subtitle}<br/>"
        number = blanks.markup(content.number, LONG_DOTS)
        return [
            paragraph(f"{title}TAHUN ANGGARAN {blanks.markup(year)}", style.TITLE),
            gap(1),
            paragraph(f"Nomor: {number}", style.NUMBER),
        ]

    def _facts(self) -> Grid:
        content, blanks = self._content, self._blanks
        value = full_money(content.total, content.rupiah_style)
        goods = f"barang senilai {value or DOTS}, dengan rincian di bawah ini"
        has_basis = bool(content.bast_number) and content.bast_date is not None
        look = style.FIELD
        rows = [
            ("Sudah terima dari", blanks.cell(content.received_from, look)),
            ("Nama penerima", blanks.cell(content.receiver.name, style.FIELD_BOLD)),
            ("NIK", blanks.cell(content.receiver.nik, look)),
            ("Jabatan", blanks.cell(content.receiver.position, look)),
            *self._group_rows(),
            ("Alamat", blanks.cell(content.location or content.receiver.address, look)),
            ("Berupa", Cell(goods, look if value else blanks.look(look))),
            ("Untuk keperluan", blanks.cell(content.purpose, look)),
            ("Dasar", Cell(f"BAST {self._bast_text()}", look if has_basis else blanks.look(look))),
        ]
        return key_values(rows, self._width, label_width=_LABEL)

    def _group_rows(self) -> list[tuple[str, Cell]]:
        if self._content.scheme is not Scheme.KUBE:
            return []
        return [("Nama KUBE", self._blanks.cell(self._content.recipient_name, style.FIELD))]

    def _closing(self) -> list[Flowable]:
        content, blanks = self._content, self._blanks
        flowables: list[Flowable] = [
            paragraph(
                "Barang tersebut di atas telah diterima dalam jumlah yang cukup dan lengkap. "
                "Tanda terima ini merupakan bukti penerimaan barang, bukan bukti penerimaan uang."
            ),
            gap(4),
            dated_line(content.signed_at, content.signed_on, self._width, blanks),
            SignatureRow(
                [
                    _signature("Yang menyerahkan,", content.giver),
                    _signature("Yang menerima,", content.receiver),
                ],
                self._width,
                blanks,
                space=_SIGNING,
            ),
        ]
        if content.witnesses:
            flowables += [gap(5), WitnessLines(content.witnesses, self._width, blanks)]
        if content.acknowledged_by is not None:
            signature = acknowledgement(content.acknowledged_by)
            flowables += [gap(4), SignatureRow([signature], self._width, blanks, space=_SIGNING)]
        return flowables

    def _member_list(self) -> list[Flowable]:
        content, blanks = self._content, self._blanks
        look = style.DENSE
        of = f"Tanda Terima Barang bantuan {self.recipient}"
        facts = [
            ("Nama KUBE", blanks.cell(content.recipient_name, look)),
            ("Jenis usaha", optional_cell(content.business_type, look)),
            ("Desa/kecamatan", optional_cell(content.location, look)),
            ("BAST", Cell(self._bast_text(), look)),
        ]
        return [
            *annex_head(
                "Lampiran", of, content.number, content.signed_on,
                "DAFTAR TANDA TERIMA BANTUAN PER ANGGOTA", self._width, blanks,
            ),
            key_values(facts, self._width, label_width=_LABEL, look=look),
            gap(2),
            receipt_list(content.members, self._width),
            KeepTogether([gap(5), *self._list_signatures()]),
        ]  # fmt: skip

    def _bast_text(self) -> str:
        content = self._content
        number = printable(content.bast_number or "") or LONG_DOTS
        return f"Nomor {number} tanggal {long_date(content.bast_date) or DOTS}"

    def _list_signatures(self) -> list[Flowable]:
        content, blanks = self._content, self._blanks
        officers = [_signature("", content.receiver)]
        if content.treasurer is not None:
            officers.append(_signature("", content.treasurer))
        others = []
        if content.mentor is not None:
            others.append(_signature("", content.mentor))
        if content.acknowledged_by is not None:
            others.append(acknowledgement(content.acknowledged_by))
        flowables: list[Flowable] = [
            paragraph(
                "Daftar ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."
            ),
            gap(3),
            dated_line(content.signed_at, content.signed_on, self._width, blanks),
        ]
        for row in (officers, others):
            if row:
                flowables += [SignatureRow(row, self._width, blanks), gap(4)]
        return flowables


def _signature(role: str, party: Party) -> Signature:
    return Signature((role, party.position or "", party.unit or ""), party)
