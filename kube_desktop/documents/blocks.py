"""Parts that several papers share: values that may be missing, labelled rows, goods, photos."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_lowercase
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Spacer
from typing_extensions import override

from kube_desktop.documents import style
from kube_desktop.documents.content import GoodsLine, Party, RupiahStyle
from kube_desktop.documents.grid import Cell, Grid, Row
from kube_desktop.documents.rich_text import RichText, knows
from kube_desktop.documents.style import DOTS, paragraphs_of, printable
from kube_desktop.domain import wording

_NONE: Final = "–"
_NAMED_BELOW: Final = 10**15
_SHORT_DOTS: Final = "……"
_COLON: Final = 4 * mm


@dataclass(frozen=True, slots=True)
class Blanks:
    """What stands where a value is missing.

    Attributes:
        preview: On screen a missing value is red; on paper it is dots for the pen.

    """

    preview: bool

    def markup(self, value: str | None, dots: str = DOTS) -> str:
        """Return a needed value for use inside a paragraph."""
        text = printable(value or "")
        if text:
            return escape(text)
        return f'<font color="{style.MISSING_MARKUP}">{dots}</font>' if self.preview else dots

    def cell(
        self, value: str | None, look: ParagraphStyle, *, span: int = 1, dots: str = DOTS
    ) -> Cell:
        """Return a needed value for a grid."""
        text = printable(value or "")
        return Cell(text or dots, look if text else self.look(look), span)

    def lines(self, value: str | None, look: ParagraphStyle) -> Cell:
        """Return a needed text of several lines for a grid."""
        text = "\n".join(paragraphs_of(value or ""))
        return Cell(text or style.LONG_DOTS, look if text else self.look(look))

    def look(self, look: ParagraphStyle) -> ParagraphStyle:
        """Return the style of dots that stand for a missing value."""
        return style.in_colour(look, style.MISSING) if self.preview else look


def optional_cell(value: str | None, look: ParagraphStyle, *, span: int = 1) -> Cell:
    """Return a value that may be absent: a dash says that nobody forgot it."""
    return Cell(printable(value or "") or _NONE, look, span)


def optional_lines(value: str | None, look: ParagraphStyle) -> Cell:
    """Return a text of several lines that may be absent."""
    return Cell("\n".join(paragraphs_of(value or "")) or _NONE, look)


def money(amount: int, rupiah_style: RupiahStyle) -> str:
    """Return money as the office writes it."""
    if rupiah_style is RupiahStyle.CUSTOMARY:
        return f"Rp. {wording.number(amount)},-"
    return wording.rupiah_formal(amount)


def money_words(amount: int) -> str:
    """Return money in words, lower case as the spelling rules want."""
    # A slip of the keyboard in a form must not stop the picture of the paper beside it.
    return f"{wording.terbilang(amount) if abs(amount) < _NAMED_BELOW else DOTS} rupiah"


def full_money(amount: int | None, rupiah_style: RupiahStyle) -> str | None:
    """Return money in figures and words, as deeds and receipts need it."""
    return None if amount is None else f"{money(amount, rupiah_style)} ({money_words(amount)})"


def long_date(day: date | None) -> str | None:
    """Return a date as letters write it, or None."""
    return None if day is None else wording.long_date(day)


def bast_reference(number: str | None, day: date | None) -> str:
    """Return how other papers name the BAST they belong to; dots until the office has a number."""
    shown = printable(number or "") or style.LONG_DOTS
    return f"Nomor {shown} tanggal {long_date(day) or DOTS}"


class _EvenParagraph(Paragraph):
    """A justified paragraph whose lines are never torn apart to reach the margin.

    Indonesian official words are long; a line that would need very wide spaces stays ragged.
    """

    _WIDEST: Final = 0.8

    @override
    def breakLines(self, width: Any) -> Any:
        broken = super().breakLines(width)
        if self.style.alignment != TA_JUSTIFY:
            return broken
        widest = self._WIDEST * self.style.fontSize
        lines = broken.lines
        for index, line in enumerate(lines):
            if isinstance(line, tuple):
                extra, words = line
                if extra > widest * (len(words) - 1):
                    lines[index] = (0, words)
            elif line.extraSpace > widest * (line.wordCount - 1):
                line.extraSpace = 0
        return broken


def paragraph(markup: str, look: ParagraphStyle = style.BODY, *, mark: str = "") -> Flowable:
    """Return a paragraph, with a hanging mark if given; the markup must already be escaped."""
    if knows(markup, look):
        return RichText(markup, look, mark)
    return _EvenParagraph(markup, look, bulletText=mark or None)


class _Lead(Flowable):
    """A sentence that goes to the next page along with a table that cannot begin below it."""

    def __init__(self, sentence: Flowable, table: Grid) -> None:
        super().__init__()
        self._sentence = sentence
        self._table = table

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width, self._own = self._sentence.wrap(aW, aH)
        self.height = self._own + 1 * mm
        is_at_top = bool(getattr(getattr(self, "_frame", None), "_atTop", True))
        if not is_at_top and self.height + self._table.least_height > aH:
            return self.width, aH + 1  # more than there is: ReportLab turns the page
        return self.width, self.height

    @override
    def split(self, aW: float, aH: float, /) -> list[Flowable]:
        return []

    @override
    def drawOn(self, canvas: Canvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the sentence at the top of its room."""
        self._sentence.drawOn(canvas, x, y + self.height - self._own)


def led(markup: str, table: Grid) -> list[Flowable]:
    """Return a table with the sentence above it, which is never alone at the foot of a page."""
    return [_Lead(paragraph(markup), table), table]


class _Gap(Spacer):
    """Empty space, of which a page says nothing."""

    @override
    def drawOn(self, canvas: Canvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw nothing."""


def gap(millimetres: float) -> Spacer:
    """Return empty space between two blocks."""
    return _Gap(0, millimetres * mm)


def numbered(
    items: Sequence[str], look: ParagraphStyle = style.LIST, *, letters: bool = False
) -> list[Flowable]:
    """Return numbered (1., 2.) or lettered (a., b.) paragraphs; items are escaped markup."""
    marks = ascii_lowercase if letters and len(items) <= len(ascii_lowercase) else None
    return [
        paragraph(item, look, mark=f"{marks[index] if marks else index + 1}.")
        for index, item in enumerate(items)
    ]


def key_values(
    rows: Sequence[tuple[str, Cell]], width: float, *, label_width: float, number: str = "",
    indent: float = 0, look: ParagraphStyle = style.FIELD,
) -> Grid:  # fmt: skip
    """Return aligned label, colon and value; the number stands before the first label."""
    widths = (indent, label_width, _COLON, width - indent - label_width - _COLON)
    return Grid(
        widths,
        [
            Row((
                Cell("" if index else number, look),
                Cell(label, look),
                Cell(":" if label else "", look),
                value,
            ))
            for index, (label, value) in enumerate(rows)
        ],
        is_ruled=False,
    )  # fmt: skip


def party_rows(
    party: Party, blanks: Blanks, *, is_official: bool, look: ParagraphStyle = style.FIELD
) -> list[tuple[str, Cell]]:
    """Return how a party is introduced: officials with NIP, recipients with NIK."""
    position = ", ".join(part for part in (party.position, party.unit) if part)
    identity = ("NIP", party.nip) if is_official else ("NIK", party.nik)
    return [
        ("Nama", blanks.cell(party.name, style.FIELD_BOLD if look is style.FIELD else look)),
        (identity[0], blanks.cell(identity[1], look)),
        ("Jabatan", blanks.cell(position, look)),
        ("Alamat", blanks.cell(party.address, look)),
    ]


_GOODS_HEAD: Final = (
    "No", "Nama Barang", "Merek / Spesifikasi", "Volume", "Satuan", "Harga Satuan (Rp)",
    "Jumlah (Rp)", "Kondisi",
)  # fmt: skip
_GOODS_SHARES: Final = (0.05, 0.23, 0.16, 0.085, 0.105, 0.135, 0.14, 0.095)
_PLAIN_SHARES: Final = (0.05, 0.27, 0.12, 0.085, 0.105, 0.135, 0.14, 0.095)
"""Where no line names a make, names of goods need fewer lines."""


def goods_table(
    lines: Sequence[GoodsLine], total: int | None, width: float, blanks: Blanks
) -> Grid:
    """Return the table of goods with its total in figures and words."""
    head = Row(
        tuple(Cell(text, style.HEAD) for text in _GOODS_HEAD), is_shaded=True, is_centred=True
    )
    rows = [_goods_row(number, line, blanks) for number, line in enumerate(lines, start=1)]
    if not rows:
        rows = [_goods_row(1, GoodsLine(name=None), blanks)]
    rows.append(
        Row(
            (
                Cell("Jumlah", style.CELL_BOLD_RIGHT, 6),
                blanks.cell(_figure(total), style.CELL_BOLD_RIGHT, dots=_SHORT_DOTS),
                Cell("", style.CELL),
            ),
            is_kept=True,
        )
    )
    in_words = DOTS if total is None else money_words(total)
    look = style.CELL_ITALIC if total is not None else blanks.look(style.CELL_ITALIC)
    words = Cell(f"Terbilang: {in_words}", look, len(_GOODS_HEAD))
    rows.append(Row((words,), is_kept=True))
    has_makes = any(line.specification for line in lines)
    shares = _GOODS_SHARES if has_makes else _PLAIN_SHARES
    return Grid([share * width for share in shares], rows, head=head)


def _figure(amount: int | None) -> str | None:
    return None if amount is None else wording.number(amount)


def _goods_row(number: int, line: GoodsLine, blanks: Blanks) -> Row:
    quantity = None if line.quantity_milli is None else wording.quantity(line.quantity_milli)
    return Row(
        (
            Cell(str(number), style.CELL_CENTER),
            blanks.cell(line.name, style.CELL),
            optional_cell(line.specification, style.CELL),
            blanks.cell(quantity, style.CELL_RIGHT, dots=_SHORT_DOTS),
            blanks.cell(line.unit, style.CELL_CENTER, dots=_SHORT_DOTS),
            blanks.cell(_figure(line.unit_price), style.CELL_RIGHT, dots=_SHORT_DOTS),
            blanks.cell(_figure(line.amount), style.CELL_RIGHT, dots=_SHORT_DOTS),
            optional_cell(line.condition, style.CELL_CENTER),
        )
    )
