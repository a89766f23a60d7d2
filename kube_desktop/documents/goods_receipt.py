"""Tanda terima barang: proof that goods were received; it never speaks of money received.

A kuitansi that names money in the hands of people who got a freezer is an audit finding, so this
paper says what was received and, only as its value, what it cost (domain.md 3.2 and 3.3).
"""

from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from kube_desktop.documents import style
from kube_desktop.documents.blocks import (
    Blanks,
    bast_reference,
    full_money,
    gap,
    goods_table,
    key_values,
    paragraph,
)
from kube_desktop.documents.content import GoodsReceiptContent, Scheme
from kube_desktop.documents.grid import Cell, Grid
from kube_desktop.documents.heading import aid_title, heading, number_line, recipient_name
from kube_desktop.documents.page import Paper, Sheet, lay_out
from kube_desktop.documents.signatures import (
    SideBySide,
    SignatureRow,
    WitnessLines,
    acknowledgement,
    dated_line,
    half_width,
    signing,
)
from kube_desktop.documents.style import DOTS

_LABEL: Final = 36 * mm
_SIGNING: Final = 13 * mm


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
        return recipient_name(self._content.scheme, self._content.recipient_name)

    def story(self) -> list[Flowable]:
        """Return the whole paper in reading order."""
        content, blanks = self._content, self._blanks
        title = aid_title(
            "TANDA TERIMA BARANG", content.scheme, content.fiscal_year, blanks, content.aid_name
        )
        number = number_line(content.number, blanks)
        return [
            *heading(content.letterhead, title, self._width, number),
            paragraph("Yang bertanda tangan di bawah ini telah menerima barang bantuan:"),
            gap(2),
            self._facts(),
            gap(2.5),
            goods_table(content.lines, content.total, self._width, blanks),
            KeepTogether([gap(3), *self._closing()]),
        ]

    def _facts(self) -> Grid:
        content, blanks = self._content, self._blanks
        value = full_money(content.total, content.rupiah_style)
        goods = f"barang senilai {value or DOTS}, dengan rincian di bawah ini"
        has_basis = bool(content.bast_number) and content.bast_date is not None
        basis = f"BAST {bast_reference(content.bast_number, content.bast_date)}"
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
            ("Dasar", Cell(basis, look if has_basis else blanks.look(look))),
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
            gap(3),
            dated_line(content.signed_at, content.signed_on, self._width, blanks),
            SignatureRow(
                [
                    signing("Yang menyerahkan,", content.giver),
                    signing("Yang menerima,", content.receiver),
                ],
                self._width,
                blanks,
                space=_SIGNING,
            ),
        ]
        return flowables + self._lower_signatures()

    def _lower_signatures(self) -> list[Flowable]:
        content, blanks = self._content, self._blanks
        witnesses, half = content.witnesses, half_width(self._width)
        if content.acknowledged_by is None:
            return [gap(5), WitnessLines(witnesses, self._width, blanks)] if witnesses else []
        signature = acknowledgement(content.acknowledged_by)
        if not witnesses:
            return [gap(4), SignatureRow([signature], self._width, blanks, space=_SIGNING)]
        # Beside each other: with them the paper stays on one page more often.
        block = SignatureRow([signature], half, blanks, columns=1, space=_SIGNING)
        beside = SideBySide(WitnessLines(witnesses, half, blanks), block, self._width)
        return [gap(4), beside]
