"""Kuitansi: the receipt for money. Goods are never receipted with it (domain.md 3.2)."""

from typing import Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, HRFlowable, KeepTogether
from typing_extensions import override

from kube_desktop.documents import style
from kube_desktop.documents.blocks import (
    Blanks,
    gap,
    key_values,
    long_date,
    money,
    money_words,
)
from kube_desktop.documents.content import Party, ReceiptContent
from kube_desktop.documents.drawing import Block, draw_lines
from kube_desktop.documents.grid import Cell, Grid, Row
from kube_desktop.documents.page import Paper, Sheet, lay_out, text_width
from kube_desktop.documents.signatures import Signature, SignatureRow, dated_line, half_width
from kube_desktop.documents.style import DOTS, printable
from kube_desktop.domain import wording

STAMP_DUTY_ABOVE: Final = 5_000_000
"""Receipts for more than this bear a meterai of Rp10.000 (UU 10/2020)."""

_LABEL: Final = 34 * mm


def render_receipt(content: ReceiptContent, paper: Paper, *, preview: bool = False) -> bytes:
    """Return the kuitansi as a PDF; with `preview`, missing values stand out in red."""
    composer = _Receipt(content, paper, Blanks(preview))
    sheet = Sheet(
        title=f"Kuitansi {content.number or ''} – {content.receiver.name or ''}",
        author=content.letterhead.office,
        subject="Kuitansi",
        running_head=f"Kuitansi  ·  No. Bukti: {content.number or DOTS}",
        imprint=content.imprint,
        is_framed=True,
    )
    return lay_out(paper, sheet, composer.story)


class _Receipt:
    """Puts the parts of one kuitansi in order."""

    def __init__(self, content: ReceiptContent, paper: Paper, blanks: Blanks) -> None:
        self._content = content
        self._width = text_width(paper, is_framed=True)
        self._blanks = blanks

    def story(self) -> list[Flowable]:
        """Return the whole receipt in reading order."""
        content = self._content
        approvals = [content.approved_by, content.paid_by]
        return [
            self._heading(),
            gap(4),
            _BoxedTitle(self._width),
            gap(5),
            *self._rows(),
            KeepTogether([
                gap(4),
                dated_line(content.signed_at, content.signed_on, self._width, self._blanks),
                self._receivers(),
                *(self._approvals() if any(approvals) else ()),
            ]),
        ]  # fmt: skip

    def _heading(self) -> Grid:
        """Return the office at the left, and at the right where the payment is booked."""
        content, blanks, look = self._content, self._blanks, style.CELL
        head = content.letterhead
        address = head.contact_lines[0] if head.contact_lines else ""
        year = str(content.fiscal_year) if content.fiscal_year else None
        rows = (
            (Cell(printable(head.government), look), "Tahun Anggaran", blanks.cell(year, look)),
            (
                Cell(printable(head.office), style.CELL_BOLD),
                "No. Bukti",
                blanks.cell(content.number, look),
            ),
            (
                Cell(printable(address), style.SMALL),
                "Kode Rekening",
                blanks.cell(content.account_code, look),
            ),
        )
        half = half_width(self._width)
        label, colon = 27 * mm, 4 * mm
        return Grid(
            (self._width - half, label, colon, half - label - colon),
            [Row((left, Cell(name, look), Cell(":", look), value)) for left, name, value in rows],
            is_ruled=False,
        )

    def _rows(self) -> list[Flowable]:
        content, blanks = self._content, self._blanks
        flowables: list[Flowable] = [
            self._row("Sudah terima dari", blanks.cell(content.received_from, style.FIELD)),
            gap(2),
            self._amount_row(),
            gap(2),
            self._row("Terbilang", self._words()),
            gap(2),
            self._row("Untuk pembayaran", blanks.cell(content.purpose, style.FIELD_BOLD)),
        ]
        if content.details:
            flowables += [gap(2), self._details()]
        return flowables

    def _row(self, label: str, value: Cell) -> Grid:
        return key_values([(label, value)], self._width, label_width=_LABEL)

    def _amount_row(self) -> Flowable:
        amount = self._content.amount
        text = "Rp" + DOTS if amount is None else money(amount, self._content.rupiah_style)
        look = style.AMOUNT if amount is not None else self._blanks.look(style.AMOUNT)
        return _AmountRow(text, look, self._width)

    def _words(self) -> Cell:
        amount = self._content.amount
        if amount is None:
            return self._blanks.cell(None, style.WORDS, dots=style.LONG_DOTS)
        return Cell(f"({wording.title_words(money_words(amount))})", style.WORDS)

    def _details(self) -> Grid:
        content = self._content
        indent = _LABEL + 4 * mm
        rows = [
            Row((
                Cell("", style.CELL),
                Cell(printable(detail.label), style.CELL),
                Cell(money(detail.amount, content.rupiah_style), style.CELL_RIGHT),
            ))
            for detail in content.details
        ]  # fmt: skip
        amount = 38 * mm
        return Grid((indent, self._width - indent - amount, amount), rows, is_ruled=False)

    def _receivers(self) -> Flowable:
        content = self._content
        receiver = Signature(
            ("Yang menerima,", content.receiver.position or ""),
            content.receiver,
            with_stamp_box=self._needs_stamp(),
        )
        empty = Signature((), Party(), is_empty=True)
        second = content.co_receiver
        if second is not None:
            empty = Signature(("Turut menerima,", second.position or ""), second)
        return SignatureRow([empty, receiver], self._width, self._blanks)

    def _needs_stamp(self) -> bool:
        content = self._content
        if content.with_stamp_box is not None:
            return content.with_stamp_box
        return (content.amount or 0) > STAMP_DUTY_ABOVE

    def _approvals(self) -> list[Flowable]:
        content = self._content
        approved, paid = content.approved_by or Party(), content.paid_by or Party()
        paid_on = long_date(content.paid_on) or DOTS
        signatures = [
            Signature(
                ("Setuju dibayar,", content.approved_for or "", approved.position or ""), approved
            ),
            Signature((f"Lunas dibayar tanggal {paid_on},", paid.position or ""), paid),
        ]
        rule = HRFlowable(width="100%", thickness=0.8, color=style.INK, spaceBefore=0, spaceAfter=0)
        return [gap(5), rule, gap(3), SignatureRow(signatures, self._width, self._blanks)]


class _AmountRow(Block):
    """Jumlah uang with the figure in a shaded box."""

    _PAD: Final = 3 * mm

    def __init__(self, text: str, look: ParagraphStyle, width: float) -> None:
        super().__init__()
        self._text, self._look = text, look
        self.width = width
        self.height = look.leading + 3 * mm

    @override
    def draw(self) -> None:
        canvas, look = self.canv, self._look
        baseline = (self.height - look.fontSize * 0.72) / 2
        draw_lines(canvas, ["Jumlah uang"], style.FIELD, (0, self.width), baseline)
        draw_lines(canvas, [":"], style.FIELD, (_LABEL, self.width), baseline)
        x = _LABEL + 4 * mm
        box = stringWidth(self._text, look.fontName, look.fontSize) + 2 * self._PAD
        canvas.setFillColor(style.SHADE)
        canvas.setStrokeColor(style.INK)
        canvas.setLineWidth(style.HAIRLINE)
        canvas.rect(x, 0, max(box, 55 * mm), self.height, stroke=1, fill=1)
        draw_lines(canvas, [self._text], look, (x + self._PAD, self.width), baseline)


class _BoxedTitle(Block):
    """The word KUITANSI in a box."""

    _BOX: Final = 60 * mm

    def __init__(self, width: float) -> None:
        super().__init__()
        self.width = width
        self.height = style.BOX_TITLE.leading + 3 * mm

    @override
    def draw(self) -> None:
        look = style.BOX_TITLE
        self.canv.setStrokeColor(style.INK)
        self.canv.setLineWidth(1.2)
        self.canv.rect((self.width - self._BOX) / 2, 0, self._BOX, self.height)
        baseline = (self.height - look.fontSize * 0.72) / 2
        draw_lines(self.canv, ["KUITANSI"], look, (0, self.width), baseline)
